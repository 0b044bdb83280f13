import { describe, expect, it } from 'vitest';
import type { Network, NetworkNode, Tie } from '../api/types';
import { Points } from './points';

const at: Record<string, [number, number]> = { a: [0, 0], b: [10, 0], c: [10, 10], d: [0, 10] };
const nodes = Object.entries(at).map(([id, [x, y]]) => ({ id, x, y }) as NetworkNode);
const edges = [['a', 'b'], ['b', 'c'], ['a', 'c']].map(([source, target]) => ({ source, target }) as Tie);
const points = new Points({ nodes, edges } as Network);

describe('Points', () => {
  it('knows the ties of each node', () => {
    expect(['a', 'b', 'c', 'd'].map((id) => [...points.tiesOf(points.place(id))])).toEqual([[0, 2], [0, 1], [1, 2], []]);
    expect(points.place('elsewhere')).toBe(-1);
  });

  it('finds the strongest of nodes that lie over one another', () => {
    expect(points.nodeAt([0.5, 0], () => 1)).toBe(0);
    expect(points.nodeAt([5, 0], () => 6)).toBe(0);
    expect(points.nodeAt([9, 0], (node) => (node === 0 ? 1 : 2))).toBe(1);
    expect(points.nodeAt([5, 5], () => 1)).toBe(-1);
  });

  it('finds the tie that runs by, not the line beyond its ends', () => {
    expect(points.tieAt([5, 0.5], 1)).toBe(0);
    expect(points.tieAt([5, 4.8], 1)).toBe(2);
    expect(points.tieAt([12, 0], 1)).toBe(-1);
    expect(points.tieAt([3, 7], 1)).toBe(-1);
  });

  it('finds what lies in a box, and in a line drawn around', () => {
    expect(points.within({ left: -1, right: 11, low: -1, high: 1 }, 9)).toEqual([0, 1]);
    expect(points.within({ left: -1, right: 11, low: -1, high: 11 }, 3)).toEqual([0, 1, 2]);
    expect(points.inside([[0, -1], [11, -1], [11, 9]])).toEqual([1]);
    // A line with a bay, in which b lies.
    expect(points.inside([[-1, -1], [12, -1], [6, 1], [12, 5], [12, 12], [-1, 12]])).toEqual([0, 2, 3]);
    expect(points.inside([])).toEqual([]);
  });
});
