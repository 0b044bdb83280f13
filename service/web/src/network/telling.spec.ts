import { describe, expect, it } from 'vitest';
import type { NetworkNode, Tie } from '../api/types';
import { partners, rolesOf, spelled, years } from './telling';

const tie = (source: string, target: string, activities: number): Tie => ({
  source, target, activities, weight: 1, first: 2008, last: 2013, roles: [['organiser', 'partner', 1]], sources: 1,
});

describe('telling', () => {
  it('spells notations out', () => {
    expect(['co-organiser', 'academicInstitution', 'a_b', null].map(spelled)).toEqual(['co-organiser', 'academic institution', 'a b', '']);
  });

  it('writes spans of years', () => {
    expect([years(2008, 2013), years(2008, 2008), years(null, null), years(2008, null), years(null, 2013)]).toEqual([
      '2008–2013', '2008', '–', '2008', '–2013',
    ]);
  });

  it('turns a tie so that its node comes first', () => {
    const found = partners({ id: 'b' } as NetworkNode, [tie('a', 'b', 1), tie('b', 'c', 5), tie('a', 'c', 9)]);
    expect(found.map(({ id, roles }) => [id, roles[0]])).toEqual([
      ['c', ['organiser', 'partner', 1]],
      ['a', ['partner', 'organiser', 1]],
    ]);
    expect(found.map(rolesOf)).toEqual(['partner', 'organiser']);
  });
});
