import type { Geography } from '../api/types';
import type { Hit } from './hit';
import type { Marks } from './marks';
import { keyOf, type Emphasis } from './painting';

/** What the choice of a view is about on the map: a pair of countries, or what the chosen thing is part of. */
export function emphasised(marks: Marks, choice: { node: string | null; tie: [string, string] | null; at: string | null }, focus: Geography | null): Emphasis | null {
  const { node, tie, at } = choice;
  if (at) return marks.marks.some((mark) => mark.id === at) ? { marks: new Set([at]), links: new Set(), chosen: at } : null;
  if (tie) return ofPair(marks, tie);
  if (!node || !focus) return null;
  const placed = [...focus.places, ...focus.countries].filter(({ id }) => marks.marks.some((mark) => mark.id === id));
  return { marks: new Set([node, ...placed.map(({ id }) => id)]), links: new Set(focus.edges.map(keyOf)), chosen: node };
}

/** What the map is about while a pointer rests on something. */
export function pointedAt(over: Hit, marks: Marks): Emphasis | null {
  if (over?.is === 'link') return ofPair(marks, [over.link.source, over.link.target]);
  if (over?.is !== 'mark') return null;
  const { id } = over.mark;
  const touching = marks.links.filter(({ source, target }) => source === id || target === id);
  return {
    marks: new Set([id, ...touching.flatMap(({ source, target }) => [source, target])]),
    links: new Set(touching.map(keyOf)),
    chosen: id,
  };
}

function ofPair(marks: Marks, ends: [string, string]): Emphasis {
  const turned = [ends[1], ends[0]] as const;
  const held = marks.links.find(({ source, target }) => (source === ends[0] && target === ends[1]) || (source === turned[0] && target === turned[1]));
  return { marks: new Set(ends), links: new Set(held ? [keyOf(held)] : []), chosen: null };
}
