/** Terms that live elsewhere, and where this server shows them (as in service/addressing.py). */
const ELSEWHERE: [kind: string, namespace: string][] = [
  ['role', 'https://w3id.org/heritage-partnerships/role/'],
  ['organisation-kind', 'https://w3id.org/heritage-partnerships/organisation-kind/'],
  ['heritage-type', 'https://w3id.org/heritage-partnerships/heritage-type/'],
  ['country', 'http://publications.europa.eu/resource/authority/country/'],
];

/** Where this server shows a thing, whatever address it has; what it does not show is left where it is. */
export function pageOf(id: string, base: string): string {
  if (id.startsWith(base)) return `/${id.slice(base.length)}`;
  for (const [kind, namespace] of ELSEWHERE) if (id.startsWith(namespace)) return `/${kind}/${id.slice(namespace.length)}`;
  return id;
}
