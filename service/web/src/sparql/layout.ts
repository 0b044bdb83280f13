import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import type { Network } from '../api/types';

export type Places = [id: string, x: number, y: number][];

/** Lay a network out: the same network always the same way. */
export function laidOut(nodes: string[], ties: [source: string, target: string, weight: number][]): Places {
  const graph = new Graph({ type: 'undirected' });
  // A spiral to begin with: no two nodes at one place, and nothing left to chance.
  nodes.forEach((id, n) => graph.addNode(id, { x: Math.sqrt(n + 1) * Math.cos(n * 2.4), y: Math.sqrt(n + 1) * Math.sin(n * 2.4) }));
  for (const [source, target, weight] of ties) graph.addEdge(source, target, { weight: Math.log2(1 + Math.max(weight, 0)) + 0.1 });
  const iterations = nodes.length > 500 ? 200 : 400;
  const settings = { ...forceAtlas2.inferSettings(graph), gravity: 1, strongGravityMode: true, scalingRatio: 8, barnesHutOptimize: nodes.length > 500 };
  const found = forceAtlas2(graph, { iterations, settings, getEdgeWeight: 'weight' });
  return nodes.map((id) => [id, found[id]?.x ?? 0, found[id]?.y ?? 0]);
}

/** A network with the places that were found for its nodes. */
export function placedAt(network: Network, places: Places): Network {
  const at = new Map(places.map(([id, x, y]) => [id, { x, y }]));
  return { ...network, nodes: network.nodes.map((node) => ({ ...node, ...at.get(node.id) })) };
}
