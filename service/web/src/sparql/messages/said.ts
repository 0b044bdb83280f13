import { saidIn, speech, type Language } from '../../messages/messages.svelte';
import { en, type Said } from './en';
import { es } from './es';
import { fr } from './fr';
import { ru } from './ru';

export type Key = keyof typeof en;

/** What this screen says, apart from what the frame of every screen says: the first page need not load it. */
export const SAID: Record<Language, Said> = { en, fr, ru, es };

export function s(key: Key, values: Record<string, string | number> = {}): string {
  return saidIn(speech.language, SAID[speech.language][key], values);
}
