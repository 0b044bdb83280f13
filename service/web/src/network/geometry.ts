import type { NetworkNode, Tie } from '../api/types';
import type { Size } from '../state/view';

const [SMALLEST, LARGEST] = [3, 15];

/** Radius of a node in pixels: its area grows with what it stands for. */
export function radius(node: NetworkNode, by: Size, most: number, count: number): number {
  // Many nodes have less room each.
  const room = count > 2000 ? 0.35 : count > 400 ? 0.6 : 1;
  const share = Math.sqrt(measure(node, by) / Math.max(most, 1));
  return (SMALLEST + (LARGEST - SMALLEST) * share) * (node.members ? 1.6 : room);
}

export function largest(nodes: NetworkNode[], by: Size): number {
  return nodes.reduce((most, node) => Math.max(most, measure(node, by)), 0);
}

/** What the area of a node tells: of a community, how many it has. */
function measure(node: NetworkNode, by: Size): number {
  return node.members ?? (by === 'degree' ? node.degree : node.strength);
}

/** Width of a tie in pixels, by what its ends share; the tenth activity adds less than the second. */
export function thickness(tie: Tie): number {
  return Math.min(0.6 + 0.9 * Math.log2(1 + tie.activities), 6);
}

/** The box that holds all but the farthest hundredth on each side: outliers would shrink everything. */
export function bounds(nodes: NetworkNode[]): { x: [number, number]; y: [number, number] } {
  return { x: middle(nodes.map((node) => node.x ?? 0)), y: middle(nodes.map((node) => node.y ?? 0)) };
}

function middle(values: number[]): [number, number] {
  const sorted = [...values].sort((a, b) => a - b);
  // Among few nodes nobody is an outlier.
  const cut = sorted.length < 100 ? 0 : Math.floor(sorted.length / 100);
  const [low, high] = [sorted[cut] ?? 0, sorted[sorted.length - 1 - cut] ?? 0];
  return low === high ? [low - 1, high + 1] : [low, high];
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Whether a name is written from right to left, by its first strong letter. */
export function rightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? '');
}

/** A name short enough for the picture; the panel and the table give it whole. */
export function shortened(label: string, most = 34): string {
  if (label.length <= most) return label;
  const cut = label.slice(0, most);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > most / 2 ? space : most).trimEnd()} …`;
}
