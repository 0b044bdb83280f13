import { Client } from '../api/client';
import { communityOf } from '../api/columns';
import type { ActivityList, Facets, Found, Geography, Network, NetworkNode, Paths, TieEvidence } from '../api/types';
import { Addresses } from './address';
import { Loading } from './loading';
import { marked, marks } from './marks';
import { pageOf } from './pages';
import { asParameters, toggled, turned, type Filters, type Screen, type Several, type View } from './view';

/** The most places and ties of countries that a map holds where a view does not say how many. */
const MAPPED = 2000;
const LISTED = 50;

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
  map: Geography | null = $state.raw(null);
  /** What the chosen thing is part of, on the map. */
  focus: Geography | null = $state.raw(null);
  listed: ActivityList | null = $state.raw(null);
  facets: Facets | null = $state.raw(null);
  tie: TieEvidence | null = $state.raw(null);
  paths: Paths | null = $state.raw(null);
  /** What went wrong, in a sentence. */
  fault: string | null = $state(null);
  working = $state(0);
  /** The first end of a path, while its second is being chosen. */
  pathFrom: string | null = $state(null);

  private readonly labels: Map<string, string> = $derived(new Map(this.whole?.nodes.map(({ id, label }) => [id, label])));
  /** What the list is of, so that one of something else is not taken for it. */
  private listedFor = '';
  private readonly addresses: Addresses;
  private readonly loadings = {
    network: new Loading<Network>(),
    map: new Loading<Geography>(),
    focus: new Loading<Geography>(),
    listed: new Loading<ActivityList>(),
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

  /** Show the same on another screen. */
  turn(screen: Screen): void {
    this.go(turned(this.view, screen));
  }

  /** Where the same is shown on another screen. */
  turnedTo(screen: Screen): string {
    const query = this.addresses.write({ ...this.view, data: null, ...turned(this.view, screen) });
    return query ? `${location.pathname}?${query}` : location.pathname;
  }

  /** The generation of the data that the screen shows. */
  get generation(): number | null {
    return (this.view.screen === 'map' ? this.map?.generation : this.network?.generation) ?? null;
  }

  /** Whether a thing that was found can be chosen where one is now; what cannot is opened on its own page. */
  shows(id: string, kind: string): boolean {
    if (this.view.screen === 'map') return ['organisation', 'place', 'country', 'heritage-type'].includes(kind);
    return this.network?.nodes.some((node) => node.id === id) ?? false;
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
    else this.go({ node, tie: null, path: null, at: null, avoid: [], depth: node ? this.view.depth : 0 });
  }

  /** Choose nodes together. */
  gather(ids: Iterable<string>): void {
    this.go({ among: marks(ids), only: false, node: null, tie: null, path: null, avoid: [], depth: 0 });
  }

  openTie(source: string, target: string): void {
    // What two communities share has no evidence of its own: they are opened instead.
    if (communityOf(source) === null) this.go({ tie: [source, target], path: null, at: null });
  }

  expand(depth: number): void {
    if (this.view.node) this.go({ depth: this.view.depth === depth ? 0 : depth });
  }

  /** List what takes place somewhere. */
  openAt(at: string | null): void {
    this.go({ at, tie: null, path: null });
  }

  /** Step back by one: list, path, tie, node, nodes chosen together, community. */
  close(): void {
    const { tie, path, node, at, among, only, community } = this.view;
    if (at) this.go({ at: null });
    else if (this.pathFrom) this.pathFrom = null;
    else if (path) this.go({ path: null, avoid: [] });
    else if (tie) this.go({ tie: null });
    else if (node) this.choose(null);
    else if (only) this.go({ only: false });
    else if (among) this.go({ among: '' });
    else if (community !== null) this.go({ community: null });
  }

  /** An address at which this view opens again; it says which generation of the data it was made of. */
  link(): string {
    const query = this.addresses.write({ ...this.view, data: this.generation });
    return `${location.origin}${location.pathname}?${query}`;
  }

  /** The address of something that the service makes of the present filters. */
  service(path: string): string {
    const query = new URLSearchParams(this.parameters()).toString();
    return query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path;
  }

  /** The address of a thing's page on this server, wherever its own address lies. */
  page(id: string): string {
    return pageOf(id, this.base);
  }

  label(id: string): string {
    const named = (things: { id: string; label: string }[] | undefined): string | undefined => things?.find((one) => one.id === id)?.label;
    const onMap = this.view.screen === 'map' ? (named(this.map?.countries) ?? named(this.map?.places)) : undefined;
    return onMap ?? this.labels.get(id) ?? id;
  }

  /** The filters as the service takes them; the map ties countries, whatever the network ties. */
  private parameters(): [string, string][] {
    const { filters, screen } = this.view;
    return asParameters(screen === 'map' ? { ...filters, unit: 'country' } : filters);
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
    const { filters, tie, path, avoid } = this.view;
    const given = this.parameters();
    const key = JSON.stringify(given);
    if (this.view.screen === 'map') this.loadMap(given, key);
    else this.loadNetwork(given, key);
    // What a view keeps of its nodes, or how ties are weighed, changes nothing that a facet counts.
    const counted = asParameters(filters).filter(([name]) => !['limit', 'weight', 'min-weight', 'unit'].includes(name));
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

  private loadNetwork(given: [string, string][], key: string): void {
    const { node, depth, community } = this.view;
    const around = depth && node ? { node, depth } : null;
    void this.wait(() =>
      this.loadings.network.load(JSON.stringify([key, around, around ? null : community]), (signal) => {
        if (around) return this.client.around(around.node, around.depth, given, signal);
        return community === null ? this.client.network(given, signal) : this.client.community(community, given, signal);
      }),
    ).then((found) => (this.whole = found ?? this.whole));
  }

  private loadMap(given: [string, string][], key: string): void {
    const { filters, node, at } = this.view;
    const limited: [string, string][] = filters.limit ? given : [...given, ['limit', String(MAPPED)]];
    void this.wait(() => this.loadings.map.load(key, (signal) => this.client.map(limited, signal))).then(
      (found) => (this.map = found ?? this.map),
    );
    if (node) {
      const of: [string, string][] = [...limited, ['of', node]];
      void this.wait(() => this.loadings.focus.load(JSON.stringify([node, key]), (signal) => this.client.map(of, signal))).then(
        (found) => (this.focus = found ?? this.focus),
      );
    } else {
      this.loadings.focus.forget();
      this.focus = null;
    }
    const behind: [string, string] | null = at ? ['at', at] : node ? ['of', node] : null;
    const asked = JSON.stringify([behind, key]);
    if (!behind || this.listedFor !== asked) this.listed = null;
    this.listedFor = asked;
    if (!behind) this.loadings.listed.forget();
    else
      void this.wait(() =>
        this.loadings.listed.load(asked, (signal) => this.client.activities([...given, behind, ['count', String(LISTED)]], signal)),
      ).then((found) => (this.listed = found ?? this.listed));
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
