import { PLAIN, SEVERAL, SINGLE, type Colour, type Filters, type Look, type Screen, type Show, type Size, type View } from './view';

const SCREENS: Screen[] = ['network', 'map'];
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
    const [node, at] = [given.get('node'), given.get('at')];
    const among = /^(?:[\w-]{6})+$/.exec(given.get('among') ?? '')?.[0] ?? '';
    return {
      screen: oneOf(SCREENS, given.get('screen'), PLAIN.screen),
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
      at: at ? this.full(at) : null,
      look: looked(given.get('look')),
      borders: given.get('borders') !== 'no',
      data: whole(given.get('data'), Number.MAX_SAFE_INTEGER),
    };
  }

  write(view: View): string {
    const query = new URLSearchParams();
    if (view.screen !== PLAIN.screen) query.append('screen', view.screen);
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
    if (view.at) query.append('at', this.short(view.at));
    if (view.look) query.append('look', [view.look.longitude.toFixed(2), view.look.latitude.toFixed(2), view.look.zoom.toFixed(2)].join(','));
    if (!view.borders) query.append('borders', 'no');
    if (view.data !== null) query.append('data', String(view.data));
    // Slashes, colons and commas may stand in a query (RFC 3986, section 3.4), and people read these addresses.
    return query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
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

const DEGREES = /^-?\d{1,3}(\.\d{1,6})?$/;

function looked(value: string | null): Look | null {
  const parts = value?.split(',') ?? [];
  const [longitude = NaN, latitude = NaN, zoom = NaN] = parts.map((part) => (DEGREES.test(part) ? Number(part) : NaN));
  const possible = parts.length === 3 && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 && zoom >= 0.5 && zoom <= 100;
  return possible ? { longitude, latitude, zoom } : null;
}

function whole(value: string | null, most: number): number | null {
  return value !== null && /^\d{1,12}$/.test(value) ? Math.min(Number(value), most) : null;
}
