import type { Network, NetworkNode, Tie } from '../api/types';
import { isTie, type Ends } from './fitting';
import { numeric, type Cell, type Result } from './results';

/** So many are drawn, the strongest first: more cannot be told apart, nor laid out while a person waits. */
export const DRAWN = { nodes: 1500, ties: 6000 };

/** A result drawn as a network: rows that name the same two ends make one tie, whose weights add up. */
export function networkOf(result: Result, ends: Ends, generation: number): Network {
  const labels = new Map<string, string>();
  const ties = new Map<string, Tie>();
  for (const row of result.rows) {
    const [one, other] = [row[ends.source.place], row[ends.target.place]];
    if (!one || !other || (result.statements && !isTie(row))) continue;
    for (const end of [one, other]) labels.set(end.value, shortest(end));
    if (one.value !== other.value) add(ties, one.value, other.value, ends.weight ? (numeric(row[ends.weight.place] ?? null) ?? 0) : 1);
  }
  const strongest = [...ties.values()].sort((a, b) => b.weight - a.weight);
  const [nodes, edges] = kept(labels, strongest);
  return {
    generation,
    total: { nodes: labels.size, edges: ties.size },
    truncated: nodes.length < labels.size || edges.length < ties.size,
    nodes,
    edges,
  };
}

function add(ties: Map<string, Tie>, one: string, other: string, weight: number): void {
  const [source, target] = one < other ? [one, other] : [other, one];
  const key = `${source}\n${target}`;
  const known = ties.get(key);
  if (known) {
    known.weight += weight;
    known.activities = Math.max(1, Math.round(known.weight));
  } else ties.set(key, { source, target, weight, activities: Math.max(1, Math.round(weight)), first: null, last: null, roles: [], sources: 0 });
}

function kept(labels: Map<string, string>, ties: Tie[]): [NetworkNode[], Tie[]] {
  const strength = new Map<string, { degree: number; strength: number }>([...labels.keys()].map((id) => [id, { degree: 0, strength: 0 }]));
  for (const { source, target, weight } of ties) {
    for (const id of [source, target]) {
      const known = strength.get(id);
      if (known) [known.degree, known.strength] = [known.degree + 1, known.strength + weight];
    }
  }
  const nodes = [...strength]
    .sort((a, b) => b[1].strength - a[1].strength || b[1].degree - a[1].degree)
    .slice(0, DRAWN.nodes)
    .map(([id, counted]) => ({ id, label: labels.get(id) ?? id, kind: null, country: null, community: null, x: null, y: null, ...counted }));
  const drawn = new Set(nodes.map(({ id }) => id));
  return [nodes, ties.filter(({ source, target }) => drawn.has(source) && drawn.has(target)).slice(0, DRAWN.ties)];
}

/** The end of an address, until its name has come. */
export function shortest({ kind, value }: Cell): string {
  return kind === 'thing' ? decoded(value.replace(/[#/]+$/, '').split(/[#/]/).at(-1) ?? value) : value;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Nodes by the column they come from, where no node comes from both: those of one colour are of one column. */
export function sided(result: Result, ends: Ends): { source: Set<string>; target: Set<string> } | null {
  const [source, target] = [new Set<string>(), new Set<string>()];
  for (const row of result.rows) {
    const [one, other] = [row[ends.source.place], row[ends.target.place]];
    if (one && other) {
      source.add(one.value);
      target.add(other.value);
    }
  }
  return [...source].some((id) => target.has(id)) ? null : { source, target };
}
