import { describe, expect, it } from 'vitest';
import { positionAt } from './position';

/** What is asked for at the bar. */
function at(text: string) {
  const cursor = text.indexOf('|');
  return positionAt(text.replace('|', ''), cursor);
}

describe('the place in a query', () => {
  it.each([
    ['SELECT * WHERE { | }', 'subject'],
    ['SELECT * WHERE { ?x | }', 'property'],
    ['SELECT * WHERE { ?x hp:inv| }', 'property'],
    ['SELECT * WHERE { ?x a | }', 'class'],
    ['SELECT * WHERE { ?x a hp:Tr| }', 'class'],
    ['SELECT * WHERE { ?x rdf:type | }', 'class'],
    ['SELECT * WHERE { ?x hp:role | }', 'object'],
    ['SELECT * WHERE { ?x a hp:Tie ; | }', 'property'],
    ['SELECT * WHERE { ?x a hp:Tie ; hp:between ?a , | }', 'object'],
    ['SELECT * WHERE { ?x a hp:Tie . | }', 'subject'],
    ['SELECT * WHERE { ?x a hp:Tie . ?x | }', 'property'],
    ['SELECT * WHERE { ?x hp:agent/| }', 'property'],
    ['SELECT * WHERE { ?x hp:involvement/hp:agent | }', 'object'],
    ['SELECT * WHERE { ?x (hp:a|hp:b)+ | }'.replace('a|', 'a/'), 'object'],
    ['SELECT * WHERE { ?x hp:in [ | ] }', 'property'],
    ['SELECT * WHERE { ?x hp:in [ a hp:Tie ] ; | }', 'property'],
    ['SELECT * WHERE { FILTER (?x > | ) }', 'keyword'],
    ['SELECT * WHERE { FILTER (?x > 3) | }', 'subject'],
    ['SELECT * WHERE { FILTER regex(?x, "a") ?y | }', 'property'],
    ['SELECT * WHERE { OPTIONAL { ?x | } }', 'property'],
    ['SELECT * WHERE { ?x a hp:Tie OPTIONAL { ?x hp:role ?r } | }', 'subject'],
    ['SELECT * WHERE { VALUES ?role { | } }', 'object'],
    ['SELECT * WHERE { VALUES ?role { role:host } ?x | }', 'property'],
    ['SELECT * WHERE { # a comment . ;\n ?x | }', 'property'],
    ['SELECT * WHERE { ?x skos:prefLabel "a . b"@en ; | }', 'property'],
    ['SELECT * WHERE { GRAPH ?g { ?x | } }', 'property'],
    ['SELECT |', 'keyword'],
    ['SELECT * WHERE { ?x a hp:Tie } ORDER BY |', 'keyword'],
    ['PREFIX |', 'prefix'],
  ])('%s', (text, role) => {
    expect(at(text)?.role).toBe(role);
  });

  it.each(['SELECT * { ?x a "wor|', 'SELECT * { # wor|', 'SELECT * { ?x a <http://a|'])('is nowhere in %s', (text) => {
    expect(at(text)).toBeNull();
  });

  it('begins with the word that is being written, and knows the property before', () => {
    expect(at('SELECT * { ?x hp:role role:org| }')).toEqual({ role: 'object', from: 22, word: 'role:org', property: 'hp:role' });
  });
});
