import { describe, expect, it } from 'vitest';
import { columnsOf, endsOf, measuresOf, pointsOf } from './fitting';
import { fromTriples, type Cell, type Result } from './results';

const INTEGER = 'http://www.w3.org/2001/XMLSchema#integer';
const thing = (value: string): Cell => ({ kind: 'thing', value: `http://a/${value}` });
const name = (value: string): Cell => ({ kind: 'text', value, language: 'en' });
const count = (value: number): Cell => ({ kind: 'text', value: String(value), datatype: INTEGER });

function result(columns: string[], ...rows: (Cell | null)[][]): Result {
  return { columns, rows, yes: null, statements: false };
}

describe('fitting', () => {
  it('tells what each column holds', () => {
    const found = columnsOf(
      result(['who', 'called', 'since', 'shared', 'point', 'said', 'nothing'], [thing('x'), name('X'), { kind: 'text', value: '2013-11' }, count(2), name('POINT (49.8 40.4)'), name('a'.repeat(100)), null]),
    );
    expect(found.map(({ kind }) => kind)).toEqual(['thing', 'name', 'year', 'number', 'point', 'text', 'empty']);
  });

  it('takes a number for a year only where its name says so', () => {
    const kinds = (column: string): string[] => columnsOf(result([column], [count(2013)])).map(({ kind }) => kind);
    expect([kinds('firstYear'), kinds('rows')]).toEqual([['year'], ['number']]);
  });

  it('makes a network of two columns of things, weighed by a number', () => {
    const ends = endsOf(result(['label', 'one', 'other', 'shared'], [name('X'), thing('x'), thing('y'), count(2)]));
    expect([ends?.source.name, ends?.target.name, ends?.weight?.name]).toEqual(['one', 'other', 'shared']);
  });

  it('makes one of two columns of names, and none of one', () => {
    expect(endsOf(result(['museum', 'role'], [name('M'), name('host')]))?.target.name).toBe('role');
    expect(endsOf(result(['museum', 'shared'], [name('M'), count(1)]))).toBeNull();
  });

  it('makes one of statements between things, not of what is only of a class', () => {
    expect(endsOf(fromTriples('<http://a> <http://p> <http://b> .'))?.target.name).toBe('object');
    expect(endsOf(fromTriples('<http://a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://C> .'))).toBeNull();
  });

  it('makes a chart by year before anything else', () => {
    const measures = measuresOf(result(['kind', 'year', 'n'], [name('a'), count(2012), count(2)], [name('b'), count(2013), count(3)]));
    expect([measures?.by.name, measures?.of.map((one) => one.name)]).toEqual(['year', ['n']]);
    expect(measuresOf(result(['kind', 'n'], [name('a'), count(2)]))).toBeNull();
  });

  it('finds points', () => {
    expect(pointsOf(result(['where'], [name('POINT(1 2)')]))?.name).toBe('where');
    expect(pointsOf(result(['where'], [name('Baku')]))).toBeNull();
  });
});
