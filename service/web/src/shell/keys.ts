/** What a key does; the table in docs/explorer.md and the help of the page say the same. */
export type Deed = 'search' | 'help' | 'close' | 'table' | 'near' | 'near-1' | 'near-2' | 'near-3' | 'path' | 'fit' | 'link' | 'map' | 'borders';

const DEEDS: Record<string, Deed> = {
  '/': 'search',
  '?': 'help',
  Escape: 'close',
  t: 'table',
  e: 'near',
  '1': 'near-1',
  '2': 'near-2',
  '3': 'near-3',
  p: 'path',
  f: 'fit',
  l: 'link',
  m: 'map',
  b: 'borders',
};
const WRITING = new Set(['INPUT', 'TEXTAREA', 'SELECT']);

/** The keys as they are told, in order. */
export const TOLD = ['/', '?', 'Escape', 't', 'e', '1–3', 'p', 'Shift', 'f', 'l', 'm', 'b'] as const;

/** What a key asks for: nothing while a person writes, or holds a key of the browser's own. */
export function deed(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>, target: { tagName?: string; type?: string } | null): Deed | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const writes = WRITING.has(target?.tagName ?? '') && target?.type !== 'checkbox';
  if (writes && event.key !== 'Escape') return null;
  return DEEDS[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}
