import { describe, expect, it } from 'vitest';
import { bars, span } from './timeline';

const counted = [{ value: '2010', label: '2010', count: 2 }, { value: '2008', label: '2008', count: 1 }, { value: '1900', label: '1900', count: 0 }];

describe('timeline', () => {
  it('spans the years in which anything happens', () => {
    expect(span(counted)).toEqual([2008, 2010]);
    expect(span([])).toBeNull();
  });

  it('skips no year', () => {
    expect(bars(counted, [2008, 2010])).toEqual([{ year: 2008, count: 1 }, { year: 2009, count: 0 }, { year: 2010, count: 2 }]);
  });
});
