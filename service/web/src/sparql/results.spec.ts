import { describe, expect, it } from 'vitest';
import { asCsv, fromJson, fromTriples, numeric, yearOf } from './results';

const XSD = 'http://www.w3.org/2001/XMLSchema#';

describe('results', () => {
  it('read rows, and leave empty what is not bound', () => {
    const found = fromJson({
      head: { vars: ['who', 'count'] },
      results: { bindings: [{ who: { type: 'uri', value: 'http://a/b' }, count: { type: 'literal', value: '3', datatype: `${XSD}integer` } }, {}] },
    });
    expect(found.columns).toEqual(['who', 'count']);
    expect(found.rows[1]).toEqual([null, null]);
    expect(found.rows[0]?.[0]).toEqual({ kind: 'thing', value: 'http://a/b' });
    expect(numeric(found.rows[0]?.[1] ?? null)).toBe(3);
  });

  it('read the answer of an ASK', () => {
    expect(fromJson({ head: {}, boolean: false }).yes).toBe(false);
  });

  it('read statements with their escapes, languages and types', () => {
    const found = fromTriples('<http://a> <http://p> "a \\"b\\" \\u0416\\n"@ru .\n_:x <http://p> "1"^^<http://t> .\n_:x <http://p> <http://b> .\n');
    expect(found.statements).toBe(true);
    expect(found.rows.map((row) => row[2])).toEqual([
      { kind: 'text', value: 'a "b" Ж\n', language: 'ru', datatype: undefined },
      { kind: 'text', value: '1', language: undefined, datatype: 'http://t' },
      { kind: 'thing', value: 'http://b' },
    ]);
    expect(found.rows[1]?.[0]).toEqual({ kind: 'blank', value: '_:x' });
  });

  it('see years in dates and in numbers, and in nothing else', () => {
    const text = (value: string): number | null => yearOf({ kind: 'text', value });
    expect([text('2013-11-05'), text('2013'), text('2013-11'), text('9999'), text('12'), text('Baku')]).toEqual([2013, 2013, 2013, null, null, null]);
  });

  it('are written as CSV that quotes what would break a row', () => {
    const result = { columns: ['a', 'b'], rows: [[{ kind: 'text' as const, value: 'x, "y"\nz' }, null]], yes: null, statements: false };
    expect(asCsv(result)).toBe('a,b\r\n"x, ""y""\nz",\r\n');
  });
});
