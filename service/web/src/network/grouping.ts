import type { Network, NetworkNode } from '../api/types';
import type { Colour } from '../state/view';

/** Nodes of one colour: the `key` they share, how it is told, and how many there are. */
export interface Group {
  key: string | null;
  label: string;
  count: number;
  /** Its place in the palette; -1 for all that share the neutral colour. */
  place: number;
}

export interface Grouping {
  groups: Group[];
  /** Which group a node belongs to, by the node's address. */
  of: Map<string, Group>;
}

const COLOURS = 10;

/**
 * Sort the nodes into groups to be coloured, the largest first.
 *
 * Beyond ten groups one neutral colour is left to all others together: eleven colours cannot be told apart.
 */
export function grouped(network: Network, by: Colour, told: (key: string | null, members: NetworkNode[]) => string): Grouping {
  const members = new Map<string | null, NetworkNode[]>();
  for (const node of network.nodes) {
    const key = keyOf(node, by);
    members.set(key, [...(members.get(key) ?? []), node]);
  }
  const sorted = [...members].sort((a, b) => Number(a[0] === null) - Number(b[0] === null) || b[1].length - a[1].length || compare(a[0], b[0]));
  const of = new Map<string, Group>();
  const groups: Group[] = [];
  let place = 0;
  for (const [key, nodes] of sorted) {
    // A community of one or two says nothing; a colour for it would.
    const telling = key !== null && place < COLOURS && (by !== 'community' || nodes.length > 2);
    const group = { key, label: told(key, nodes), count: nodes.length, place: telling ? place++ : -1 };
    groups.push(group);
    for (const node of nodes) of.set(node.id, group);
  }
  return { groups, of };
}

function keyOf(node: NetworkNode, by: Colour): string | null {
  if (by === 'community') return node.community === null ? null : String(node.community);
  return by === 'kind' ? node.kind : node.country;
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '').localeCompare(b ?? '', 'en', { numeric: true });
}
