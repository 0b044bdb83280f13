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
    const known = members.get(key);
    if (known) known.push(node);
    else members.set(key, [node]);
  }
  const sorted = [...members]
    .map(([key, nodes]) => ({ key, nodes, count: nodes.reduce((sum, node) => sum + (node.members ?? 1), 0) }))
    .sort((a, b) => Number(a.key === null) - Number(b.key === null) || b.count - a.count || compare(a.key, b.key));
  const of = new Map<string, Group>();
  const groups: Group[] = [];
  let place = 0;
  for (const { key, nodes, count } of sorted) {
    // A community of one or two says nothing; a colour for it would.
    const telling = key !== null && place < COLOURS && (by !== 'community' || count > 2);
    const group = { key, label: told(key, nodes), count, place: telling ? place++ : -1 };
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
