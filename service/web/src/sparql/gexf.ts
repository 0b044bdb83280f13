import type { Network } from '../api/types';

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Write a network as GEXF 1.3, with positions where there are any; `day` is written as `2026-01-31`. */
export function asGexf(network: Network, description: string, day: string): string {
  const nodes = network.nodes.map(({ id, label, x, y }) => {
    const place = x === null || y === null ? '' : `<viz:position x="${x.toFixed(3)}" y="${y.toFixed(3)}"/>`;
    return `<node id="${escaped(id)}" label="${escaped(label)}">${place}</node>`;
  });
  const edges = network.edges.map(({ source, target, weight }, place) => `<edge id="${place}" source="${escaped(source)}" target="${escaped(target)}" weight="${weight}"/>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    `<meta lastmodifieddate="${day}"><creator>Koinon</creator><description>${escaped(description)}</description></meta>`,
    '<graph defaultedgetype="undirected">',
    `<nodes>${nodes.join('\n')}</nodes>`,
    `<edges>${edges.join('\n')}</edges>`,
    '</graph>',
    '</gexf>',
  ].join('\n');
}

function escaped(text: string): string {
  // Control characters cannot stand in XML 1.0 at all.
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
}
