import { geoEqualEarth, geoPath, type GeoContext, type GeoProjection } from 'd3-geo';
import type { GeoPermissibleObjects } from 'd3-geo';
import type { Look } from '../state/view';
import type { Degrees } from './arcs';

export type Point = [x: number, y: number];
/** Lines of points, one for each piece: what crosses the antimeridian is cut there. */
export type Pieces = Point[][];

export const [FARTHEST, NEAREST] = [0.8, 60];
/** The whole world is so many units wide; screens are made of it by moving and scaling alone. */
export const WORLD = 1000;

/**
 * Equal Earth (Šavrič, Patterson & Jenny 2018): areas are true, and it is cut where the world is, at the
 * antimeridian.
 */
export const earth: GeoProjection = geoEqualEarth().fitWidth(WORLD, { type: 'Sphere' }).precision(0.3);
export const HEIGHT = geoPath(earth).bounds({ type: 'Sphere' })[1][1];

/** What lies where on a screen of `width` by `height` pixels. */
export interface Frame {
  width: number;
  height: number;
  /** Pixels a unit of the world takes. */
  scale: number;
  /** Where the world's left upper corner lies. */
  x: number;
  y: number;
}

/** Project something into pieces of lines. */
export function projected(shape: GeoPermissibleObjects): Pieces {
  const pieces: Pieces = [];
  geoPath(earth, collecting(pieces))(shape);
  return pieces;
}

function collecting(pieces: Pieces): GeoContext {
  return {
    beginPath: () => undefined,
    moveTo: (x, y) => void pieces.push([[x, y]]),
    lineTo: (x, y) => void pieces.at(-1)?.push([x, y]),
    closePath: () => {
      const piece = pieces.at(-1);
      if (piece?.[0]) piece.push(piece[0]);
    },
    arc: () => undefined,
  };
}

/** The frame of a look. */
export function framed(look: Look, width: number, height: number): Frame {
  const scale = unit(width, height) * look.zoom;
  const [x, y] = earth([look.longitude, look.latitude]) ?? [WORLD / 2, HEIGHT / 2];
  return { width, height, scale, x: width / 2 - x * scale, y: height / 2 - y * scale };
}

/** The look of a frame; its middle may lie beside the world, and is then drawn back to its edge. */
export function looking({ width, height, scale, x, y }: Frame): Look {
  const middle: Point = [(width / 2 - x) / scale, (height / 2 - y) / scale];
  const [longitude, latitude] = earth.invert?.([within(middle[0], WORLD), within(middle[1], HEIGHT)]) ?? [0, 0];
  return { longitude: within180(longitude), latitude: within180(latitude, 90), zoom: scale / unit(width, height) };
}

/** The look that shows points with room around them, and the whole world where there are none. */
export function fitting(points: readonly Degrees[], width: number, height: number): Look {
  const placed = points.map(([longitude, latitude]): Point => earth([longitude, latitude]) ?? [0, 0]);
  if (!placed.length) return { longitude: 0, latitude: 8, zoom: 1 };
  const [left, right] = [Math.min(...placed.map(([x]) => x)), Math.max(...placed.map(([x]) => x))];
  const [top, bottom] = [Math.min(...placed.map(([, y]) => y)), Math.max(...placed.map(([, y]) => y))];
  const room = 0.78;
  // A single town is shown with what lies around it.
  const scale = Math.min((room * width) / Math.max(right - left, 60), (room * height) / Math.max(bottom - top, 40));
  const zoom = Math.max(1, Math.min(scale / unit(width, height), NEAREST));
  const [longitude, latitude] = earth.invert?.([(left + right) / 2, (top + bottom) / 2]) ?? [0, 0];
  return zoom === 1 ? { longitude: 0, latitude: 8, zoom } : { longitude, latitude, zoom };
}

/** A frame moved by some pixels. */
export function moved(frame: Frame, dx: number, dy: number): Frame {
  return { ...frame, x: frame.x + dx, y: frame.y + dy };
}

/** A frame in which everything is so many times larger, what lies at a point of the screen staying there. */
export function zoomed(frame: Frame, ratio: number, [x, y]: Point): Frame {
  const least = unit(frame.width, frame.height);
  const scale = Math.max(least * FARTHEST, Math.min(frame.scale * ratio, least * NEAREST));
  const by = scale / frame.scale;
  return { ...frame, scale, x: x - (x - frame.x) * by, y: y - (y - frame.y) * by };
}

/** Where something lies on the screen. */
export function onScreen(frame: Frame, [longitude, latitude]: Degrees): Point {
  const [x, y] = earth([longitude, latitude]) ?? [NaN, NaN];
  return [frame.x + x * frame.scale, frame.y + y * frame.scale];
}

function unit(width: number, height: number): number {
  return Math.min(width / WORLD, height / HEIGHT);
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}

function within180(value: number, most = 180): number {
  return Number.isFinite(value) ? Math.max(-most, Math.min(value, most)) : 0;
}
