import { Client } from '../api/client';
import type { Facets, Found, Network, Paths, TieEvidence } from '../api/types';
import { Addresses } from './address';
import { Loading } from './loading';
import { pageOf } from './pages';
import { asParameters, toggled, type Filters, type Several, type View } from './view';

/** The most nodes that are drawn where a view does not say how many. */
export const DRAWN = 1000;

/** The one state of the page: the view, which stands in the address, and what the service answered for it. */
export class Explorer {
  view: View;
  network: Network | null = $state.raw(null);
  facets: Facets | null = $state.raw(null);
  tie: TieEvidence | null = $state.raw(null);
  paths: Paths | null = $state.raw(null);
  /** What went wrong, in a sentence. */
  fault: string | null = $state(null);
  working = $state(0);
  /** The first end of a path, while its second is being chosen. */
  pathFrom: string | null = $state(null);

  private readonly addresses: Addresses;
  private readonly loadings = {
    network: new Loading<Network>(),
    facets: new Loading<Facets>(),
    tie: new Loading<TieEvidence>(),
    paths: new Loading<Paths>(),
    found: new Loading<Found[]>(),
  };

  constructor(
    private readonly client: Client,
    readonly base: string,
  ) {
    this.addresses = new Addresses(base);
    this.view = $state.raw(this.addresses.read(location.search));
    window.addEventListener('popstate', () => {
      this.view = this.addresses.read(location.search);
      this.load();
    });
    this.load();
  }

  /** Move to another view: a step that Back takes back, unless it only refines the one before (`step: false`). */
  go(change: Partial<View>, { step = true } = {}): void {
    this.view = { ...this.view, data: null, ...change };
    const query = this.addresses.write(this.view);
    const address = query ? `${location.pathname}?${query}` : location.pathname;
    if (step) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    this.load();
  }

  filter(change: Filters, step = true): void {
    this.go({ filters: { ...this.view.filters, ...change } }, { step });
  }

  toggle(name: Several, value: string): void {
    this.go({ filters: toggled(this.view.filters, name, value) });
  }

  /** Choose a node; while a path is being made, it becomes the other end of it. */
  choose(node: string | null): void {
    const from = this.pathFrom;
    this.pathFrom = null;
    if (node && from && from !== node) this.go({ path: [from, node], tie: null, node, depth: 0 });
    else this.go({ node, tie: null, path: null, avoid: [], depth: node ? this.view.depth : 0 });
  }

  openTie(source: string, target: string): void {
    this.go({ tie: [source, target], path: null });
  }

  expand(depth: number): void {
    if (this.view.node) this.go({ depth: this.view.depth === depth ? 0 : depth });
  }

  /** Step back by one: path, tie, node. */
  close(): void {
    const { tie, path, node } = this.view;
    if (this.pathFrom) this.pathFrom = null;
    else if (path) this.go({ path: null, avoid: [] });
    else if (tie) this.go({ tie: null });
    else if (node) this.choose(null);
  }

  /** An address at which this view opens again; it says which generation of the data it was made of. */
  link(): string {
    const query = this.addresses.write({ ...this.view, data: this.network?.generation ?? null });
    return `${location.origin}${location.pathname}?${query}`;
  }

  /** The address of something that the service makes of the present filters. */
  service(path: string): string {
    const query = new URLSearchParams(asParameters(this.view.filters)).toString();
    return query ? `${path}?${query}` : path;
  }

  /** The address of a thing's page on this server, wherever its own address lies. */
  page(id: string): string {
    return pageOf(id, this.base);
  }

  label(id: string): string {
    return this.network?.nodes.find((node) => node.id === id)?.label ?? id;
  }

  /** Find things of the whole graph by any of their names; null where a newer question took its place. */
  async search(name: string, most: number): Promise<Found[] | null> {
    try {
      return await this.loadings.found.load(name, (signal) => this.client.search(name, most, signal));
    } catch {
      // What stands in the picture is found all the same.
      return [];
    }
  }

  /** Stop what is being waited for. */
  stop(): void {
    for (const loading of Object.values(this.loadings)) loading.forget();
  }

  /** Ask anew for everything, with labels in another language. */
  speak(language: string): void {
    this.client.language = language;
    this.stop();
    this.load();
  }

  load(): void {
    this.fault = null;
    const { filters, node, depth, tie, path, avoid } = this.view;
    const given = asParameters(filters);
    const key = JSON.stringify(given);
    const around = depth && node ? { node, depth } : null;
    void this.wait(() =>
      this.loadings.network.load(JSON.stringify([key, around]), (signal) =>
        around
          ? this.client.around(around.node, around.depth, given, signal)
          : this.client.network(filters.limit ? given : [...given, ['limit', String(DRAWN)]], signal),
      ),
    ).then((found) => (this.network = found ?? this.network));
    // What a view keeps of its nodes, or how ties are weighed, changes nothing that a facet counts.
    const counted = given.filter(([name]) => !['limit', 'weight', 'min-weight', 'unit'].includes(name));
    void this.wait(() =>
      this.loadings.facets.load(JSON.stringify(counted), (signal) => this.client.facets(counted, signal)),
    ).then((found) => (this.facets = found ?? this.facets));
    if (tie) {
      if (this.tie && (this.tie.source.id !== tie[0] || this.tie.target.id !== tie[1])) this.tie = null;
      void this.wait(() =>
        this.loadings.tie.load(JSON.stringify([tie, key]), (signal) => this.client.tie(tie[0], tie[1], given, signal)),
      ).then((found) => (this.tie = found ?? this.tie));
    }
    if (path) {
      const [first] = this.paths?.paths ?? [];
      if (first?.stops[0]?.id !== path[0] || first.stops.at(-1)?.id !== path[1]) this.paths = null;
      void this.wait(() =>
        this.loadings.paths.load(JSON.stringify([path, avoid, key]), (signal) =>
          this.client.path(path[0], path[1], avoid, given, signal),
        ),
      ).then((found) => (this.paths = found ?? this.paths));
    }
  }

  private async wait<T>(ask: () => Promise<T | null>): Promise<T | null> {
    this.working += 1;
    try {
      return await ask();
    } catch (error) {
      this.fault = error instanceof Error ? error.message : String(error);
      return null;
    } finally {
      this.working -= 1;
    }
  }
}
