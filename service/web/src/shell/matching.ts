/** A name without case, marks and dashes, so that “Café” is found as “cafe”. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase().replace(/[\p{P}\s]+/gu, ' ').trim();
}

/**
 * Find what is called so: names in which every word of the question begins a word, the earlier and shorter first.
 * Slips of the pen, acronyms and other scripts are the business of the service's search, which is asked as well.
 */
export function matching<T extends { label: string }>(question: string, things: T[], most: number): T[] {
  const wanted = folded(question).split(' ').filter(Boolean);
  const [first] = wanted;
  if (first === undefined) return [];
  const place = (words: string[]): number => words.findIndex((word) => word.startsWith(first));
  return things
    .map((thing) => ({ thing, words: folded(thing.label).split(' ') }))
    .filter(({ words }) => wanted.every((one) => words.some((word) => word.startsWith(one))))
    .sort((a, b) => place(a.words) - place(b.words) || a.words.length - b.words.length)
    .slice(0, most)
    .map(({ thing }) => thing);
}
