const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LENGTH = 6;

/** The most nodes that an address can carry: more would make it too long for some servers between. */
export const MOST_CHOSEN = 1000;

/**
 * A short mark of an address, to stand in a link: the FNV-1a hash (32 bits) in six letters.
 *
 * Marks are looked up among the nodes of a picture alone; that two of 20,000 have the same one as any of a hundred
 * chosen happens once in two thousand pictures.
 */
export function mark(id: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  let [written, left] = ['', hash];
  for (let place = 0; place < LENGTH; place += 1) {
    written += LETTERS[left % 64] ?? '';
    left = Math.floor(left / 64);
  }
  return written;
}

/** Write the marks of some nodes one after another. */
export function marks(ids: Iterable<string>): string {
  return [...ids].slice(0, MOST_CHOSEN).map(mark).join('');
}

/** Find those nodes whose marks are given, in the order of the nodes. */
export function marked<T extends { id: string }>(nodes: readonly T[], written: string): T[] {
  if (!written) return [];
  const wanted = new Set(written.match(/.{6}/g));
  return nodes.filter(({ id }) => wanted.has(mark(id)));
}
