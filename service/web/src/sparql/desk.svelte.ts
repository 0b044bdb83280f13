import { pageOf } from '../state/pages';
import { readAddress, writeAddress, type Asked, type Tab } from './address';
import { placeOf, type Answer, type Endpoint, type Explanation, type Field, type Question, type Terms } from './asking';
import { fromJson, type JsonResults } from './results';
import { s } from './messages/said';

/** What the server put into the page: what was asked, and what came of it. */
export interface Told {
  base: string;
  /** How long a query may take. */
  seconds: number;
  query?: string | null;
  question?: string | null;
  values?: Record<string, string>;
  generation: number;
  results?: JsonResults | null;
  error?: string | null;
}

const TICK = 100;

/** The state of the screen: what is asked, which stands in the address, and what came of it. */
export class Desk {
  text = $state('');
  /** The text as it was last put here by something else than writing; the editor follows it. */
  given = $state({ text: '' });
  asked: Asked = $state.raw({ query: null, question: null, values: {}, tab: 'table' });
  answer: Answer | null = $state.raw(null);
  fault: string | null = $state(null);
  stopped: number | null = $state(null);
  running = $state(false);
  elapsed = $state(0);
  explanation: Explanation | null = $state.raw(null);
  explaining = $state(false);
  questions: Question[] = $state.raw([]);
  terms: Terms | null = $state.raw(null);
  names: Map<string, string> = $state.raw(new Map());

  readonly place = $derived(this.fault ? placeOf(this.fault) : null);
  readonly question = $derived(this.questions.find(({ name }) => name === this.asked.question) ?? null);
  readonly fields: Field[] = $derived((this.question?.parameters ?? []).map((field) => ({ ...field, value: this.asked.values[field.name] ?? field.value })));
  /** Whether the text is still that of the question. */
  readonly untouched = $derived(this.text === this.given.text);

  private control: AbortController | null = null;
  private naming = new Set<string>();

  constructor(
    readonly endpoint: Endpoint,
    readonly told: Told,
    example: string,
  ) {
    this.asked = readAddress(location);
    this.put(told.query ?? example);
    if (told.error) this.fault = told.error;
    else if (told.results) this.show({ result: fromJson(told.results), seconds: waited(), generation: told.generation });
    else if (this.asked.query || this.asked.question) void this.run({ step: false });
    window.addEventListener('popstate', () => this.again());
    void this.read();
  }

  get limit(): number {
    return this.told.seconds;
  }

  /** The address of a thing's page on this server. */
  page(id: string): string {
    return pageOf(id, this.told.base);
  }

  /** The address by which the network screen knows a thing; null for what cannot be a node there. */
  node(id: string): string | null {
    const short = id.startsWith(this.told.base) ? id.slice(this.told.base.length) : '';
    return short.startsWith('organisation/') ? short : null;
  }

  name(id: string): string | null {
    return this.names.get(id) ?? null;
  }

  write(text: string): void {
    this.text = text;
  }

  put(text: string): void {
    this.text = text;
    this.given = { text };
  }

  /** Ask a question, with values in some of its fields. */
  ask(question: string, values: Record<string, string> = {}): void {
    this.asked = { ...this.asked, question, values, query: null };
    const found = this.questions.find(({ name }) => name === question);
    if (found) this.put(found.text);
    void this.run();
  }

  fill(field: string, value: string): void {
    const { question, values } = this.asked;
    if (!question) return;
    const changed = { ...values, [field]: value };
    this.ask(question, Object.fromEntries(Object.entries(changed).filter(([, one]) => one.trim())));
  }

  /** Open a query that is not of the library. */
  open(text: string): void {
    this.put(text);
    this.asked = { ...this.asked, question: null, values: {}, query: text };
    void this.run();
  }

  turn(tab: Tab): void {
    this.asked = { ...this.asked, tab };
    history.replaceState(null, '', writeAddress(this.asked) ?? location.href);
  }

