import type { Points } from './points';

/** What the picture is about now: nodes by number, and which ties of theirs are meant. */
export interface Focus {
  nodes: number[];
  /** The ties that stand out, by number. */
  ties: number[];
  /** Nodes at the other ends of these ties. */
  near: number[];
}

export const NOTHING: Focus = { nodes: [], ties: [], near: [] };

/** A node with all its ties. */
export function around(points: Points, id: string): Focus {
  const node = points.place(id);
  if (node < 0) return NOTHING;
  const ties = [...points.tiesOf(node)];
  return { nodes: [node], ties, near: ties.map((tie) => otherEnd(points, tie, node)) };
}

/** Nodes in their order, each with the tie to the next: both ends of a tie, or the stops of a path. */
export function along(points: Points, ids: readonly string[]): Focus {
  const nodes = ids.map((id) => points.place(id)).filter((node) => node >= 0);
  const ties = nodes.flatMap((node, place) => {
    const tie = [...points.tiesOf(node)].find((one) => otherEnd(points, one, node) === nodes[place + 1]);
    return tie === undefined ? [] : [tie];
  });
  return { nodes, ties, near: [] };
}

/** Nodes chosen together, with the ties among them. */
export function together(points: Points, ids: Iterable<string>): Focus {
  const nodes = [...ids].map((id) => points.place(id)).filter((node) => node >= 0);
  const kept = new Set(nodes);
  const ties = new Set(nodes.flatMap((node) => [...points.tiesOf(node)].filter((tie) => kept.has(otherEnd(points, tie, node)))));
  return { nodes, ties: [...ties], near: [] };
}

function otherEnd(points: Points, tie: number, node: number): number {
  const source = points.source[tie] as number;
  return source === node ? (points.target[tie] as number) : source;
}

/** How the focus is drawn: places and radii in pixels, colours. */
export interface Sheet {
  at: (node: number) => { x: number; y: number };
  radius: (node: number) => number;
  width: (tie: number) => number;
  dashed: (tie: number) => boolean;
  fill: (node: number) => string;
  line: string;
  ring: string;
}

/** Draw what is in focus over the dimmed picture: ties, the nodes they lead to, and those it is about with a ring. */
export function drawFocus(context: CanvasRenderingContext2D, points: Points, { nodes, ties, near }: Focus, sheet: Sheet): void {
  context.strokeStyle = sheet.line;
  for (const tie of ties) {
    const [a, b] = [sheet.at(points.source[tie] as number), sheet.at(points.target[tie] as number)];
    context.lineWidth = sheet.width(tie);
    context.setLineDash(sheet.dashed(tie) ? [6, 4] : []);
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
  }
  context.setLineDash([]);
  for (const node of [...near, ...nodes]) {
    const { x, y } = sheet.at(node);
    context.fillStyle = sheet.fill(node);
    context.beginPath();
    context.arc(x, y, sheet.radius(node), 0, Math.PI * 2);
    context.fill();
  }
  context.strokeStyle = sheet.ring;
  context.lineWidth = 2;
  for (const node of nodes) {
    const { x, y } = sheet.at(node);
    context.beginPath();
    context.arc(x, y, sheet.radius(node) + 2.5, 0, Math.PI * 2);
    context.stroke();
  }
}
