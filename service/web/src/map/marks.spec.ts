import { describe, expect, it } from 'vitest';
import { example } from './example';
import { marked, radius, thickness } from './marks';

const found = marked(example());
const of = (end: string) => found.marks.find(({ id }) => id.endsWith(end));

describe('marked', () => {
  it('draws what is known of its country or region alone as a hollow ring', () => {
    expect(['baku', 'garabagh', 'FJI'].map((end) => of(end)?.hollow)).toEqual([false, true, true]);
  });

  it('draws a country in which nothing takes place as the end of its arcs', () => {
    expect(of('NZL')).toMatchObject({ activities: 0, radius: 2.5 });
  });

  it('drops nothing: what has no point is told', () => {
    expect(found.missing.map(({ country, placed }) => [country, placed])).toEqual([['UM', 2]]);
    expect(of('UMI')).toBeUndefined();
  });

  it('draws the largest first, and the thickest arc on top', () => {
    expect(found.marks[0]?.id).toBe('baku');
    expect(found.links.map(({ activities }) => activities)).toEqual([1, 9]);
    expect(found.links.at(-1)?.width).toBeGreaterThan(found.links[0]?.width ?? 9);
  });
});

describe('sizes', () => {
  it('make areas of places and widths of arcs grow with activities', () => {
    expect((radius(16, 16) - 4) / (radius(4, 16) - 4)).toBeCloseTo(2);
    expect([thickness(1, 1), thickness(1, 50), thickness(50, 50)]).toEqual([1, 1, 7]);
  });
});
