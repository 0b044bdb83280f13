import { describe, expect, it } from 'vitest';
import type { Network, NetworkNode, Tie } from '../api/types';
import { bounds, radius, rightToLeft, shortened, thickness } from './geometry';
import { grouped } from './grouping';
import { ordered } from './ordering';
import { mixed, palette } from './palette';

function node(id: string, more: Partial<NetworkNode> = {}): NetworkNode {
  return { id, label: id, kind: null, country: null, degree: 1, strength: 1, community: 0, x: 0, y: 0, ...more };
}

function network(nodes: NetworkNode[]): Network {
  return { generation: 1, total: { nodes: nodes.length, edges: 0 }, truncated: false, nodes, edges: [] };
}

describe('grouped', () => {
  it('puts the largest group first and what is not known last', () => {
    const nodes = [node('a'), node('b', { kind: 'museum' }), node('c', { kind: 'museum' }), node('d', { kind: 'ministry' })];
    const { groups, of } = grouped(network(nodes), 'kind', (key) => key ?? '?');
    expect(groups.map(({ label, count, place }) => [label, count, place])).toEqual([
      ['museum', 2, 0],
      ['ministry', 1, 1],
      ['?', 1, -1],
    ]);
    expect(of.get('c')?.label).toBe('museum');
  });

  it('leaves one neutral colour to all beyond ten', () => {
    const nodes = Array.from({ length: 13 }, (_, place) => node(`n${place}`, { country: `C${place}` }));
    const places = grouped(network(nodes), 'country', (key) => key ?? '').groups.map((group) => group.place);
    expect(places).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -1, -1]);
  });

  it('gives no colour to a community of two', () => {
    const nodes = [...'abc'].map((id) => node(id)).concat([node('d', { community: 1 }), node('e', { community: 1 })]);
    expect(grouped(network(nodes), 'community', (key) => key ?? '').groups.map((one) => one.place)).toEqual([0, -1]);
  });
});

describe('geometry', () => {
  it('makes the area of a node grow with its degree', () => {
    const [small, large] = [radius(node('a', { degree: 4 }), 'degree', 16, 9), radius(node('b', { degree: 16 }), 'degree', 16, 9)];
    expect((large - 3) / (small - 3)).toBeCloseTo(2);
  });

  it('makes a tie thicker with what is shared, within bounds', () => {
    const tie = (activities: number): number => thickness({ activities } as Tie);
    expect(tie(1)).toBeLessThan(tie(2));
    expect(tie(10_000)).toBe(6);
  });

  it('keeps outliers from shrinking everything', () => {
    const many = Array.from({ length: 200 }, (_, place) => node(String(place), { x: place / 200 }));
    many.push(node('far', { x: 900 }));
    expect(bounds(many).x[1]).toBeLessThan(1);
    expect(bounds([node('only')]).x).toEqual([-1, 1]);
  });

  it('knows what is written from right to left', () => {
    expect(['متحف', '“מוזיאון', 'Museum', '2013 متحف'].map(rightToLeft)).toEqual([true, true, false, true]);
  });

  it('cuts a long name between words', () => {
    expect(shortened('Museum Center of the Ministry of Culture and Tourism')).toBe('Museum Center of the Ministry of …');
    expect(shortened('ICOM')).toBe('ICOM');
  });
});

describe('ordered', () => {
  it('sorts by a column in either direction, what is missing last', () => {
    const rows = [{ n: 2 }, { n: null }, { n: 10 }];
    expect(ordered(rows, (row) => row.n, false, 'en').map((row) => row.n)).toEqual([2, 10, null]);
    expect(ordered(rows, (row) => row.n, true, 'en').map((row) => row.n)).toEqual([10, 2, null]);
    expect(ordered(['б', 'а', 'В'], (row) => row, false, 'ru')).toEqual(['а', 'б', 'В']);
  });
});

describe('palette', () => {
  it('mixes a colour with its ground', () => {
    expect([mixed('#000000', '#ffffff', 0.5), mixed('#112233', '#ffffff', 1)]).toEqual(['#808080', '#112233']);
  });

  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  // WCAG 2.2, success criterion 1.4.11: graphical objects.
  it.each([false, true])('keeps 3 to 1 against its ground (dark: %s)', (dark) => {
    const { groups, other, paper } = palette(dark);
    for (const colour of [...groups, other]) {
      const [low = 0, high = 0] = [luminance(colour), luminance(paper)].sort((a, b) => a - b);
      expect((high + 0.05) / (low + 0.05), colour).toBeGreaterThanOrEqual(3);
    }
  });
});
