import { describe, expect, it } from 'vitest';
import { endsOf } from './fitting';
import { asGexf } from './gexf';
import { DRAWN, networkOf, shortest, sided } from './network';
import { fromTriples, type Cell, type Result } from './results';

const INTEGER = 'http://www.w3.org/2001/XMLSchema#integer';
const thing = (value: string): Cell => ({ kind: 'thing', value: `http://a/${value}` });
const count = (value: number): Cell => ({ kind: 'text', value: String(value), datatype: INTEGER });

function drawn(rows: (Cell | null)[][], columns = ['one', 'other', 'shared']) {
  const result: Result = { columns, rows, yes: null, statements: false };
  const ends = endsOf(result);
  if (!ends) throw new Error('no network fits');
  return networkOf(result, ends, 4);
}

describe('a network of a result', () => {
  it('adds up rows of the same two ends, whichever comes first', () => {
    const network = drawn([
      [thing('x'), thing('y'), count(2)],
      [thing('y'), thing('x'), count(3)],
      [thing('x'), thing('z'), count(1)],
    ]);
    expect(network.edges.map(({ source, target, weight }) => [source, target, weight])).toEqual([
      ['http://a/x', 'http://a/y', 5],
      ['http://a/x', 'http://a/z', 1],
    ]);
    expect(network.nodes[0]).toMatchObject({ id: 'http://a/x', label: 'x', degree: 2, strength: 6 });
    expect([network.generation, network.truncated, network.total]).toEqual([4, false, { nodes: 3, edges: 2 }]);
  });

  it('ties nothing to itself, and leaves out rows with an end missing', () => {
    const network = drawn([
      [thing('x'), thing('x'), count(1)],
      [thing('x'), null, count(1)],
      [thing('x'), thing('y'), count(1)],
    ]);
    expect([network.nodes.length, network.edges.length]).toEqual([2, 1]);
  });

  it('draws the strongest where there are too many, and says so', () => {
    const rows = Array.from({ length: DRAWN.nodes }, (_, n) => [thing('hub'), thing(`n${n}`), count(n + 1)]);
    const network = drawn(rows);
    expect([network.nodes.length, network.truncated, network.nodes[0]?.label]).toEqual([DRAWN.nodes, true, 'hub']);
    expect(network.edges.every(({ source, target }) => network.nodes.some(({ id }) => id === source) && target !== 'http://a/n0')).toBe(true);
  });

  it('draws statements', () => {
    const result = fromTriples('<http://a/x> <http://p> <http://a/y> .\n<http://a/x> <http://p> "words" .');
    const ends = endsOf(result);
    expect(ends && networkOf(result, ends, 1).total).toEqual({ nodes: 2, edges: 1 });
  });

  it('tells two columns apart where no node is in both', () => {
    const result = (rows: Cell[][]): Result => ({ columns: ['museum', 'role'], rows, yes: null, statements: false });
    const side = (rows: Cell[][]) => {
      const ends = endsOf(result(rows));
      return ends && sided(result(rows), ends);
    };
    expect(side([[thing('x'), thing('host')]])?.target).toEqual(new Set(['http://a/host']));
    expect(side([[thing('x'), thing('y')], [thing('y'), thing('z')]])).toBeNull();
  });

  it('names a thing by the end of its address, even where that is badly encoded', () => {
    expect([shortest(thing('caf%C3%A9/')), shortest(thing('100%')), shortest({ kind: 'text', value: 'a/b' })]).toEqual(['café', '100%', 'a/b']);
  });

  it('goes to other tools as GEXF, its names escaped', () => {
    const network = drawn([[thing('x'), { kind: 'thing', value: 'http://a/?b&c' }, count(2)]]);
    const file = asGexf(network, 'A & B', '2026-01-02');
    expect(file).toContain('<node id="http://a/?b&amp;c" label="?b&amp;c"');
    expect(file).toContain('weight="2"');
    expect(file).toContain('<meta lastmodifieddate="2026-01-02">');
  });
});
