import { describe, expect, it } from 'vitest';
import { Client, Problem } from './client';

const idle = new AbortController().signal;

function answering(status: number, body: string): { asked: string[]; client: Client } {
  const asked: string[] = [];
  const ask = (async (address: string) => {
    asked.push(address);
    return new Response(body, { status });
  }) as unknown as typeof fetch;
  return { asked, client: new Client(ask, 'en') };
}

describe('Client', () => {
  it('renames the filters that have the name of an end', async () => {
    const { asked, client } = answering(200, '{}');
    await client.tie('a', 'b', [['source', 's'], ['from', '2008']], idle);
    await client.path('a', 'b', ['c'], [['from', '2008'], ['source', 's']], idle);
    expect(asked).toEqual([
      '/api/network/tie?source=a&target=b&stated-by=s&from=2008',
      '/api/network/path?from=a&to=b&avoid=c&from-year=2008&source=s',
    ]);
  });

  it('tells the sentence of a problem document', async () => {
    const { client } = answering(400, '{"detail": "There is no filter “x”."}');
    await expect(client.network([], idle)).rejects.toThrow('There is no filter “x”.');
  });

  it('tells the status where a proxy answers in HTML', async () => {
    const { client } = answering(502, '<html>');
    await expect(client.facets([], idle)).rejects.toEqual(new Problem('The service answered 502.', 502));
  });
});
