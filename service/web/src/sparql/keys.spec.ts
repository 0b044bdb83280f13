import { describe, expect, it } from 'vitest';
import { deed } from './keys';

const key = (name: string, held: Partial<KeyboardEvent> = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('keys of the SPARQL screen', () => {
  it('run from anywhere', () => {
    expect([deed(key('Enter', { ctrlKey: true }), { tagName: 'INPUT' }), deed(key('Enter', { metaKey: true }), null)]).toEqual(['run', 'run']);
  });

  it('leave letters to whoever writes', () => {
    expect(deed(key('q'), { tagName: 'DIV', isContentEditable: true })).toBeNull();
    expect(deed(key('/'), { tagName: 'INPUT' })).toBeNull();
    expect(deed(key('Escape'), { tagName: 'INPUT' })).toBe('stop');
  });

  it('lead to the ways to see a result', () => {
    expect(['1', '2', '3', '4'].map((name) => deed(key(name), null))).toEqual(['table', 'network', 'map', 'chart']);
    expect(deed(key('l', { ctrlKey: true }), null)).toBeNull();
  });
});
