import type { RoleYears } from '../api/types';

/** A role in the timeline; `role` is nothing for all that have no colour of their own. */
export interface Layer {
  role: string | null;
  total: number;
}

export interface Block {
  layer: number;
  from: number;
  to: number;
}

/** One year: blocks that stand on each other, in counts of involvements. */
export interface Column {
  year: number;
  total: number;
  blocks: Block[];
}

export interface Stack {
  layers: Layer[];
  columns: Column[];
  most: number;
}

const COLOURED = 7;

/** Stack the years by role, the most frequent role at the bottom; all beyond seven share one layer. */
export function stacked({ first, roles }: RoleYears): Stack {
  const ranked = Object.entries(roles).map(([role, counts]) => ({ role, counts, total: counts.reduce((sum, one) => sum + one, 0) }));
  ranked.sort((a, b) => b.total - a.total || (a.role < b.role ? -1 : 1));
  const alone = ranked.length > COLOURED + 1 ? ranked.slice(0, COLOURED) : ranked.slice(0, COLOURED + 1);
  const rest = ranked.slice(alone.length);
  const layers: { role: string | null; counts: number[][]; total: number }[] = alone.map(({ role, counts, total }) => ({ role, counts: [counts], total }));
  if (rest.length) layers.push({ role: null, counts: rest.map((one) => one.counts), total: rest.reduce((sum, one) => sum + one.total, 0) });
  const years = Math.max(0, ...ranked.map(({ counts }) => counts.length));
  const columns = Array.from({ length: first === null ? 0 : years }, (_, place): Column => column((first ?? 0) + place, layers.map(({ counts }) => counts.reduce((sum, one) => sum + (one[place] ?? 0), 0))));
  return { layers: layers.map(({ role, total }) => ({ role, total })), columns, most: Math.max(1, ...columns.map(({ total }) => total)) };
}

function column(year: number, heights: number[]): Column {
  let height = 0;
  const blocks = heights.flatMap((count, layer): Block[] => {
    if (!count) return [];
    height += count;
    return [{ layer, from: height - count, to: height }];
  });
  return { year, total: height, blocks };
}
