import { describe, expect, it } from 'vitest';
import { mark, marked, marks, MOST_CHOSEN } from './marks';

const nodes = ['a', 'b', 'ü', 'http://example.org/organisation/c'].map((id) => ({ id }));

describe('marks', () => {
  it('find their nodes again, in the order of the nodes', () => {
    expect(marked(nodes, marks(['ü', 'a']))).toEqual([{ id: 'a' }, { id: 'ü' }]);
    expect(marked(nodes, '')).toEqual([]);
    expect(marked(nodes, 'AAAAAA')).toEqual([]);
  });

  it('are six letters that may stand in an address, always the same', () => {
    expect(mark('a')).toMatch(/^[\w-]{6}$/);
    expect(mark('a')).toBe(mark('a'));
    expect(new Set(Array.from({ length: 20_000 }, (_, place) => mark(`http://example.org/organisation/${place}`))).size).toBeGreaterThan(19_990);
  });

  it('are no more than a link can carry', () => {
    expect(marks(Array.from({ length: 3000 }, (_, place) => String(place)))).toHaveLength(6 * MOST_CHOSEN);
  });
});
