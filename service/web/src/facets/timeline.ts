import type { Counted } from '../api/types';

export interface Bar {
  year: number;
  count: number;
}

/** The first and the last year that are counted. */
export function span(counted: Counted[]): [number, number] | null {
  const years = counted.filter((one) => one.count).map((one) => Number(one.value));
  return years.length ? [Math.min(...years), Math.max(...years)] : null;
}

/** One bar a year; years without anything have one too, for time does not skip them. */
export function bars(counted: Counted[], [first, last]: [number, number]): Bar[] {
  const counts = new Map(counted.map((one) => [Number(one.value), one.count]));
  return Array.from({ length: last - first + 1 }, (_, place) => ({ year: first + place, count: counts.get(first + place) ?? 0 }));
}
