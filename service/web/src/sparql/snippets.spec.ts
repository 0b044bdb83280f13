import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { snippet, TOOLS } from './snippets';

const QUERY = '# It\'s "quoted"\nSELECT ?x { ?x ?y "a\\tb"@en }';

describe('snippets', () => {
  it.each(TOOLS)('%s asks at the address of the page', (tool) => {
    expect(snippet(tool, 'http://here:8820/sparql', QUERY)).toContain('http://here:8820/sparql');
  });

  it('give the shell the query as it is', () => {
    const [, argument] = snippet('curl', 'http://here', QUERY).split('--data-urlencode ');
    expect(execFileSync('sh', ['-c', `printf %s ${argument}`]).toString()).toBe(`query=${QUERY}`);
  });

  it('escape what Python and R would read otherwise', () => {
    for (const tool of ['Python', 'R'] as const) expect(snippet(tool, 'http://here', QUERY)).toContain('\\"a\\\\tb\\"@en');
  });
});
