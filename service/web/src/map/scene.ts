import type { Scene, Shape } from '../export/scene';
import type { Geography } from '../api/types';
import type { Look } from '../state/view';
import type { Atlas } from './atlas';
import type { MapColours } from './colours';
import { extent, marked, type Link, type Mark } from './marks';
import { fitting, framed, onScreen, projected, type Frame, type Pieces } from './projection';

const [WIDTH, HEIGHT, FOOT, LINE, EDGE] = [1600, 1000, 110, 22, 45];
const LABELLED = 40;
/** Points of a line closer than this cannot be told apart on paper. */
const NEAR = 0.6;

/** Words of the legend, in the language of the page. */
export interface Said {
  places: string;
  vague: string;
  pairs: string;
  nowhere: string;
  ground: string;
}

/** Draw the map with its legend, its filters and the version of its data: it can stand alone in a paper. */
export function mapScene(geography: Geography, atlas: Atlas, look: Look | null, borders: boolean, colours: MapColours, said: Said, caption: string[]): Scene {
  const laid = marked(geography);
  const { marks, links } = laid;
  const frame = framed(look ?? fitting(extent(laid), WIDTH, HEIGHT), WIDTH, HEIGHT);
  const shapes: Shape[] = [
    { is: 'path', d: outline(projected({ type: 'Sphere' }), frame), fill: colours.sea, stroke: null, width: 0, opacity: 1 },
    { is: 'path', d: outline(atlas.land, frame), fill: colours.land, stroke: colours.border, width: 0.7, opacity: 1 },
    ...(borders ? [{ is: 'path' as const, d: outline(atlas.borders, frame), fill: null, stroke: colours.border, width: 0.7, opacity: 1 }] : []),
    ...links.map((link) => drawnLink(link, frame, colours)),
    ...marks.map((mark) => drawnMark(mark, frame, colours)),
    ...marks.slice(0, LABELLED).map((mark) => named(mark, frame, colours)),
  ];
  const foot: Shape = { is: 'path', d: `M0 ${HEIGHT}H${WIDTH}V${HEIGHT + FOOT}H0Z`, fill: colours.paper, stroke: null, width: 0, opacity: 1 };
  return { width: WIDTH, height: HEIGHT + FOOT, ground: colours.paper, shapes: [...shapes, foot, ...legend(colours, said), ...told([...caption, said.ground], colours)] };
}

/** Write pieces as a path of a frame; what lies outside of it is left out. */
export function outline(pieces: Pieces, frame: Frame): string {
  const written: string[] = [];
  for (const piece of pieces) {
    const points = piece.map(([x, y]) => [frame.x + x * frame.scale, frame.y + y * frame.scale] as const);
    const inside = points.some(([x]) => x >= 0) && points.some(([x]) => x <= frame.width) && points.some(([, y]) => y >= 0) && points.some(([, y]) => y <= frame.height);
    if (!inside) continue;
    let last: readonly [number, number] | null = null;
    points.forEach((point, place) => {
      if (last && place < points.length - 1 && Math.hypot(point[0] - last[0], point[1] - last[1]) < NEAR) return;
      written.push(`${last ? 'L' : 'M'}${short(point[0])} ${short(point[1])}`);
      last = point;
    });
  }
  return written.join('');
}

function drawnLink(link: Link, frame: Frame, colours: MapColours): Shape {
  const d = outline(projected({ type: 'LineString', coordinates: link.line }), frame);
  return { is: 'path', d, fill: null, stroke: colours.arc, width: link.width, opacity: 0.5 };
}

function drawnMark(mark: Mark, frame: Frame, colours: MapColours): Shape {
  const [x, y] = onScreen(frame, mark.at);
  const hollow = mark.hollow && mark.activities > 0;
  return { is: 'circle', x, y, radius: mark.radius, colour: mark.activities ? colours.mark : colours.arc, hollow };
}

function named(mark: Mark, frame: Frame, colours: MapColours): Shape {
  const [x, y] = onScreen(frame, mark.at);
  const end = x > WIDTH * 0.85;
  const text = mark.activities > 1 ? `${mark.label} (${mark.activities})` : mark.label;
  return { is: 'text', x: end ? x - mark.radius - 4 : x + mark.radius + 4, y: y + 5, text, size: 15, colour: colours.ink, end, halo: colours.paper };
}

function legend(colours: MapColours, said: Said): Shape[] {
  const [x, top] = [EDGE, HEIGHT + 30];
  const words = (text: string, row: number): Shape => ({ is: 'text', x: x + 34, y: top + row * LINE, text, size: 14, colour: colours.ink, end: false, halo: null });
  return [
    { is: 'circle', x: x + 12, y: top - 5, radius: 7, colour: colours.mark },
    words(said.places, 0),
    { is: 'circle', x: x + 12, y: top + LINE - 5, radius: 6, colour: colours.mark, hollow: true },
    words(said.vague, 1),
    { is: 'path', d: `M${x} ${top + 2 * LINE - 5}H${x + 24}`, fill: null, stroke: colours.arc, width: 5, opacity: 0.5 },
    words(said.pairs, 2),
    words(said.nowhere, 3),
  ];
}

function told(caption: string[], colours: MapColours): Shape[] {
  return caption.map((text, row) => ({ is: 'text', x: WIDTH - EDGE, y: HEIGHT + 30 + row * LINE, text, size: 14, colour: colours.soft, end: true, halo: null }));
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
