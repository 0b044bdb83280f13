/** A name without case, marks and dashes, so that “Café” is found as “cafe”. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase().replace(/[\p{P}\s]+/gu, ' ').trim();
}

/**
 * Find what is called so: names in which every word of the question begins a word, the earlier and shorter first;
 * failing these, names in which a word differs by one letter.
 */
export function matching<T extends { label: string }>(question: string, things: T[], most: number): T[] {
  const words = folded(question).split(' ').filter(Boolean);
  if (!words.length) return [];
  const told = things.map((thing) => ({ thing, words: folded(thing.label).split(' ') }));
  const exact = told.filter(({ words: own }) => words.every((word) => own.some((one) => one.startsWith(word))));
  const found = exact.length ? exact : told.filter(({ words: own }) => words.every((word) => own.some((one) => near(word, one))));
  const first = (own: string[]): number => own.findIndex((one) => one.startsWith(words[0] ?? ''));
  return found
    .sort((a, b) => first(a.words) - first(b.words) || a.words.length - b.words.length)
    .slice(0, most)
    .map(({ thing }) => thing);
}

/** Whether a word begins another, but for one letter wrong, missing, too many or swapped with its neighbour. */
function near(wanted: string, word: string): boolean {
  if (wanted.length < 4) return word.startsWith(wanted);
  for (let at = 0; at <= wanted.length; at++) {
    const [head, tail] = [wanted.slice(0, at), wanted.slice(at)];
    if (!word.startsWith(head)) return false;
    const rest = word.slice(at);
    if (rest.slice(1).startsWith(tail.slice(1)) || rest.startsWith(tail.slice(1)) || rest.slice(1).startsWith(tail)) return true;
    if (tail.length > 1 && rest.startsWith(`${tail[1]}${tail[0]}${tail.slice(2)}`)) return true;
  }
  return true;
}
