/** The filters that an address may carry, by the names of the web interface. */
export const SINGLE = ['unit', 'via', 'from', 'to', 'rollup', 'weight', 'min-weight', 'limit'] as const;
export const SEVERAL = ['role', 'with-role', 'country', 'kind', 'heritage-type', 'source', 'without'] as const;

export type Single = (typeof SINGLE)[number];
export type Several = (typeof SEVERAL)[number];
export type Filters = Partial<Record<Single, string>> & Partial<Record<Several, string[]>>;

export type Show = 'picture' | 'table';
export type Colour = 'community' | 'kind' | 'country';
export type Size = 'degree' | 'strength';

/** Everything that makes one view of the network; it is all in the address of the page. */
export interface View {
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
  /** The generation of the data that the person who made the link saw. */
  data: number | null;
}

export const PLAIN: View = {
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
  data: null,
};

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
