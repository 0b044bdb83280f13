import { Client } from '../api/client';
import { communityOf } from '../api/columns';
import type { Facets, Found, Network, NetworkNode, Paths, TieEvidence } from '../api/types';
import { Addresses } from './address';
import { Loading } from './loading';
import { marked, marks } from './marks';
import { pageOf } from './pages';
import { asParameters, toggled, type Filters, type Several, type View } from './view';

/** The one state of the page: the view, which stands in the address, and what the service answered for it. */
export class Explorer {
  view: View;
  /** The network that the service answered. */
  whole: Network | null = $state.raw(null);
  /** Nodes chosen together. */
  readonly chosen: NetworkNode[] = $derived.by(() => marked(this.whole?.nodes ?? [], this.view.among));
  /** The network that is shown: the whole one, or the chosen nodes of it. */
  readonly network: Network | null = $derived.by(() =>
    this.whole && this.view.only && this.chosen.length ? among(this.whole, this.chosen) : this.whole,
  );
  facets: Facets | null = $state.raw(null);
  tie: TieEvidence | null = $state.raw(null);
  paths: Paths | null = $state.raw(null);
  /** What went wrong, in a sentence. */
  fault: string | null = $state(null);
  working = $state(0);
  /** The first end of a path, while its second is being chosen. */
  pathFrom: string | null = $state(null);

  private readonly labels: Map<string, string> = $derived(new Map(this.whole?.nodes.map(({ id, label }) => [id, label])));
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
    // Communities are those of the filters: others have others.
    const other = change.filters && !('community' in change) ? { community: null } : {};
    this.view = { ...this.view, data: null, ...other, ...change };
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

  /** Choose a node; a community is opened; while a path is being made, a node becomes the other end of it. */
  choose(node: string | null): void {
    const community = node === null ? null : communityOf(node);
    if (community !== null) return this.go({ community, node: null, tie: null, path: null, depth: 0, among: '', only: false });
    const from = this.pathFrom;
    this.pathFrom = null;
    if (node && from && from !== node) this.go({ path: [from, node], tie: null, node, depth: 0 });
    else this.go({ node, tie: null, path: null, avoid: [], depth: node ? this.view.depth : 0 });
  }

  /** Choose nodes together. */
  gather(ids: Iterable<string>): void {
    this.go({ among: marks(ids), only: false, node: null, tie: null, path: null, avoid: [], depth: 0 });
  }

  openTie(source: string, target: string): void {
    // What two communities share has no evidence of its own: they are opened instead.
    if (communityOf(source) === null) this.go({ tie: [source, target], path: null });
  }

  expand(depth: number): void {
    if (this.view.node) this.go({ depth: this.view.depth === depth ? 0 : depth });
  }

  /** Step back by one: path, tie, node, nodes chosen together, community. */
  close(): void {
    const { tie, path, node, among, only, community } = this.view;
    if (this.pathFrom) this.pathFrom = null;
    else if (path) this.go({ path: null, avoid: [] });
    else if (tie) this.go({ tie: null });
    else if (node) this.choose(null);
    else if (only) this.go({ only: false });
    else if (among) this.go({ among: '' });
    else if (community !== null) this.go({ community: null });
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
    return this.labels.get(id) ?? id;
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
    const { filters, node, depth, tie, path, avoid, community } = this.view;
    const given = asParameters(filters);
    const key = JSON.stringify(given);
    const around = depth && node ? { node, depth } : null;
    void this.wait(() =>
      this.loadings.network.load(JSON.stringify([key, around, around ? null : community]), (signal) => {
        if (around) return this.client.around(around.node, around.depth, given, signal);
        return community === null ? this.client.network(given, signal) : this.client.community(community, given, signal);
      }),
    ).then((found) => (this.whole = found ?? this.whole));
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

/** Some nodes of a network, and the ties among them. */
function among(network: Network, nodes: NetworkNode[]): Network {
  const kept = new Set(nodes.map(({ id }) => id));
  return { ...network, truncated: true, nodes, edges: network.edges.filter(({ source, target }) => kept.has(source) && kept.has(target)) };
}
