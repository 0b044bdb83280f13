export interface Piece {
  text: string;
  marked: boolean;
}

/** Cut a quotation where the stated phrase stands in it, so that the phrase can be marked. */
export function marked(quote: string, phrase: string | null): Piece[] {
  const wanted = phrase?.trim();
  const at = wanted ? quote.toLocaleLowerCase().indexOf(wanted.toLocaleLowerCase()) : -1;
  if (!wanted || at < 0) return [{ text: quote, marked: false }];
  const pieces = [
    { text: quote.slice(0, at), marked: false },
    { text: quote.slice(at, at + wanted.length), marked: true },
    { text: quote.slice(at + wanted.length), marked: false },
  ];
  return pieces.filter((piece) => piece.text);
}

/**
 * The place of a passage within the page of its source: `…/source/x/passage/120-180` is `#passage-120-180`; a row of a
 * table names the page that shows it too.
 */
export function anchored(passage: string): string {
  const row = /^(.*)\/row\/(\d+)(?:\/([^/]+))?$/.exec(passage);
  if (row) return `${row[1]}?row=${row[2]}#${row[3] ? `${row[2]}-${row[3]}` : `row-${row[2]}`}`;
  const parts = passage.split('/');
  const [kind, place] = parts.slice(-2);
  return `${parts.slice(0, -2).join('/')}#${kind}-${place}`;
}

/** The number in a fragment of a table (RFC 7111): `row=13` is 13. */
export function rowOf(fragment: string): string {
  return fragment.replace(/^row=/, '');
}
