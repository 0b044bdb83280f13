/** The filters that an address may carry, by the names of the web interface. */
export const SINGLE = ['unit', 'via', 'from', 'to', 'rollup', 'weight', 'min-weight', 'limit'] as const;
export const SEVERAL = ['role', 'with-role', 'country', 'kind', 'heritage-type', 'source', 'without'] as const;

export type Single = (typeof SINGLE)[number];
export type Several = (typeof SEVERAL)[number];
export type Filters = Partial<Record<Single, string>> & Partial<Record<Several, string[]>>;

export type Screen = 'network' | 'map';
export type Show = 'picture' | 'table';
export type Colour = 'community' | 'kind' | 'country';
export type Size = 'degree' | 'strength';

/** Where a map is looked at: the degrees at its middle, and how many times larger than the whole world. */
export interface Look {
  longitude: number;
  latitude: number;
  zoom: number;
}

/** In place of an address: the activities of which nobody says where they take place. */
export const NOWHERE = 'nowhere';

/** Everything that makes one view; it is all in the address of the page. */
export interface View {
  screen: Screen;
  filters: Filters;
  show: Show;
  colour: Colour;
  size: Size;
  /** The chosen node, the two ends of the open tie, or those of a path. */
  node: string | null;
  tie: [string, string] | null;
  path: [string, string] | null;
  avoid: string[];
  /** 1 to 3: only what is so near to the chosen node; 0: everything. */
  depth: number;
  /** The community that is opened; null: all of the network. */
  community: number | null;
  /** The marks of the nodes that were chosen together (see `marks`), and whether these alone are shown. */
  among: string;
  only: boolean;
  /** The place whose activities are listed, a country for those somewhere in it, or NOWHERE. */
  at: string | null;
  /** Nothing where the map shows all that is on it. */
  look: Look | null;
  borders: boolean;
  /** The generation of the data that the person who made the link saw. */
  data: number | null;
}

export const PLAIN: View = {
  screen: 'network',
  filters: {},
  show: 'picture',
  colour: 'community',
  size: 'degree',
  node: null,
  tie: null,
  path: null,
  avoid: [],
  depth: 0,
  community: null,
  among: '',
  only: false,
  at: null,
  look: null,
  borders: true,
  data: null,
};

/** Another screen for the same filters and the same choice, as far as it can be shown there. */
export function turned(view: View, screen: Screen): Partial<View> {
  if (view.screen === screen) return {};
  // The map ties countries; what is tied elsewhere is no tie of it.
  const tie = view.filters.unit === 'country' ? view.tie : null;
  return { screen, tie, path: null, avoid: [], depth: 0, at: null };
}

/** Give the filters as the web interface takes them. */
export function asParameters(filters: Filters): [string, string][] {
  const single = SINGLE.flatMap((name): [string, string][] => {
    const value = filters[name];
    return value ? [[name, value]] : [];
  });
  const several = SEVERAL.flatMap((name) => (filters[name] ?? []).map((value): [string, string] => [name, value]));
  return [...single, ...several];
}

/** Take a value into a filter, or out where it stood there. */
export function toggled(filters: Filters, name: Several, value: string): Filters {
  const values = filters[name] ?? [];
  const changed = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return { ...filters, [name]: changed.length ? changed : undefined };
}
