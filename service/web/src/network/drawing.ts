import Graph from 'graphology';
import type { Network } from '../api/types';
import type { Size } from '../state/view';
import { BULK, dashed } from './dashes';
import { largest, radius, thickness } from './geometry';
import type { Group, Grouping } from './grouping';
import { mixed, type Palette } from './palette';

/** Beyond so many nodes the picture moves without its ties, which come back when it rests. */
export const HEAVY = 5000;

export function colourOf(group: Group | undefined, colours: Palette): string {
  if (group?.key === null) return colours.unknown;
  return (group && colours.groups[group.place]) ?? colours.other;
}

/** How strongly ties stand out: the more there are, the less each of them. */
function opacity(count: number): number {
  return count > 20_000 ? 0.12 : count > BULK ? 0.2 : count > 400 ? 0.35 : 0.55;
}

/** Make what the drawing library draws; `room` shrinks nodes on a narrow screen. */
export function asGraph(network: Network, grouping: Grouping, colours: Palette, size: Size, room: number): Graph {
  const built = new Graph({ type: 'undirected' });
  const most = largest(network.nodes, size);
  // What is drawn last lies on top: the strongest.
  for (let place = network.nodes.length - 1; place >= 0; place -= 1) {
    const node = network.nodes[place];
    if (!node) continue;
    built.addNode(node.id, {
      x: node.x ?? 0,
      y: node.y ?? 0,
      size: radius(node, size, most, network.nodes.length) * room,
      color: colourOf(grouping.of.get(node.id), colours),
    });
  }
  const bulk = network.edges.length > BULK;
  const color = mixed(colours.tie, colours.paper, opacity(network.edges.length));
  for (const tie of network.edges) {
    if (!built.hasNode(tie.source) || !built.hasNode(tie.target)) continue;
    const type = bulk ? 'bulk' : dashed(tie) ? 'dashed' : 'whole';
    built.addEdge(tie.source, tie.target, { size: bulk ? 1 : thickness(tie), color, type });
  }
  return built;
}
