import { describe, expect, it } from 'vitest';
import { Addresses } from './address';
import { PLAIN, asParameters, toggled, turned, type View } from './view';

const BASE = 'https://example.org/';
const addresses = new Addresses(BASE);

describe('Addresses', () => {
  it('writes nothing of what is as it is by default', () => {
    expect(addresses.write(PLAIN)).toBe('');
    expect(addresses.read('')).toEqual(PLAIN);
  });

  it('reads back every part of a view', () => {
    const view: View = {
      screen: 'map',
      filters: { unit: 'country', from: '2008', role: ['partner', 'organiser'], source: [`${BASE}source/a`] },
      show: 'table',
      colour: 'kind',
      size: 'strength',
      node: `${BASE}organisation/icom`,
      tie: [`${BASE}organisation/icom`, 'http://elsewhere.example/x?y=1&z=ü'],
      path: [`${BASE}organisation/a`, `${BASE}organisation/b`],
      avoid: [`${BASE}organisation/c`],
      depth: 2,
      community: 3,
      among: 'AbC-_1zzzzzz',
      only: true,
      at: `${BASE}place/baku`,
      look: { longitude: -47.25, latitude: 40.5, zoom: 4.25 },
      borders: false,
      data: 7,
    };
    expect(addresses.read(addresses.write(view))).toEqual(view);
  });

  it('leaves the base out of what stands in the address', () => {
    expect(addresses.write({ ...PLAIN, node: `${BASE}organisation/icom` })).toBe('node=organisation/icom');
  });

  it('takes what is not possible for the default', () => {
    expect(addresses.read('show=cube&depth=9&data=x&tie=only&among=short&only=yes&community=-1&screen=globe&look=1,2&look=200,0,1')).toEqual(PLAIN);
  });

  it('keeps a depth within its bounds, and only beside a node', () => {
    expect(addresses.read('node=organisation/a&depth=9').depth).toBe(3);
    expect(addresses.read('depth=2').depth).toBe(0);
  });
});

describe('turned', () => {
  const tie: [string, string] = ['a', 'b'];

  it('keeps the filters and the chosen thing, and a tie of countries', () => {
    const view: View = { ...PLAIN, filters: { from: '2008' }, node: 'a', depth: 2, tie };
    expect({ ...view, ...turned(view, 'map') }).toEqual({ ...PLAIN, screen: 'map', filters: { from: '2008' }, node: 'a' });
    expect(turned({ ...view, filters: { unit: 'country' } }, 'map').tie).toEqual(tie);
    expect(turned(view, 'network')).toEqual({});
  });
});

describe('filters', () => {
  it('take a value in and out', () => {
    const once = toggled({}, 'role', 'partner');
    expect(once).toEqual({ role: ['partner'] });
    expect(asParameters(toggled(once, 'role', 'organiser'))).toEqual([['role', 'partner'], ['role', 'organiser']]);
    expect(asParameters(toggled(once, 'role', 'partner'))).toEqual([]);
  });
});
