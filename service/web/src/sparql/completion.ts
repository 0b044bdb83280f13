import type { Term, Terms } from './asking';
import { positionAt, type Position } from './position';

/** One thing that may be written: its text, what it means, and the namespace whose prefix it needs. */
export interface Offer {
  text: string;
  label: string;
  count: number | null;
  comment: string | null;
  kind: 'class' | 'property' | 'concept' | 'variable' | 'keyword' | 'prefix';
  prefix: string | null;
}

const MOST = 60;
const WORDS = [
  'SELECT', 'DISTINCT', 'WHERE', 'FILTER', 'OPTIONAL', 'UNION', 'VALUES', 'BIND', 'MINUS', 'GRAPH', 'SERVICE', 'EXISTS', 'NOT EXISTS',
  'GROUP BY', 'ORDER BY', 'HAVING', 'LIMIT', 'OFFSET', 'COUNT', 'SUM', 'AVG', 'MIN', 'MAX', 'SAMPLE', 'GROUP_CONCAT', 'DESC', 'ASC', 'AS',
  'CONSTRUCT', 'DESCRIBE', 'ASK', 'PREFIX', 'FROM', 'STR', 'LANG', 'LANGMATCHES', 'REGEX', 'CONTAINS', 'STRSTARTS', 'LCASE', 'UCASE', 'YEAR',
  'IF', 'COALESCE', 'BOUND', 'CONCAT', 'SUBSTR', 'REPLACE',
];

/** Shorten an address by a prefix; what a prefixed name cannot hold stays in angle brackets. */
export function written(id: string, prefixes: Record<string, string>): { text: string; prefix: string | null } {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const local = id.slice(namespace.length);
    if (id.startsWith(namespace) && /^[\p{L}\d_](?:[\p{L}\d_-]*[\p{L}\d_])?$/u.test(local)) return { text: `${prefix}:${local}`, prefix };
  }
  return { text: `<${id}>`, prefix: null };
}

/** Give what may stand at a cursor, and where it would begin: the best fitting first, then the most used. */
export function offersAt(query: string, cursor: number, terms: Terms): { from: number; offers: Offer[] } | null {
  const position = positionAt(query, cursor);
  if (!position) return null;
  const { from, word } = position;
  const wanted = word.toLocaleLowerCase();
  const offers = possible(position, query, terms)
    .map((offer) => ({ offer, rank: fitting(offer, wanted) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || (b.offer.count ?? -1) - (a.offer.count ?? -1))
    .slice(0, MOST)
    .map(({ offer }) => offer);
  return offers.length ? { from, offers } : null;
}

function possible({ role, word, property }: Position, query: string, terms: Terms): Offer[] {
  if (/^[?$]/.test(word)) return variables(query, word);
  const told = (kind: Offer['kind'], list: Term[]): Offer[] =>
    list.map(({ id, label, count, comment }) => ({ ...written(id, terms.prefixes), label, count, comment, kind }));
  switch (role) {
    case 'class':
      return told('class', terms.classes);
    case 'property':
      return [{ text: 'a', label: 'is a', count: null, comment: null, kind: 'keyword', prefix: null }, ...told('property', terms.properties)];
    case 'object':
      return told('concept', terms.concepts.filter(scheme(property, terms)));
    case 'prefix':
      return Object.entries(terms.prefixes).map(([prefix, namespace]) => ({ text: `${prefix}: <${namespace}>`, label: '', count: null, comment: null, kind: 'prefix', prefix: null }));
    default:
      return word ? WORDS.map((text) => ({ text, label: '', count: null, comment: null, kind: 'keyword', prefix: null })) : [];
  }
}

/** Objects of `hp:role` are roles: where a property is called as a scheme is, only its concepts are offered. */
function scheme(property: string | null, { prefixes }: Terms): (term: Term) => boolean {
  const name = /:(\w+)$/.exec(property ?? '')?.[1] ?? '';
  const namespace = prefixes[name] ?? prefixes[ALIKE[name] ?? ''];
  return namespace ? ({ id }) => id.startsWith(namespace) : () => true;
}

const ALIKE: Record<string, string> = { represents: 'country', classification: 'kind', heritageType: 'heritage', about: 'heritage', concerns: 'heritage' };

function variables(query: string, word: string): Offer[] {
  const named = new Set((query.match(/[?$]\w+/g) ?? []).map((one) => `?${one.slice(1)}`));
  // What is being written is in the query, too; it is offered only where it stands elsewhere as well.
  const itself = `?${word.slice(1)}`;
  if ((query.match(new RegExp(`[?$]${word.slice(1)}\\b`, 'g'))?.length ?? 0) < 2) named.delete(itself);
  return [...named].map((text) => ({ text, label: '', count: null, comment: null, kind: 'variable', prefix: null }));
}

function fitting({ text, label }: Offer, wanted: string): number {
  if (!wanted) return 1;
  const [name, meaning] = [text.toLocaleLowerCase(), label.toLocaleLowerCase()];
  if (name.startsWith(wanted)) return 4;
  if (name.slice(name.indexOf(':') + 1).startsWith(wanted)) return 3;
  if (meaning.startsWith(wanted)) return 2;
  return name.includes(wanted) || meaning.includes(wanted) ? 1 : 0;
}

/** Where and how a prefix that a query does not declare yet is to be declared; null where it is. */
export function declaration(query: string, prefix: string, prefixes: Record<string, string>): { at: number; text: string } | null {
  const namespace = prefixes[prefix];
  if (!namespace || new RegExp(`\\bprefix\\s+${prefix}:`, 'i').test(query)) return null;
  const declared = [...query.matchAll(/^[ \t]*prefix[^\n]*(?:\n|$)/gim)].at(-1);
  const line = `PREFIX ${prefix}: <${namespace}>\n`;
  if (declared) {
    const at = declared.index + declared[0].length;
    return { at, text: declared[0].endsWith('\n') ? line : `\n${line}` };
  }
  // A comment at the head says what the query asks; it stays the first line.
  return { at: /^(?:[ \t]*#[^\n]*\n)*/.exec(query)?.[0].length ?? 0, text: line };
}
