import type { Community, Network, NetworkNode, RolePair, Tie } from './types';

/** The media type by which networks are asked for in columns (docs/web.md). */
export const COLUMNS_TYPE = 'application/vnd.koinon.columns+json';

/** A column: a value for each row, or the place of each row's value among those that recur. */
type Column<T> = T[] | { values: T[]; at: number[] };
type Columns<T> = { [Name in keyof T]: Column<T[Name]> };

export type NetworkColumns = Omit<Network, 'nodes' | 'edges' | 'folded'> & {
  nodes: Partial<Columns<Omit<NetworkNode, 'id'>>> & { id: { begin: string; rest: string[] } };
  edges: Partial<Columns<Omit<Tie, 'source' | 'target'>>> & { source?: number[]; target?: number[] };
};

/** A network folded into its communities, as /api/network/communities gives it. */
export interface Folded {
  generation: number;
  total: { nodes: number; edges: number };
  communities: Community[];
  edges: { source: number; target: number; weight: number }[];
}

/** Read a network from its columns: the nodes strongest first, the ties heaviest first. */
export function ofColumns(columns: NetworkColumns): Network {
  const { nodes, edges, ...rest } = columns;
  const ids = nodes.id.rest.map((end) => nodes.id.begin + end);
  const [label, kind, country] = [reader(nodes.label, ''), reader(nodes.kind, null), reader(nodes.country, null)];
  const [degree, strength, community] = [reader(nodes.degree, 0), reader(nodes.strength, 0), reader(nodes.community, null)];
  const [x, y] = [reader(nodes.x, null), reader(nodes.y, null)];
  const [weight, activities, sources] = [reader(edges.weight, 0), reader(edges.activities, 0), reader(edges.sources, 0)];
  const [first, after, roles] = [reader(edges.first, null), reader(edges.last, null), reader<RolePair[]>(edges.roles, [])];
  return {
    ...rest,
    nodes: ids.map((id, row) => ({
      id, label: label(row), kind: kind(row), country: country(row), degree: degree(row), strength: strength(row),
      community: community(row), x: x(row), y: y(row),
    })),
    edges: (edges.source ?? []).map((source, row) => {
      const [begin, years] = [first(row), after(row)];
      return {
        source: ids[source] ?? '', target: ids[edges.target?.[row] ?? -1] ?? '', weight: weight(row), activities: activities(row),
        first: begin, last: begin === null || years === null ? null : begin + years, roles: roles(row), sources: sources(row),
      };
    }),
  };
}

function reader<T>(column: Column<T> | undefined, otherwise: T): (row: number) => T {
  if (!column) return () => otherwise;
  if (Array.isArray(column)) return (row) => column[row] as T;
  const { values, at } = column;
  return (row) => values[at[row] as number] as T;
}

/** Show communities as the nodes of a network: each as strong as it has members. */
export function ofCommunities({ communities, edges, ...rest }: Folded): Network {
  return {
    ...rest,
    truncated: communities.reduce((sum, one) => sum + one.members, 0) < rest.total.nodes,
    folded: true,
    nodes: communities.map(({ number, label, country, degree, strength, members, x, y }) => ({
      id: communityId(number), label, kind: null, country, degree, strength, community: number, x, y, members,
    })),
    edges: edges.map(({ source, target, weight }) => ({
      source: communityId(source), target: communityId(target), weight, activities: Math.round(weight), first: null, last: null, roles: [], sources: 0,
    })),
  };
}

const COMMUNITY = 'community:';

/** Name a community as a node; no thing has such an address. */
export function communityId(number: number): string {
  return COMMUNITY + String(number);
}

/** The number of the community that a node stands for, or null where it stands for itself. */
export function communityOf(id: string): number | null {
  return id.startsWith(COMMUNITY) ? Number(id.slice(COMMUNITY.length)) : null;
}
