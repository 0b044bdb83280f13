import { describe, expect, it } from 'vitest';
import { anchored, marked, rowOf } from './marked';

describe('marked', () => {
  it('marks the phrase, whatever its capitals', () => {
    expect(marked('Held With the Support of UNESCO.', 'with the support of')).toEqual([
      { text: 'Held ', marked: false },
      { text: 'With the Support of', marked: true },
      { text: ' UNESCO.', marked: false },
    ]);
  });

  it('leaves the quotation whole where the phrase stands elsewhere', () => {
    expect(marked('UNESCO', 'partner')).toEqual([{ text: 'UNESCO', marked: false }]);
    expect(marked('UNESCO', null)).toEqual([{ text: 'UNESCO', marked: false }]);
  });

  it('finds the place of a passage in the page of its source', () => {
    expect(rowOf('row=13')).toBe('13');
    expect(anchored('/source/a/passage/120-180')).toBe('/source/a#passage-120-180');
    expect(anchored('/source/a/row/13')).toBe('/source/a?row=13#row-13');
    expect(anchored('/source/a/row/13/heritage-type')).toBe('/source/a?row=13#13-heritage-type');
  });
});
