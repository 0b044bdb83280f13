import { rightToLeft, shortened } from './geometry';

/** A node whose name may be written beside it, in pixels of the picture. */
export interface Candidate {
  label: string;
  x: number;
  y: number;
  radius: number;
  /** Named whole and before all others. */
  strong: boolean;
}

export interface Placed {
  text: string;
  /** The left end of the name, and its middle line. */
  x: number;
  y: number;
  width: number;
  strong: boolean;
}

const [GAP, MARGIN, HEIGHT] = [5, 4, 17];

/**
 * Choose where names stand: beside their nodes, the earlier candidates first, none over another.
 *
 * A name that finds no room to the right tries the left of its node, so that none is cut off at the edge, and rather
 * covers no node; one that finds room on neither side is left out: pointing at its node tells it. What is `kept` free
 * (buttons stand there) is written on by none.
 */
export function placed(candidates: Candidate[], width: number, measured: (text: string, strong: boolean) => number, most: number, kept: Placed[] = []): Placed[] {
  const taken: Placed[] = [];
  const free = (name: Placed): boolean =>
    name.x >= MARGIN && name.x + name.width <= width - MARGIN && ![...kept, ...taken].some((other) => overlap(name, other));
  const inSight = candidates.filter(({ x, y }) => x >= 0 && x <= width && y >= 0);
  for (const one of [...inSight.filter((one) => one.strong), ...inSight.filter((one) => !one.strong)]) {
    if (taken.length >= most) break;
    const text = one.strong ? one.label : shortened(one.label);
    const length = measured(text, one.strong);
    const sides = [one.x + one.radius + GAP, one.x - one.radius - GAP - length];
    const possible = sides.map((x) => ({ text, x, y: one.y, width: length, strong: one.strong })).filter(free);
    const found = possible.find((name) => !inSight.some((node) => node !== one && covers(name, node))) ?? possible[0];
    if (found) taken.push(found);
  }
  return taken;
}

function overlap(a: Placed, b: Placed): boolean {
  return Math.abs(a.y - b.y) < HEIGHT && a.x < b.x + b.width + GAP && b.x < a.x + a.width + GAP;
}

/** Whether a name would be written over a node. */
function covers(name: Placed, node: Candidate): boolean {
  return Math.abs(name.y - node.y) < HEIGHT / 2 + node.radius && node.x + node.radius > name.x && node.x - node.radius < name.x + name.width;
}

/** Write names on a halo of the ground. */
export function write(context: CanvasRenderingContext2D, names: Placed[], font: (strong: boolean) => string, ink: string, paper: string): void {
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3.5;
  for (const { text, x, y, strong } of names) {
    context.font = font(strong);
    context.direction = rightToLeft(text) ? 'rtl' : 'ltr';
    context.strokeStyle = paper;
    context.strokeText(text, x, y);
    context.fillStyle = ink;
    context.fillText(text, x, y);
  }
}
