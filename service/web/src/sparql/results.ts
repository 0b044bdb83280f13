/** One value of a result (SPARQL 1.1 Query Results JSON Format, section 3.2.2). */
export interface Cell {
  kind: 'thing' | 'blank' | 'text';
  value: string;
  language?: string;
  datatype?: string;
}

/** A result as a table; the statements of a CONSTRUCT or DESCRIBE are rows of three. `yes` is the answer of an ASK. */
export interface Result {
  columns: string[];
  rows: (Cell | null)[][];
  yes: boolean | null;
  statements: boolean;
}

interface JsonTerm {
  type: string;
  value: string;
  'xml:lang'?: string;
  datatype?: string;
}

export interface JsonResults {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, JsonTerm>[] };
}

const XSD = 'http://www.w3.org/2001/XMLSchema#';
const NUMBERS = new Set(['integer', 'decimal', 'double', 'float', 'int', 'long', 'short', 'nonNegativeInteger', 'positiveInteger'].map((name) => XSD + name));

export function fromJson(said: JsonResults): Result {
  if (said.boolean !== undefined) return { columns: [], rows: [], yes: said.boolean, statements: false };
  const columns = said.head.vars ?? [];
  const rows = (said.results?.bindings ?? []).map((row) => columns.map((name) => (row[name] ? cell(row[name]) : null)));
  return { columns, rows, yes: null, statements: false };
}

function cell(term: JsonTerm): Cell {
  if (term.type === 'uri') return { kind: 'thing', value: term.value };
  if (term.type === 'bnode') return { kind: 'blank', value: `_:${term.value}` };
  return { kind: 'text', value: term.value, language: term['xml:lang'], datatype: term.datatype };
}

const STATEMENT = /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?) \.$/;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/;
const SIGNS: Record<string, string> = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f' };

/** Read N-Triples (RDF 1.1 N-Triples, section 7): one statement a line. */
export function fromTriples(text: string): Result {
  const rows = text.split('\n').flatMap((line) => {
    const found = STATEMENT.exec(line.trim());
    return found ? [found.slice(1).map((term) => termOf(term))] : [];
  });
  return { columns: ['subject', 'predicate', 'object'], rows, yes: null, statements: true };
}

function termOf(written: string): Cell {
  if (written.startsWith('<')) return { kind: 'thing', value: unescaped(written.slice(1, -1)) };
  const found = LITERAL.exec(written);
  if (!found) return { kind: 'blank', value: written };
  return { kind: 'text', value: unescaped(found[1] ?? ''), language: found[2], datatype: found[3] };
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four?: string, eight?: string, sign?: string) => {
    const code = four ?? eight;
    return code ? String.fromCodePoint(parseInt(code, 16)) : (SIGNS[sign ?? ''] ?? sign ?? '');
  });
}

/** The number that a value is, or null. */
export function numeric(value: Cell | null): number | null {
  if (!value?.datatype || !NUMBERS.has(value.datatype)) return null;
  const found = Number(value.value);
  return Number.isFinite(found) ? found : null;
}

const YEAR = /^-?\d{4}(-\d\d(-\d\d(T.*)?)?)?$/;

/** The year that a value states, whether as a date or as a number within the years people write of. */
export function yearOf(value: Cell | null): number | null {
  if (value?.kind !== 'text' || !YEAR.test(value.value)) return null;
  const year = parseInt(value.value, 10);
  return year >= 1000 && year <= 2200 ? year : null;
}

/** Write a result as CSV (RFC 4180), its addresses whole. */
export function asCsv(result: Result): string {
  const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [result.columns, ...result.rows.map((row) => row.map((one) => one?.value ?? ''))]
    .map((row) => `${row.map(field).join(',')}\r\n`)
    .join('');
}