  /** Run what stands in the editor: a step that Back takes back. */
  async run({ step = true } = {}): Promise<void> {
    const question = this.untouched ? this.asked.question : null;
    this.asked = { ...this.asked, question, query: question ? null : this.text, values: question ? this.asked.values : {} };
    if (step) this.remember();
    this.forget();
    const control = new AbortController();
    this.control = control;
    this.running = true;
    const begun = performance.now();
    const ticking = setInterval(() => (this.elapsed = (performance.now() - begun) / 1000), TICK);
    try {
      const answer = await this.answered(question, control.signal);
      if (this.control === control) this.show(answer);
    } catch (error) {
      if (this.control !== control) return;
      if (control.signal.aborted) this.stopped = (performance.now() - begun) / 1000;
      else this.fault = error instanceof Error ? error.message : String(error);
    } finally {
      clearInterval(ticking);
      if (this.control === control) this.running = false;
    }
  }

  stop(): void {
    this.control?.abort();
  }

  /** An address at which the same opens again; null where the query is too long for one. */
  link(): string | null {
    const asked = this.untouched && this.asked.question ? this.asked : { ...this.asked, question: null, values: {}, query: this.text };
    const address = writeAddress(asked);
    return address && location.origin + address;
  }

  /** Ask for the names of things that are to be seen now; what is named already is not asked for again. */
  async need(things: string[]): Promise<void> {
    const wanted = [...new Set(things)].filter((id) => !this.naming.has(id));
    if (!wanted.length) return;
    for (const id of wanted) this.naming.add(id);
    try {
      const found = await this.endpoint.labels(wanted, new AbortController().signal);
      this.names = new Map([...this.names, ...found]);
    } catch {
      // Addresses say enough to go on with, and are asked for again when they are seen again.
      for (const id of wanted) this.naming.delete(id);
    }
  }

  /** Say everything in another language. */
  speak(language: string): void {
    this.endpoint.language = language;
    const seen = [...this.naming];
    this.naming.clear();
    this.names = new Map();
    void this.need(seen.slice(0, 500));
    void this.read();
  }

  private async answered(question: string | null, signal: AbortSignal): Promise<Answer> {
    if (!question) return this.endpoint.answer(this.text, s('run.toolong'), signal);
    const answer = await this.endpoint.question(question, this.asked.values, signal);
    this.put(answer.text);
    return answer;
  }

  private show(answer: Answer): void {
    this.answer = answer;
    const { result } = answer;
    if (result.yes === null && !result.rows.length) void this.explain();
  }

  private async explain(): Promise<void> {
    const text = this.text;
    this.explaining = true;
    try {
      const found = await this.endpoint.explain(text, this.control?.signal ?? new AbortController().signal);
      if (text === this.text) this.explanation = found;
    } catch {
      // That nothing was found is told in any case.
    } finally {
      this.explaining = false;
    }
  }

  private forget(): void {
    this.control?.abort();
    [this.fault, this.stopped, this.answer, this.explanation, this.elapsed] = [null, null, null, null, 0];
  }

  private remember(): void {
    const address = writeAddress(this.asked);
    if (!address) return;
    const same = address === location.pathname + location.search + location.hash;
    history[same ? 'replaceState' : 'pushState'](null, '', address);
  }

  private again(): void {
    this.asked = readAddress(location);
    const { query, question } = this.asked;
    if (query) this.put(query);
    if (query || question) void this.run({ step: false });
    else this.forget();
  }

  private async read(): Promise<void> {
    const never = new AbortController().signal;
    const [questions, terms] = await Promise.allSettled([this.endpoint.questions(never), this.endpoint.terms(never)]);
    if (questions.status === 'fulfilled') this.questions = questions.value;
    if (terms.status === 'fulfilled') this.terms = terms.value;
  }
}

/** The seconds that the server took for the page, its result included. */
function waited(): number {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return page ? Math.max(0, (page.responseEnd - page.requestStart) / 1000) : 0;
}

