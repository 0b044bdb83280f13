import { describe, expect, it } from 'vitest';
import type { Network } from '../api/types';
import { grouped } from '../network/grouping';
import { palette } from '../network/palette';
import { asSvg, scene } from './scene';

const network: Network = {
  generation: 3,
  total: { nodes: 3, edges: 1 },
  truncated: false,
  nodes: ['A & <B>', 'متحف', 'C\u0000'].map((label, n) => ({
    id: String(n), label, kind: 'museum', country: 'AZ', degree: 1, strength: 1, community: 0, x: n / 2, y: -n,
  })),
  edges: [{ source: '0', target: '1', weight: 1, activities: 2, first: 2008, last: 2009, roles: [], sources: 1 }],
};
const drawn = scene(network, grouped(network, 'kind', (key) => key ?? ''), palette(false), 'degree', ['Data version 3']);

describe('scene', () => {
  it('draws every node and tie, the legend and the caption', () => {
    const count = (is: string): number => drawn.shapes.filter((shape) => shape.is === is).length;
    expect([count('line'), count('circle'), count('text')]).toEqual([1, 3 + 1, 3 + 1 + 1]);
  });

  it('stays within the paper', () => {
    for (const shape of drawn.shapes) {
      if (shape.is === 'line' || shape.is === 'path') continue;
      expect(shape.x).toBeGreaterThanOrEqual(0);
      expect(shape.x).toBeLessThanOrEqual(drawn.width);
      expect(shape.y).toBeLessThanOrEqual(drawn.height);
    }
  });

  it('writes names as XML can hold them, from right to left where they are', () => {
    const svg = asSvg(drawn);
    expect(svg).toContain('>A &amp; &lt;B&gt;</text>');
    expect(svg).toContain('>C</text>');
    expect(svg).toMatch(/direction="rtl"[^>]*>متحف</);
  });
});
