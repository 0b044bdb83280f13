import type { Mark } from './marks';
import { onScreen, type Frame, type Pieces, type Point } from './projection';

/** A link whose line is projected. */
export interface Drawn {
  source: string;
  target: string;
  activities: number;
  width: number;
  pieces: Pieces;
}

/** What lies under a point of the screen: a place before an arc. */
export type Hit = { is: 'mark'; mark: Mark } | { is: 'link'; link: Drawn } | null;

/** A finger or a pointer misses by so many pixels. */
const [SLACK, SMALLEST] = [5, 7];

export function hit(frame: Frame, [x, y]: Point, marks: readonly Mark[], links: readonly Drawn[]): Hit {
  const mark = under(frame, [x, y], marks);
  if (mark) return { is: 'mark', mark };
  const [east, south] = [(x - frame.x) / frame.scale, (y - frame.y) / frame.scale];
  let [nearest, least]: [Drawn | null, number] = [null, Infinity];
  for (const link of links) {
    const distance = Math.min(...link.pieces.map((piece) => away(piece, east, south))) * frame.scale - link.width / 2;
    if (distance < SLACK && distance < least) [nearest, least] = [link, distance];
  }
  return nearest ? { is: 'link', link: nearest } : null;
}

/** The mark whose middle is nearest, as a share of its size, among those that the point touches. */
function under(frame: Frame, [x, y]: Point, marks: readonly Mark[]): Mark | null {
  let [found, least]: [Mark | null, number] = [null, 1];
  for (const mark of marks) {
    const [left, top] = onScreen(frame, mark.at);
    const share = Math.hypot(left - x, top - y) / (Math.max(mark.radius, SMALLEST) + SLACK / 2);
    if (share < least) [found, least] = [mark, share];
  }
  return found;
}

/** How far a point lies from a line of points. */
export function away(line: readonly Point[], x: number, y: number): number {
  let least = Infinity;
  for (let place = 1; place < line.length; place += 1) {
    const [[ax, ay], [bx, by]] = [line[place - 1] ?? [0, 0], line[place] ?? [0, 0]];
    const square = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = square ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square)) : 0;
    least = Math.min(least, Math.hypot(ax + along * (bx - ax) - x, ay + along * (by - ay) - y));
  }
  return least;
}
