import { describe, expect, it } from 'vitest';
import type { Terms } from './asking';
import { declaration, offersAt, written } from './completion';

const HP = 'https://w3id.org/heritage-partnerships/ns#';
const ROLE = 'https://w3id.org/heritage-partnerships/role/';
const SKOS = 'http://www.w3.org/2004/02/skos/core#';
const term = (id: string, label: string, count: number) => ({ id, label, count, comment: null });
const terms: Terms = {
  generation: 1,
  prefixes: { hp: HP, role: ROLE, skos: SKOS },
  classes: [term(`${HP}Involvement`, 'involvement', 322), term(`${HP}Training`, 'training', 11)],
  properties: [term(`${SKOS}prefLabel`, 'name', 900), term(`${HP}role`, 'role', 322), term(`${HP}involvement`, 'has involvement', 322)],
  concepts: [term(`${ROLE}host`, 'host', 3), term(`${ROLE}co-organiser`, 'co-organiser', 5), term('http://example.org/x', 'x', 9)],
};

function offered(text: string): string[] {
  const cursor = text.indexOf('|');
  return offersAt(text.replace('|', ''), cursor, terms)?.offers.map((offer) => offer.text) ?? [];
}

describe('completion', () => {
  it('offers classes after “a”, the most used first', () => {
    expect(offered('SELECT * { ?x a | }')).toEqual(['hp:Involvement', 'hp:Training']);
    expect(offered('SELECT * { ?x a tr| }')).toEqual(['hp:Training']);
  });

  it('offers properties by their names and by what they mean', () => {
    expect(offered('SELECT * { ?x | }')).toEqual(['skos:prefLabel', 'hp:role', 'hp:involvement', 'a']);
    expect(offered('SELECT * { ?x nam| }')).toEqual(['skos:prefLabel']);
    expect(offered('SELECT * { ?x hp:i| }')).toEqual(['hp:involvement']);
  });

  it('offers roles where a role is due, the most used first', () => {
    expect(offered('SELECT * { ?x hp:role | }')).toEqual(['role:co-organiser', 'role:host']);
    expect(offered('SELECT * { ?x hp:what | }')).toContain('<http://example.org/x>');
  });

  it('offers the variables of the query, not the one being written', () => {
    expect(offered('SELECT ?organisation { ?o| }')).toEqual(['?organisation']);
  });

  it('offers words and prefixes where they belong', () => {
    expect(offered('SELECT * { } ORD|')).toContain('ORDER BY');
    expect(offered('PREFIX sk|')).toEqual([`skos: <${SKOS}>`]);
  });

  it('offers nothing within strings', () => {
    expect(offered('SELECT * { ?x hp:role "ho| }')).toEqual([]);
  });

  it('leaves in angle brackets what a prefixed name cannot hold', () => {
    expect(written(`${ROLE}a/b`, terms.prefixes)).toEqual({ text: `<${ROLE}a/b>`, prefix: null });
    expect(written(`${ROLE}co-organiser`, terms.prefixes)).toEqual({ text: 'role:co-organiser', prefix: 'role' });
  });

  it('declares a prefix once, after the others and below the comment at the head', () => {
    const query = `# What?\nPREFIX hp: <${HP}>\nSELECT * { }`;
    expect(declaration(query, 'hp', terms.prefixes)).toBeNull();
    expect(declaration(query, 'skos', terms.prefixes)).toEqual({ at: query.indexOf('SELECT'), text: `PREFIX skos: <${SKOS}>\n` });
    expect(declaration('# What?\nSELECT * { }', 'hp', terms.prefixes)?.at).toBe(8);
    expect(declaration('SELECT * { }', 'nobody', terms.prefixes)).toBeNull();
  });
});
