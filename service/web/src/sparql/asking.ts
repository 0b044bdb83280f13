import { Problem } from '../api/client';
import { fromJson, fromTriples, type JsonResults, type Result } from './results';

export interface Term {
  id: string;
  label: string;
  count: number;
  comment: string | null;
}

export interface Terms {
  generation: number;
  prefixes: Record<string, string>;
  classes: Term[];
  properties: Term[];
  concepts: Term[];
}

export interface Field {
  name: string;
  label: string;
  kind: string;
  value: string;
}

export interface Question {
  name: string;
  asks: string;
  text: string;
  parameters: Field[];
}

export interface Note {
  kind: string;
  sentence: string;
  term?: string;
  suggestion?: string;
}

export interface Explanation {
  result: 'empty' | 'something';
  tried: { pattern: string; matches: boolean }[];
  notes: Note[];
}

/** A result, the seconds it took until it was read, and the generation of the data it is of. */
export interface Answer {
  result: Result;
  seconds: number;
  generation: number;
}

/** So much of a result is read into the page; more is to be taken as a file. */
export const LONGEST = 40_000_000;
const FORMS = 'application/sparql-results+json, application/n-triples;q=0.9';
/** Addresses may be long, and a request line has its limit. */
const NAMED_AT_ONCE = 80;

/** Asks the endpoint that serves this page. */
export class Endpoint {
  constructor(
    private readonly ask: typeof fetch,
    private readonly base: string,
    public language: string,
  ) {}

  /** Answer a query. */
  async answer(query: string, tooLong: string, signal: AbortSignal): Promise<Answer> {
    const begun = performance.now();
    const response = await this.post({ query }, FORMS, signal);
    const text = await whole(response, tooLong);
    const told = response.headers.get('Content-Type') ?? '';
    const result = told.startsWith('application/n-triples') ? fromTriples(text) : fromJson(JSON.parse(text) as JsonResults);
    return { result, seconds: (performance.now() - begun) / 1000, generation: Number(response.headers.get('Koinon-Generation')) };
  }

  async explain(query: string, signal: AbortSignal): Promise<Explanation> {
    const response = await this.post({ query, explain: '1' }, 'application/json', signal);
    return (await response.json()) as Explanation;
  }

  /** Take a result as a file, in a form that the endpoint writes. */
  async file(query: string, format: string, signal: AbortSignal): Promise<Blob> {
    return (await this.post({ query, format }, '*/*', signal)).blob();
  }

  terms(signal: AbortSignal): Promise<Terms> {
    return this.get('/api/terms', signal);
  }

  async questions(signal: AbortSignal): Promise<Question[]> {
    return (await this.get<{ questions: Question[] }>('/api/questions', signal)).questions;
  }

  /** Answer a question with values in its fields: its query as it then is, and the result. */
  async question(name: string, values: Record<string, string>, signal: AbortSignal): Promise<Answer & { text: string }> {
    const begun = performance.now();
    const asked = new URLSearchParams(values).toString();
    const said = await this.get<{ generation: number; text: string; results: JsonResults }>(`/api/questions/${name}${asked ? `?${asked}` : ''}`, signal);
    return { text: said.text, result: fromJson(said.results), generation: said.generation, seconds: (performance.now() - begun) / 1000 };
  }

  /** Name things by their addresses. */
  async labels(things: string[], signal: AbortSignal): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (let at = 0; at < things.length; at += NAMED_AT_ONCE) {
      const some = things.slice(at, at + NAMED_AT_ONCE);
      const asked = some.map((id) => `id=${encodeURIComponent(id.startsWith(this.base) ? id.slice(this.base.length) : id)}`).join('&');
      const { labels } = await this.get<{ labels: Record<string, string> }>(`/api/labels?${asked}`, signal);
      for (const [id, label] of Object.entries(labels)) found.set(id.includes(':') ? id : this.base + id, label);
    }
    return found;
  }

  private async post(fields: Record<string, string>, accept: string, signal: AbortSignal): Promise<Response> {
    const response = await this.ask('/sparql', {
      method: 'POST',
      headers: { Accept: accept, 'Accept-Language': this.language },
      body: new URLSearchParams(fields),
      signal,
    });
    return checked(response);
  }

  private async get<T>(address: string, signal: AbortSignal): Promise<T> {
    const response = await this.ask(address, { headers: { Accept: 'application/json', 'Accept-Language': this.language }, signal });
    return (await (await checked(response)).json()) as T;
  }
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  let detail = `The service answered ${response.status}.`;
  try {
    detail = ((await response.json()) as { detail?: string }).detail ?? detail;
  } catch {
    // Not a problem document: a proxy between may answer in HTML.
  }
  throw new Problem(detail, response.status);
}

/** Read an answer, and stop where it is longer than a page can show. */
async function whole(response: Response, tooLong: string): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return response.text();
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > LONGEST) {
      await reader.cancel();
      throw new Problem(tooLong, 413);
    }
    pieces.push(decoder.decode(next.value, { stream: true }));
  }
  return pieces.join('') + decoder.decode();
}

/** The place in a query that an error of the engine names. */
export function placeOf(sentence: string): { line: number; column: number } | null {
  const found = /at line (\d+), column (\d+)/.exec(sentence);
  return found ? { line: Number(found[1]), column: Number(found[2]) } : null;
}
