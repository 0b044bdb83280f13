import { describe, expect, it } from 'vitest';
import { barsOf, MOST, ticks } from './chart';
import { measuresOf } from './fitting';
import type { Cell, Result } from './results';

const INTEGER = 'http://www.w3.org/2001/XMLSchema#integer';
const count = (value: number): Cell => ({ kind: 'text', value: String(value), datatype: INTEGER });
const name = (value: string): Cell => ({ kind: 'text', value });

function bars(columns: string[], rows: Cell[][]) {
  const result: Result = { columns, rows, yes: null, statements: false };
  const measures = measuresOf(result);
  const [of] = measures?.of ?? [];
  if (!measures || !of) throw new Error('no chart fits');
  return barsOf(result, measures.by, of);
}

describe('charts', () => {
  it('add up by year, and keep the years in which there was nothing', () => {
    const found = bars(['year', 'n'], [[count(2012), count(1)], [count(2010), count(2)], [count(2012), count(4)]]);
    expect(found.bars.map(({ key, value }) => [key, value])).toEqual([['2010', 2], ['2011', 0], ['2012', 5]]);
  });

  it('put the largest first, and tell how many are left out', () => {
    const found = bars(['kind', 'n'], Array.from({ length: MOST + 3 }, (_, n) => [name(`k${n}`), count(n)]));
    expect([found.bars.length, found.left, found.bars[0]?.label]).toEqual([MOST, 3, `k${MOST + 2}`]);
  });

  it('have round ticks that hold the largest value', () => {
    expect(ticks(7)).toEqual([0, 2, 4, 6, 8]);
    expect(ticks(0.3)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(ticks(0)).toEqual([0, 1]);
    for (const largest of [1, 9, 10, 11, 99, 12345]) {
      expect(ticks(largest).at(-1)).toBeGreaterThanOrEqual(largest);
      expect(ticks(largest).length).toBeLessThanOrEqual(6);
    }
  });
});
