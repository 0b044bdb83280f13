import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { communityId, communityOf, ofColumns, ofCommunities, type NetworkColumns } from './columns';
import type { Network } from './types';

// The service's own tests hold what it writes to the same file.
const both = JSON.parse(readFileSync('../../tests/graph/network/columns.json', 'utf8')) as { objects: Network; columns: NetworkColumns };

describe('ofColumns', () => {
  it('reads what the object form says', () => {
    expect(ofColumns(both.columns)).toEqual(both.objects);
  });

  it('reads a network of nothing', () => {
    const nothing = { generation: 1, total: { nodes: 0, edges: 0 }, truncated: false };
    expect(ofColumns({ ...nothing, nodes: { id: { begin: '', rest: [] } }, edges: {} })).toEqual({ ...nothing, nodes: [], edges: [] });
  });
});

describe('ofCommunities', () => {
  const one = { number: 0, label: 'A; B', members: 900, country: 'FR', inside: 5, degree: 1, strength: 2, x: 0, y: 1 };
  const folded = { generation: 4, total: { nodes: 1000, edges: 5000 }, communities: [one, { ...one, number: 1, members: 90 }], edges: [{ source: 0, target: 1, weight: 2 }] };

  it('shows communities as nodes and says that smaller ones are left out', () => {
    const network = ofCommunities(folded);
    expect(network).toMatchObject({ generation: 4, folded: true, truncated: true });
    expect(network.nodes.map(({ id, community, members }) => [id, community, members])).toEqual([[communityId(0), 0, 900], [communityId(1), 1, 90]]);
    expect(network.edges).toMatchObject([{ source: communityId(0), target: communityId(1), weight: 2 }]);
  });

  it('tells communities from things', () => {
    expect([communityOf(communityId(12)), communityOf('http://example.org/organisation/community:1')]).toEqual([12, null]);
  });
});
