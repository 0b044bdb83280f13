import { describe, expect, it } from 'vitest';
import { laidOut } from './layout';

describe('the layout', () => {
  it('puts what is tied nearer than what is not, and the same again', () => {
    const nodes = ['a', 'b', 'c', 'd'];
    const ties: [string, string, number][] = [['a', 'b', 5], ['c', 'd', 5]];
    const places = laidOut(nodes, ties);
    const at = new Map(places.map(([id, x, y]) => [id, [x, y] as const]));
    const far = (one: string, other: string): number => {
      const [from, to] = [at.get(one) ?? [0, 0], at.get(other) ?? [0, 0]];
      return Math.hypot(from[0] - to[0], from[1] - to[1]);
    };
    expect(far('a', 'b')).toBeLessThan(far('a', 'c'));
    expect(laidOut(nodes, ties)).toEqual(places);
    expect(places.every(([, x, y]) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });
});
