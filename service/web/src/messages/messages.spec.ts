import { describe, expect, it } from 'vitest';
import { en } from './en';
import { filled, LANGUAGES, spoken, type Key, type Language } from './messages.svelte';

const keys = Object.keys(en) as Key[];
const languages = Object.keys(LANGUAGES) as Language[];
const placeholders = (message: unknown): string[] =>
  [...new Set(JSON.stringify(message).match(/\{\w+\}/g) ?? [])].sort();

describe('messages', () => {
  it.each(languages)('say in %s all that they say in English', (language) => {
    expect(Object.keys(LANGUAGES[language])).toEqual(keys);
    for (const key of keys) expect(placeholders(LANGUAGES[language][key]), key).toEqual(placeholders(en[key]));
  });

  it.each(languages)('have every plural form of %s', (language) => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const count of [0, 1, 2, 5, 21, 1000]) {
      expect(filled(language, 'panel.partners', { n: count })).not.toContain('{');
    }
    // A million is the only count of French and Spanish that asks for “many”.
    const forms = Object.keys(LANGUAGES[language]['panel.partners'] as object);
    expect(needed.filter((one) => !forms.includes(one) && one !== 'many')).toEqual([]);
  });

  it('choose the Russian form by its count', () => {
    const said = [1, 3, 5, 21].map((n) => filled('ru', 'panel.partners', { n }));
    expect(said).toEqual(['1 партнёр', '3 партнёра', '5 партнёров', '21 партнёр']);
  });

  it('write numbers as the language does', () => {
    expect(filled('en', 'facet.more', { n: 12345 })).toBe('Show all 12,345');
    expect(filled('es', 'facet.more', { n: 12345 })).toBe('Mostrar los 12.345');
  });

  it('take the first wished language that is spoken here', () => {
    expect(spoken(['de-AT', 'ru-RU', 'fr'])).toBe('ru');
    expect(spoken(['de'])).toBe('en');
  });
});
