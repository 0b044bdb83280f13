import { describe, expect, it } from 'vitest';
import { deed } from './keys';

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('deed', () => {
  it('knows the keys, whatever their case', () => {
    expect(['/', '?', 'Escape', 'T', 'e', '2', 'x'].map((key) => deed(press(key), null))).toEqual([
      'search', 'help', 'close', 'table', 'near', 'near-2', null,
    ]);
  });

  it('leaves a person alone who is writing, but for Escape', () => {
    expect(deed(press('t'), { tagName: 'INPUT', type: 'search' })).toBeNull();
    expect(deed(press('Escape'), { tagName: 'INPUT', type: 'search' })).toBe('close');
    expect(deed(press('t'), { tagName: 'INPUT', type: 'checkbox' })).toBe('table');
  });

  it("leaves the browser's own keys alone", () => {
    expect(deed(press('f', { ctrlKey: true }), null)).toBeNull();
  });
});
