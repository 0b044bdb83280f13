import { describe, expect, it } from 'vitest';
import { stacked } from './stacking';

describe('stacked', () => {
  it('stands roles on each other, the most frequent at the bottom, and skips no year', () => {
    const stack = stacked({ first: 2008, last: 2010, roles: { partner: [1, 0, 2], organiser: [3, 0, 1] } });
    expect(stack.layers).toEqual([{ role: 'organiser', total: 4 }, { role: 'partner', total: 3 }]);
    expect(stack.columns).toEqual([
      { year: 2008, total: 4, blocks: [{ layer: 0, from: 0, to: 3 }, { layer: 1, from: 3, to: 4 }] },
      { year: 2009, total: 0, blocks: [] },
      { year: 2010, total: 3, blocks: [{ layer: 0, from: 0, to: 1 }, { layer: 1, from: 1, to: 3 }] },
    ]);
    expect(stack.most).toBe(4);
  });

  it('leaves one colour to all roles beyond seven', () => {
    const roles = Object.fromEntries(Array.from({ length: 12 }, (_, place) => [`role${place}`, [12 - place]]));
    const { layers, columns } = stacked({ first: 2000, last: 2000, roles });
    expect(layers).toHaveLength(8);
    expect(layers.at(-1)).toEqual({ role: null, total: 5 + 4 + 3 + 2 + 1 });
    expect(columns[0]?.total).toBe(78);
  });

  it('is empty where nothing is dated', () => {
    expect(stacked({ first: null, last: null, roles: {} }).columns).toEqual([]);
  });
});
