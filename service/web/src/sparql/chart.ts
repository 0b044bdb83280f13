import { shortest } from './network';
import { numeric, yearOf, type Cell, type Result } from './results';
import type { Column } from './fitting';

export interface Bar {
  /** What it is of: the address of a thing, or words. */
  key: string;
  label: string;
  value: number;
}

/** So many bars can be told apart. */
export const MOST = 40;

/**
 * Add up a column of numbers by another column.
 *
 * Years come in their order, those between them that have nothing included; all else comes largest first, at most 40.
 */
export function barsOf(result: Result, by: Column, of: Column): { bars: Bar[]; left: number } {
  const sums = new Map<string, Bar>();
  for (const row of result.rows) {
    const [what, value] = [row[by.place] ?? null, numeric(row[of.place] ?? null)];
    const key = by.kind === 'year' ? yearOf(what)?.toString() : what?.value;
    if (key === undefined || value === null || !what) continue;
    const known = sums.get(key);
    if (known) known.value += value;
    else sums.set(key, { key, label: by.kind === 'year' ? key : told(what), value });
  }
  if (by.kind === 'year') return { bars: everyYear(sums), left: 0 };
  const sorted = [...sums.values()].sort((a, b) => b.value - a.value);
  return { bars: sorted.slice(0, MOST), left: Math.max(0, sorted.length - MOST) };
}

function told(cell: Cell): string {
  return shortest(cell);
}

function everyYear(sums: Map<string, Bar>): Bar[] {
  const years = [...sums.keys()].map(Number).sort((a, b) => a - b);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, place) => {
    const key = String(first + place);
    return sums.get(key) ?? { key, label: key, value: 0 };
  });
}

/** Three to six round numbers from nothing to what holds the largest value. */
export function ticks(largest: number): number[] {
  if (!(largest > 0)) return [0, 1];
  const rough = largest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
  return Array.from({ length: Math.ceil(largest / step - 1e-9) + 1 }, (_, n) => Number((n * step).toPrecision(12)));
}
