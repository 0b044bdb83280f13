/** Sort rows by what a column shows, names as the language does; what is missing comes last either way. */
export function ordered<T>(rows: readonly T[], column: (row: T) => string | number | null, falling: boolean, language: string): T[] {
  const collator = new Intl.Collator(language, { numeric: true });
  const sign = falling ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [one, two] = [column(a), column(b)];
    if (one === null || two === null) return Number(one === null) - Number(two === null);
    if (typeof one === 'number' && typeof two === 'number') return sign * (one - two);
    return sign * collator.compare(String(one), String(two));
  });
}
