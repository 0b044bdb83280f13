import { describe, expect, it } from 'vitest';
import { LONGEST_QUERY, readAddress, writeAddress, type Asked } from './address';

function again(asked: Asked): Asked {
  const { pathname, search, hash } = new URL(writeAddress(asked) ?? '', 'http://here');
  return readAddress({ pathname, search, hash });
}

describe('addresses', () => {
  it.each<Asked>([
    { query: null, question: null, values: {}, tab: 'table' },
    { query: '# What?\nSELECT * { ?x a "é&=+#" }', question: null, values: {}, tab: 'chart' },
    { query: null, question: '03-partners', values: { name: 'Эрмитаж & co', year: '2010' }, tab: 'network' },
  ])('give the same again: %j', (asked) => {
    expect(again(asked)).toEqual(asked);
  });

  it('are none for a query that is too long for one', () => {
    expect(writeAddress({ query: 'x'.repeat(LONGEST_QUERY), question: null, values: {}, tab: 'table' })).toBeNull();
  });
});
