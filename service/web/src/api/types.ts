// What the service answers, as docs/web.md describes it.

/** How often the source end played the first role while the target end played the second. */
export type RolePair = [here: string, there: string, count: number];

export interface NetworkNode {
  id: string;
  label: string;
  kind: string | null;
  country: string | null;
  degree: number;
  strength: number;
  community: number | null;
  x: number | null;
  y: number | null;
  /** How many nodes it stands for, where it is a community. */
  members?: number;
}

/** Some nodes with more ties among them than to others, told by the names of the strongest. */
export interface Community {
  number: number;
  label: string;
  members: number;
  country: string | null;
  inside: number;
  degree: number;
  strength: number;
  x: number;
  y: number;
}

export interface Tie {
  source: string;
  target: string;
  weight: number;
  activities: number;
  first: number | null;
  last: number | null;
  roles: RolePair[];
  sources: number;
}

export interface Network {
  generation: number;
  total: { nodes: number; edges: number };
  truncated: boolean;
  /** Whether its nodes are communities, because all of its own are too many to be drawn. */
  folded?: boolean;
  nodes: NetworkNode[];
  edges: Tie[];
}

export interface Counted {
  value: string;
  label: string;
  count: number;
}

export type Facet = 'year' | 'role' | 'kind' | 'country' | 'heritage-type' | 'source';

export interface Facets {
  generation: number;
  total: { activities: number; involvements: number };
  facets: Record<Facet, Counted[]>;
}

export interface Named {
  id: string;
  label: string;
}

export interface Passage {
  id: string;
  quote: string;
  prefix: string | null;
  suffix: string | null;
  start: number | null;
  end: number | null;
  /** Where it stands in a table, as RFC 7111 writes it: `row=13`. */
  row: string | null;
}

export interface Involvement {
  id: string;
  /** The end of a tie; nothing where an activity is not opened for the sake of a tie. */
  end: 'source' | 'target' | null;
  /** Nothing where a delegation stands for its country alone. */
  organisation: Named | null;
  country: string | null;
  role: string;
  phrase: string | null;
  source: { id: string; title: string; address: string | null; publisher: string | null; issued: string | null };
  passages: Passage[];
}

export interface SharedActivity {
  id: string;
  label: string;
  kinds: string[];
  first: number | null;
  last: number | null;
  places: Named[];
  involvements: Involvement[];
}

export interface TieEvidence {
  source: Named;
  target: Named;
  edge: Tie;
  activities: SharedActivity[];
}

/** Some of all activities that have something in common. */
export interface ActivityList {
  generation: number;
  total: number;
  truncated: boolean;
  activities: SharedActivity[];
}

/** A place that has a point, and what takes place there or in places within it. */
export interface MapPlace {
  id: string;
  label: string;
  kind: string | null;
  country: string | null;
  longitude: number;
  latitude: number;
  /** How many places the point stands for. */
  places: number;
  activities: number;
  first: number | null;
  last: number | null;
}

/** A country that takes part, or in which something takes place nobody says where (`placed`). */
export interface MapCountry {
  id: string;
  label: string;
  country: string;
  degree: number;
  activities: number;
  placed: number;
}

/** Involvements a year touches, by role: a count for each year from `first` on. */
export interface RoleYears {
  first: number | null;
  last: number | null;
  roles: Record<string, number[]>;
}

export interface Geography {
  generation: number;
  /** The thing that the map is of, where it is of one. */
  of: Named | null;
  total: { activities: number; point: number; country: number; nowhere: number; places: number; edges: number };
  truncated: boolean;
  places: MapPlace[];
  countries: MapCountry[];
  edges: Tie[];
  years: RoleYears;
}

export interface Hop extends Tie {
  shared: SharedActivity[];
}

export interface Path {
  length: number;
  stops: Named[];
  hops: Hop[];
}

export interface Paths {
  generation: number;
  paths: Path[];
}

/** A thing found by one of its names, the most alike first. */
export interface Found {
  id: string;
  label: string;
  name: string;
  kind: string;
}
