import { en, type Messages, type Plural } from './en';
import { es } from './es';
import { fr } from './fr';
import { ru } from './ru';

export type Language = 'en' | 'fr' | 'ru' | 'es';
export type Key = keyof typeof en;

export const LANGUAGES: Record<Language, Messages> = { en, fr, ru, es };
const KEPT = 'koinon-language';

/** The first of the wished languages that the page speaks. */
export function spoken(wished: readonly string[]): Language {
  const known = wished.map((one) => one.slice(0, 2).toLowerCase());
  return (known.find((one) => one in LANGUAGES) as Language | undefined) ?? 'en';
}

/** Fill a message in; a `{n}` chooses the plural form too. */
export function filled(language: Language, key: Key, values: Record<string, string | number> = {}): string {
  return saidIn(language, LANGUAGES[language][key], values);
}

export function saidIn(language: Language, message: string | Plural, values: Record<string, string | number> = {}): string {
  const text = typeof message === 'string' ? message : plural(language, message, Number(values.n));
  return text.replace(/\{(\w+)\}/g, (_, name: string) => shown(language, values[name] ?? ''));
}

function plural(language: Language, forms: Plural, count: number): string {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}

function shown(language: Language, value: string | number): string {
  return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
}

/** The language of the page. */
class Speech {
  language: Language = $state('en');

  begin(): void {
    const kept = globalThis.localStorage.getItem(KEPT);
    this.language = spoken(kept ? [kept] : navigator.languages);
    document.documentElement.lang = this.language;
  }

  change(language: Language): void {
    this.language = language;
    globalThis.localStorage.setItem(KEPT, language);
    document.documentElement.lang = language;
  }
}

export const speech = new Speech();

/** Say a message in the language of the page. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return filled(speech.language, key, values);
}

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(speech.language, { maximumFractionDigits: digits }).format(value);
}

/** Names of countries come from the browser, in the language of the page. */
export function country(code: string | null): string {
  if (!code) return t('picture.unknown');
  try {
    return new Intl.DisplayNames([speech.language], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
