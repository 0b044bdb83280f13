export type Tab = 'table' | 'network' | 'map' | 'chart';

export const TABS: Tab[] = ['table', 'network', 'map', 'chart'];

/** What the address of the page says: a query, or a question with values in its fields, and how its result is shown. */
export interface Asked {
  query: string | null;
  question: string | null;
  values: Record<string, string>;
  tab: Tab;
}

/** Longer addresses are refused by servers and proxies, so that a longer query has none. */
export const LONGEST_QUERY = 6000;

export function readAddress({ pathname, search, hash }: Pick<Location, 'pathname' | 'search' | 'hash'>): Asked {
  const given = new URLSearchParams(search);
  const question = /^\/questions\/([^/]+)$/.exec(pathname)?.[1] ?? null;
  return {
    query: question ? null : given.get('query'),
    question: question ? decodeURIComponent(question) : null,
    values: question ? Object.fromEntries([...given].filter(([, value]) => value)) : {},
    tab: TABS.find((tab) => `#${tab}` === hash) ?? 'table',
  };
}

/** Write the address at which the same opens again, without a script, too; null where the query is too long. */
export function writeAddress({ query, question, values, tab }: Asked): string | null {
  const shown = tab === 'table' ? '' : `#${tab}`;
  if (question) {
    const asked = new URLSearchParams(values).toString();
    return `/questions/${encodeURIComponent(question)}${asked ? `?${asked}` : ''}${shown}`;
  }
  if (!query) return `/sparql${shown}`;
  const asked = new URLSearchParams({ query }).toString();
  return asked.length > LONGEST_QUERY ? null : `/sparql?${asked}${shown}`;
}
