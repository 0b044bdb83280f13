import type { Network, NetworkNode, Paths } from '../api/types';
import { PLAIN, type View } from '../state/view';

/** What the picture of a network needs to know of a screen, told of a result. */
export class Drawn {
  network: Network | null = $state.raw(null);
  paths: Paths | null = null;
  /** Nodes chosen together: here one at a time. */
  chosen: NetworkNode[] = [];
  view: View = $state.raw({ ...PLAIN, size: 'strength' });

  choose(node: string | null): void {
    this.view = { ...this.view, node, tie: null };
  }

  openTie(source: string, target: string): void {
    this.view = { ...this.view, node: null, tie: [source, target] };
  }

  go({ node }: Partial<View>): void {
    if (node) this.choose(node);
  }

  /** A result is all there is: nothing more is near, and nothing is put aside. */
  expand(): void {}

  gather(): void {}
}
