import type { Tab } from './address';

export type Deed = 'run' | 'stop' | 'find' | 'write' | 'help' | 'link' | Tab;

const DEEDS: Record<string, Deed> = { '/': 'find', q: 'write', '?': 'help', l: 'link', '1': 'table', '2': 'network', '3': 'map', '4': 'chart', Escape: 'stop' };
const WRITING = new Set(['INPUT', 'TEXTAREA', 'SELECT']);

/** The keys as they are told, in order. */
export const TOLD = ['Ctrl Enter', 'Ctrl Space', 'Escape', '/', 'q', '1–4', 'l', '?'] as const;

/** What a key asks for: while a person writes, only that the query be run. */
export function deed(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>, target: { tagName?: string; isContentEditable?: boolean } | null): Deed | null {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return 'run';
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const writes = WRITING.has(target?.tagName ?? '') || (target?.isContentEditable ?? false);
  if (writes && event.key !== 'Escape') return null;
  return DEEDS[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}
