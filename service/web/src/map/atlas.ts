import { feature, mesh } from 'topojson-client';
import type { LineString, Polygon } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import fine from 'world-atlas/countries-50m.json?url';
import coarse from 'world-atlas/countries-110m.json?url';
import { projected, type Pieces } from './projection';

/** Land and the borders between countries, projected: Natural Earth's, of world-atlas. */
export interface Atlas {
  land: Pieces;
  borders: Pieces;
}

type Countries = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

/** Coarse while the map moves (1 : 110 million), fine while it rests (1 : 50 million); from this server alone. */
export const ADDRESSES = { coarse, fine };

const kept = new Map<string, Promise<Atlas>>();

/** Fetch and project an atlas, once. */
export function atlas(address: string): Promise<Atlas> {
  const held = kept.get(address) ?? fetched(address);
  kept.set(address, held);
  // What failed may be had the next time.
  held.catch(() => kept.delete(address));
  return held;
}

async function fetched(address: string): Promise<Atlas> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return drawn((await answer.json()) as Countries, breath);
}

/** Longest time, in milliseconds, for which the page cannot be used while an atlas is projected. */
const TURN = 12;

/** Project an atlas, piece by piece, and let others have their turn between the pieces. */
export async function drawn(countries: Countries, pause: () => Promise<void>): Promise<Atlas> {
  const land = feature(countries, countries.objects.land).features.flatMap(({ geometry }): Polygon[] =>
    geometry.type === 'MultiPolygon' ? geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates })) : [geometry as Polygon],
  );
  const lines = mesh(countries, countries.objects.countries, (one, other) => one !== other).coordinates;
  const borders = lines.map((coordinates): LineString => ({ type: 'LineString', coordinates }));
  return { land: await inTurns(land, pause), borders: await inTurns(borders, pause) };
}

async function inTurns(shapes: (Polygon | LineString)[], pause: () => Promise<void>): Promise<Pieces> {
  const pieces: Pieces = [];
  let since = performance.now();
  for (const shape of shapes) {
    pieces.push(...projected(shape));
    if (performance.now() - since < TURN) continue;
    await pause();
    since = performance.now();
  }
  return pieces;
}

function breath(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}
