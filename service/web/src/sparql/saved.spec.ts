import { describe, expect, it } from 'vitest';
import { forget, keep, nameOf, readSaved } from './saved';

function storage(begin: string | null = null) {
  let kept = begin;
  return { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) };
}

describe('saved queries', () => {
  it('are kept newest first, one a name', () => {
    const place = storage();
    keep(place, { name: 'a', text: '1' });
    keep(place, { name: 'b', text: '2' });
    expect(keep(place, { name: 'a', text: '3' })).toBe(true);
    expect(readSaved(place)).toEqual([{ name: 'a', text: '3' }, { name: 'b', text: '2' }]);
    forget(place, 'a');
    expect(readSaved(place).map(({ name }) => name)).toEqual(['b']);
  });

  it('survive what else may stand in the storage', () => {
    expect(readSaved(storage('no json'))).toEqual([]);
    expect(readSaved(storage('{"a":1}'))).toEqual([]);
    expect(readSaved(storage('[null,{"name":"a"},{"name":"b","text":"c"}]'))).toEqual([{ name: 'b', text: 'c' }]);
  });

  it('say when there is no room', () => {
    const full = { getItem: () => null, setItem: () => { throw new Error('quota'); } };
    expect(keep(full, { name: 'a', text: '1' })).toBe(false);
  });

  it('are called by what they ask', () => {
    expect(nameOf('# Who is tied?\nSELECT * {}')).toBe('Who is tied?');
    expect(nameOf('PREFIX a: <b>\nSELECT ?x { ?x a ?y }')).toBe('SELECT ?x { ?x a ?y }');
  });
});
