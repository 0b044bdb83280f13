import { describe, expect, it } from 'vitest';
import type { Network, NetworkNode, Tie } from '../api/types';
import { along, around, drawFocus, NOTHING, together, type Sheet } from './focus';
import { Points } from './points';

const nodes = [...'abcd'].map((id, place) => ({ id, x: place, y: 0 }) as NetworkNode);
const edges = ['ab', 'bc', 'ac', 'cd'].map(([source, target]) => ({ source, target }) as Tie);
const points = new Points({ nodes, edges } as Network);

describe('what a picture is about', () => {
  it('is a node with all its ties', () => {
    expect(around(points, 'c')).toEqual({ nodes: [2], ties: [1, 2, 3], near: [1, 0, 3] });
    expect(around(points, 'elsewhere')).toEqual(NOTHING);
  });

  it('is a path, step by step, or a tie', () => {
    expect(along(points, ['a', 'b', 'c', 'd'])).toEqual({ nodes: [0, 1, 2, 3], ties: [0, 1, 3], near: [] });
    expect(along(points, ['d', 'c'])).toEqual({ nodes: [3, 2], ties: [3], near: [] });
    expect(along(points, ['a', 'd']).ties).toEqual([]);
  });

  it('is what was chosen together, with the ties among it', () => {
    expect(together(points, ['a', 'b', 'c'])).toEqual({ nodes: [0, 1, 2], ties: [0, 2, 1], near: [] });
  });

  it('is drawn with dashes where a tie is dashed, and a ring around what it is about', () => {
    const done: string[] = [];
    const note = (name: string) => (...given: unknown[]): void => void done.push(`${name} ${JSON.stringify(given)}`);
    const context = Object.fromEntries(['setLineDash', 'beginPath', 'moveTo', 'lineTo', 'stroke', 'arc', 'fill'].map((name) => [name, note(name)]));
    const sheet: Sheet = { at: (node) => ({ x: node, y: 0 }), radius: () => 4, width: () => 1, dashed: (tie) => tie === 0, fill: () => '#123456', line: '', ring: '' };
    drawFocus(context as unknown as CanvasRenderingContext2D, points, along(points, ['a', 'b', 'c']), sheet);
    expect(done.filter((one) => one.startsWith('setLineDash'))).toEqual(['setLineDash [[6,4]]', 'setLineDash [[]]', 'setLineDash [[]]']);
    expect(done.filter((one) => one.startsWith('arc') && one.includes(',6.5,'))).toHaveLength(3);
  });
});
