import { describe, expect, it } from 'vitest';
import { Endpoint, LONGEST, placeOf } from './asking';

const BASE = 'http://graph.example/';
const never = new AbortController().signal;

function endpoint(answer: (address: string, sent: RequestInit) => Response): Endpoint {
  return new Endpoint((address, sent) => Promise.resolve(answer(String(address), sent ?? {})), BASE, 'fr');
}

describe('the endpoint', () => {
  it('answers a query with rows and the generation of the data', async () => {
    const asked: string[] = [];
    const found = await endpoint((address, sent) => {
      asked.push(address, String(sent.body), new Headers(sent.headers).get('Accept-Language') ?? '');
      return new Response('{"head":{"vars":["x"]},"results":{"bindings":[]}}', { headers: { 'Content-Type': 'application/sparql-results+json', 'Koinon-Generation': '7' } });
    }).answer('SELECT ?x {}', 'too long', never);
    expect(asked).toEqual(['/sparql', 'query=SELECT+%3Fx+%7B%7D', 'fr']);
    expect([found.result.columns, found.generation]).toEqual([['x'], 7]);
  });

  it('answers with statements', async () => {
    const found = await endpoint(() => new Response('<http://a> <http://b> <http://c> .\n', { headers: { 'Content-Type': 'application/n-triples' } })).answer('', '', never);
    expect(found.result.rows).toHaveLength(1);
  });

  it('tells in a sentence why it did not answer', async () => {
    const refused = endpoint(() => new Response('{"detail":"The query is not SPARQL."}', { status: 400 }));
    await expect(refused.answer('', '', never)).rejects.toThrow('The query is not SPARQL.');
    await expect(endpoint(() => new Response('<html>', { status: 502 })).answer('', '', never)).rejects.toThrow('answered 502');
  });

  it('stops reading what no page can show', async () => {
    const piece = new Uint8Array(1_000_000);
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(piece) });
    await expect(endpoint(() => new Response(body)).answer('', 'Take it as a file.', never)).rejects.toThrow('Take it as a file.');
    expect(LONGEST).toBeGreaterThan(1_000_000);
  });

  it('names things, those of the graph by their short addresses', async () => {
    const asked: string[] = [];
    const found = await endpoint((address) => {
      asked.push(address);
      return new Response('{"labels":{"organisation/x":"X","http://b/y":"Y"}}');
    }).labels([`${BASE}organisation/x`, 'http://b/y'], never);
    expect(asked).toEqual(['/api/labels?id=organisation%2Fx&id=http%3A%2F%2Fb%2Fy']);
    expect([...found]).toEqual([[`${BASE}organisation/x`, 'X'], ['http://b/y', 'Y']]);
  });

  it('finds the place that an error names', () => {
    expect(placeOf('The query is not SPARQL at line 2, column 10: expected OPTIONAL.')).toEqual({ line: 2, column: 10 });
    expect(placeOf('It took too long.')).toBeNull();
  });
});
