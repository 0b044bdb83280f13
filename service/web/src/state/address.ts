import { PLAIN, SEVERAL, SINGLE, type Colour, type Filters, type Show, type Size, type View } from './view';

const SHOWN: Show[] = ['picture', 'table'];
const COLOURS: Colour[] = ['community', 'kind', 'country'];
const SIZES: Size[] = ['degree', 'strength'];
const DEEPEST = 3;

/**
 * Writes a view as the query of an address and reads it back.
 *
 * Things of this graph are written without its base (`organisation/icom-…`), so that links stay short; what is
 * as it is by default is left out.
 */
export class Addresses {
  constructor(private readonly base: string) {}

  read(query: string): View {
    const given = new URLSearchParams(query);
    const [tie, path] = [this.ends(given.getAll('tie')), this.ends(given.getAll('path'))];
    const node = given.get('node');
    const among = /^(?:[\w-]{6})+$/.exec(given.get('among') ?? '')?.[0] ?? '';
    return {
      filters: this.filters(given),
      show: oneOf(SHOWN, given.get('show'), PLAIN.show),
      colour: oneOf(COLOURS, given.get('colour'), PLAIN.colour),
      size: oneOf(SIZES, given.get('size'), PLAIN.size),
      node: node ? this.full(node) : null,
      tie,
      path,
      avoid: given.getAll('avoid').map((one) => this.full(one)),
      depth: node ? whole(given.get('depth'), DEEPEST) ?? 0 : 0,
      community: whole(given.get('community'), Number.MAX_SAFE_INTEGER),
      among,
      only: among !== '' && given.get('only') === 'yes',
      data: whole(given.get('data'), Number.MAX_SAFE_INTEGER),
    };
  }

  write(view: View): string {
    const query = new URLSearchParams();
    for (const name of SINGLE) if (view.filters[name]) query.append(name, view.filters[name]);
    for (const name of SEVERAL) for (const value of view.filters[name] ?? []) query.append(name, this.short(value));
    for (const name of ['show', 'colour', 'size'] as const) if (view[name] !== PLAIN[name]) query.append(name, view[name]);
    if (view.node) query.append('node', this.short(view.node));
    if (view.node && view.depth) query.append('depth', String(view.depth));
    for (const end of view.tie ?? []) query.append('tie', this.short(end));
    for (const end of view.path ?? []) query.append('path', this.short(end));
    for (const one of view.avoid) query.append('avoid', this.short(one));
    if (view.community !== null) query.append('community', String(view.community));
    if (view.among) query.append('among', view.among);
    if (view.among && view.only) query.append('only', 'yes');
    if (view.data !== null) query.append('data', String(view.data));
    // Slashes and colons may stand in a query (RFC 3986, section 3.4), and people read these addresses.
    return query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  }

  private filters(given: URLSearchParams): Filters {
    const filters: Filters = {};
    for (const name of SINGLE) {
      const value = given.get(name);
      if (value) filters[name] = value;
    }
    for (const name of SEVERAL) {
      const values = given.getAll(name).filter(Boolean);
      if (values.length) filters[name] = values.map((value) => this.full(value));
    }
    return filters;
  }

  private ends(values: string[]): [string, string] | null {
    const [first, second] = values;
    return first && second ? [this.full(first), this.full(second)] : null;
  }

  private short(value: string): string {
    return value.startsWith(this.base) ? value.slice(this.base.length) : value;
  }

  private full(value: string): string {
    return value.includes('/') && !value.includes('://') ? this.base + value : value;
  }
}

function oneOf<T extends string>(known: T[], value: string | null, otherwise: T): T {
  return known.find((one) => one === value) ?? otherwise;
}

function whole(value: string | null, most: number): number | null {
  return value !== null && /^\d{1,12}$/.test(value) ? Math.min(Number(value), most) : null;
}
