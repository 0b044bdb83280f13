import { COLUMNS_TYPE, ofColumns, ofCommunities, type Folded, type NetworkColumns } from './columns';
import type { ActivityList, Facets, Found, Geography, Network, Paths, TieEvidence } from './types';

/** What went wrong, in one sentence a person can act on. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

export type Parameters = Iterable<[string, string]>;

/** Asks the service for JSON; labels come in `language`. */
export class Client {
  constructor(
    private readonly ask: typeof fetch,
    public language: string,
  ) {}

  /** The network under the filters, or its communities where it is too large to be drawn. */
  async network(filters: Parameters, signal: AbortSignal): Promise<Network> {
    const answer = await this.get<NetworkColumns | Folded>('/api/network', [['fold', 'yes'], ...filters], signal, COLUMNS_TYPE);
    return 'communities' in answer ? ofCommunities(answer) : ofColumns(answer);
  }

  async community(number: number, filters: Parameters, signal: AbortSignal): Promise<Network> {
    const own: [string, string][] = [['number', String(number)], ['fold', 'yes']];
    return ofColumns(await this.get<NetworkColumns>('/api/network/communities', [...own, ...filters], signal, COLUMNS_TYPE));
  }

  async around(node: string, depth: number, filters: Parameters, signal: AbortSignal): Promise<Network> {
    const own: [string, string][] = [['of', node], ['depth', String(depth)], ['layout', 'yes']];
    return ofColumns(await this.get<NetworkColumns>('/api/network/ego', [...own, ...filters], signal, COLUMNS_TYPE));
  }

  facets(filters: Parameters, signal: AbortSignal): Promise<Facets> {
    return this.get('/api/facets', filters, signal);
  }

  map(filters: Parameters, signal: AbortSignal): Promise<Geography> {
    return this.get('/api/network/map', filters, signal);
  }

  activities(filters: Parameters, signal: AbortSignal): Promise<ActivityList> {
    return this.get('/api/network/activities', filters, signal);
  }

  tie(source: string, target: string, filters: Parameters, signal: AbortSignal): Promise<TieEvidence> {
    const ends: [string, string][] = [['source', source], ['target', target]];
    return this.get('/api/network/tie', [...ends, ...renamed(filters, { source: 'stated-by' })], signal);
  }

  path(from: string, to: string, avoid: string[], filters: Parameters, signal: AbortSignal): Promise<Paths> {
    const ends: [string, string][] = [['from', from], ['to', to], ...avoid.map((id): [string, string] => ['avoid', id])];
    return this.get('/api/network/path', [...ends, ...renamed(filters, { from: 'from-year', to: 'to-year' })], signal);
  }

  async search(name: string, most: number, signal: AbortSignal): Promise<Found[]> {
    const asked: [string, string][] = [['q', name], ['limit', String(most)]];
    return (await this.get<{ results: Found[] }>('/api/search', asked, signal)).results;
  }

  private async get<T>(path: string, parameters: Parameters, signal: AbortSignal, form = 'application/json'): Promise<T> {
    const query = new URLSearchParams([...parameters]).toString();
    const answer = await this.ask(query ? `${path}?${query}` : path, {
      headers: { Accept: form, 'Accept-Language': this.language },
      signal,
    });
    if (!answer.ok) throw new Problem(await sentence(answer), answer.status);
    return (await answer.json()) as T;
  }
}

/** Where an end of a tie or a path has the name of a filter, the filter has another (docs/web.md). */
function renamed(filters: Parameters, names: Record<string, string>): [string, string][] {
  return [...filters].map(([name, value]) => [names[name] ?? name, value]);
}

async function sentence(answer: Response): Promise<string> {
  try {
    const problem = (await answer.json()) as { detail?: string };
    if (problem.detail) return problem.detail;
  } catch {
    // Not a problem document: a proxy between may answer in HTML.
  }
  return `The service answered ${answer.status}.`;
}
