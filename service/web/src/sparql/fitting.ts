import { numeric, yearOf, type Cell, type Result } from './results';

/** What a column holds, by what all its values are. */
export type Kind = 'thing' | 'name' | 'number' | 'year' | 'point' | 'text' | 'empty';

export interface Column {
  name: string;
  place: number;
  kind: Kind;
}

/** The columns of a network: its two ends, and what a tie weighs where a column says so. */
export interface Ends {
  source: Column;
  target: Column;
  weight: Column | null;
}

/** The columns of a chart: what is told apart, and what may be measured. */
export interface Measures {
  by: Column;
  of: Column[];
}

const LOOKED_AT = 500;
/** A name is short; what is longer is a sentence, and a sentence is no node. */
const NAME = 90;
const POINT = /^\s*(<[^>]*>\s*)?POINT\s*\(/i;
const YEARLY = /year|date|since|until|start|begin|end$/i;
const TYPED = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

export function columnsOf(result: Result): Column[] {
  return result.columns.map((name, place) => ({ name, place, kind: kindOf(result.rows.slice(0, LOOKED_AT).map((row) => row[place] ?? null), name) }));
}

function kindOf(all: (Cell | null)[], name: string): Kind {
  const cells = all.filter((one): one is Cell => one !== null);
  if (!cells.length) return 'empty';
  const every = (holds: (one: Cell) => boolean): boolean => cells.every(holds);
  if (every((one) => one.kind !== 'text')) return 'thing';
  if (every((one) => POINT.test(one.value))) return 'point';
  if (every((one) => yearOf(one) !== null) && (YEARLY.test(name) || !every((one) => numeric(one) !== null))) return 'year';
  if (every((one) => numeric(one) !== null)) return 'number';
  return every((one) => one.value.length <= NAME) ? 'name' : 'text';
}

/** The columns that make a network of a result; null where it has no two columns of things or of their names. */
export function endsOf(result: Result, columns = columnsOf(result)): Ends | null {
  if (result.statements) return ofStatements(result, columns);
  const things = columns.filter(({ kind }) => kind === 'thing');
  const named = columns.filter(({ kind }) => kind === 'thing' || kind === 'name');
  const [source, target] = things.length > 1 ? things : named;
  if (!source || !target) return null;
  return { source, target, weight: columns.find(({ kind }) => kind === 'number') ?? null };
}

function ofStatements(result: Result, [source, , target]: Column[]): Ends | null {
  return source && target && result.rows.some(isTie) ? { source, target, weight: null } : null;
}

/** Whether a statement ties two things; that something is of a class does not. */
export function isTie(row: (Cell | null)[]): boolean {
  return row[2]?.kind !== 'text' && row[1]?.value !== TYPED;
}

/** The columns that make a chart of a result; null where there is nothing to measure, or nothing to tell it by. */
export function measuresOf(result: Result, columns = columnsOf(result)): Measures | null {
  if (result.statements || result.rows.length < 2) return null;
  const by = columns.find(({ kind }) => kind === 'year') ?? columns.find(({ kind }) => ['name', 'thing', 'text'].includes(kind));
  const of = columns.filter(({ kind }) => kind === 'number');
  return by && of.length ? { by, of } : null;
}

/** The column of points (OGC GeoSPARQL, `geo:asWKT`); null where there is none. */
export function pointsOf(result: Result, columns = columnsOf(result)): Column | null {
  return columns.find(({ kind }) => kind === 'point') ?? null;
}
