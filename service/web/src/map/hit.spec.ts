import { describe, expect, it } from 'vitest';
import { example } from './example';
import { away, hit } from './hit';
import { marked } from './marks';
import { keyOf } from './painting';
import { framed, onScreen, projected } from './projection';
import { emphasised, pointedAt } from './shown';

const marks = marked(example());
const links = marks.links.map((link) => ({ ...link, pieces: projected({ type: 'LineString', coordinates: link.line }) }));
const frame = framed({ longitude: 100, latitude: 10, zoom: 1.5 }, 1000, 600);
const at = (end: string) => onScreen(frame, marks.marks.find(({ id }) => id.endsWith(end))?.at ?? [0, 0]);

describe('hit', () => {
  it('finds a place, and an arc between', () => {
    const found = hit(frame, at('baku'), marks.marks, links);
    expect(found?.is === 'mark' && found.mark.id).toBe('baku');
    const middle = marks.links.at(-1)?.line[12] ?? [0, 0];
    const arc = hit(frame, onScreen(frame, middle), marks.marks, links);
    expect(arc?.is === 'link' && arc.link.activities).toBe(9);
  });

  it('finds nothing where nothing is', () => {
    expect(hit(frame, [990, 590], marks.marks, links)).toBeNull();
  });

  it('measures how far a line is', () => {
    expect(away([[0, 0], [10, 0]], 5, 3)).toBe(3);
    expect(away([[0, 0], [10, 0]], 13, 4)).toBe(5);
    expect(away([[2, 2], [2, 2]], 2, 5)).toBe(3);
  });
});

describe('what the map is about', () => {
  const pair = marks.links.find(({ activities }) => activities === 9);
  const plain = { node: null, tie: null, at: null };

  it('is everything while nothing is chosen', () => {
    expect(emphasised(marks, plain, null)).toBeNull();
  });

  it('is a pair of countries, whichever comes first', () => {
    const ends = [pair?.target ?? '', pair?.source ?? ''] as [string, string];
    expect([...(emphasised(marks, { ...plain, tie: ends }, null)?.links ?? [])]).toEqual([keyOf(pair ?? { source: '', target: '' })]);
  });

  it('is what the chosen thing is part of', () => {
    const geography = example();
    const focus = { ...geography, places: geography.places.slice(0, 1), countries: [], edges: geography.edges.slice(0, 1) };
    const found = emphasised(marks, { ...plain, node: 'organisation' }, focus);
    expect([...(found?.marks ?? [])]).toEqual(['organisation', 'baku']);
    expect(found?.links.size).toBe(1);
  });

  it('follows the pointer to the pairs of a country', () => {
    const mark = marks.marks.find(({ id }) => id.endsWith('AZE'));
    const found = mark ? pointedAt({ is: 'mark', mark }, marks) : null;
    expect(found?.links.size).toBe(2);
    expect(found?.marks.size).toBe(3);
  });
});
