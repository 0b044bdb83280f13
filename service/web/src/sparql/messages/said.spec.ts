import { describe, expect, it } from 'vitest';
import { saidIn, type Language } from '../../messages/messages.svelte';
import { en } from './en';
import { SAID, type Key } from './said';

const keys = Object.keys(en) as Key[];
const languages = Object.keys(SAID) as Language[];
const placeholders = (message: unknown): string[] => [...new Set(JSON.stringify(message).match(/\{\w+\}/g) ?? [])].sort();

describe('what the SPARQL screen says', () => {
  it.each(languages)('is whole in %s', (language) => {
    expect(Object.keys(SAID[language])).toEqual(keys);
    for (const key of keys) expect(placeholders(SAID[language][key]), key).toEqual(placeholders(en[key]));
  });

  it('counts as the language does', () => {
    expect([1, 2, 5].map((n) => saidIn('ru', SAID.ru['result.rows'], { n }))).toEqual(['1 строка', '2 строки', '5 строк']);
  });
});
