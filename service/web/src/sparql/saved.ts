export interface Saved {
  name: string;
  text: string;
}

const KEPT = 'koinon-queries';

/** Queries kept in this browser, the newest first. Storage may hold anything: what is no query is left out. */
export function readSaved(storage: Pick<Storage, 'getItem'>): Saved[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(KEPT) ?? '[]');
    return Array.isArray(found) ? found.filter(isSaved) : [];
  } catch {
    return [];
  }
}

function isSaved(one: unknown): one is Saved {
  const { name, text } = (one ?? {}) as Partial<Saved>;
  return typeof name === 'string' && typeof text === 'string';
}

/** Keep a query under a name, in the place of one that was kept under it before; false where there is no room. */
export function keep(storage: Pick<Storage, 'getItem' | 'setItem'>, query: Saved): boolean {
  return write(storage, [query, ...readSaved(storage).filter(({ name }) => name !== query.name)]);
}

export function forget(storage: Pick<Storage, 'getItem' | 'setItem'>, name: string): boolean {
  return write(storage, readSaved(storage).filter((one) => one.name !== name));
}

function write(storage: Pick<Storage, 'setItem'>, all: Saved[]): boolean {
  try {
    storage.setItem(KEPT, JSON.stringify(all));
    return true;
  } catch {
    return false;
  }
}

/** A name to begin with: what the first comment of a query asks, else its first words. */
export function nameOf(text: string): string {
  const comment = /^\s*#\s*(.+)$/m.exec(text)?.[1];
  const words = text.replace(/^\s*(?:prefix|base)[^\n]*$/gim, '').trim().split(/\s+/).slice(0, 8).join(' ');
  return (comment ?? words).slice(0, 80).trim();
}
