import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { arc } from './arcs';
import { drawn, type Atlas } from './atlas';
import { away } from './hit';
import { earth, fitting, framed, HEIGHT, looking, moved, onScreen, projected, WORLD, zoomed, type Pieces } from './projection';

const require = createRequire(import.meta.url);

function longest(pieces: Pieces): number {
  let most = 0;
  for (const piece of pieces) piece.forEach(([x, y], place) => {
    const [px, py] = piece[place - 1] ?? [x, y];
    // Along the edge of the world and along the pole a step may be long.
    if (Math.abs(x - px) > most && away(outlineOfTheWorld, (x + px) / 2, (y + py) / 2) >= 1) most = Math.abs(x - px);
  });
  return most;
}

const outlineOfTheWorld = projected({ type: 'Sphere' })[0] ?? [];

describe.each(['110m', '50m'])('the atlas of 1 : %s', (detail) => {
  let atlas: Atlas;
  beforeAll(async () => {
    const file = require.resolve(`world-atlas/countries-${detail}.json`);
    atlas = await drawn(JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof drawn>[0], () => Promise.resolve());
  });

  it('is cut at the antimeridian: no line runs across the world', () => {
    expect(longest(atlas.land)).toBeLessThan(WORLD / 12);
    expect(longest(atlas.borders)).toBeLessThan(WORLD / 12);
  });

  it('has land on both edges of the world', () => {
    const all = atlas.land.flat().map(([x]) => x);
    expect(Math.min(...all)).toBeLessThan(WORLD * 0.15);
    expect(Math.max(...all)).toBeGreaterThan(WORLD * 0.85);
  });

  it('lies within the world', () => {
    const outside = [...atlas.land, ...atlas.borders].flat().filter(([x, y]) => x < -0.01 || x > WORLD + 0.01 || y < -0.01 || y > HEIGHT + 0.01);
    expect(outside).toEqual([]);
  });
});

describe('Equal Earth', () => {
  it('keeps areas true', () => {
    const area = (latitude: number): number => {
      const [west, east, south, north] = [10, 10.1, latitude, latitude + 0.1];
      const corners = [[west, south], [east, south], [east, north], [west, north]].map((one): [number, number] => earth(one as [number, number]) ?? [0, 0]);
      const doubled = corners.reduce((sum, [x, y], place) => {
        const [nx, ny] = corners[(place + 1) % 4] ?? [0, 0];
        return sum + x * ny - nx * y;
      }, 0);
      return Math.abs(doubled) / Math.cos(((latitude + 0.05) * Math.PI) / 180);
    };
    expect(area(60) / area(0)).toBeCloseTo(1, 2);
  });

  it('cuts an arc that crosses the antimeridian in two', () => {
    expect(projected({ type: 'LineString', coordinates: arc([170, -40], [-170, -20]) })).toHaveLength(2);
    expect(projected({ type: 'LineString', coordinates: arc([10, 40], [60, 20]) })).toHaveLength(1);
  });
});

describe('frames', () => {
  const points: [number, number][] = [[27.6, 53.9], [49.9, 40.4], [71.4, 51.1]];

  it('show all points, with room around them', () => {
    for (const [width, height] of [[1000, 500], [390, 520]] as const) {
      const frame = framed(fitting(points, width, height), width, height);
      for (const point of points) {
        const [x, y] = onScreen(frame, point);
        expect(x > 20 && x < width - 20 && y > 20 && y < height - 20).toBe(true);
      }
    }
  });

  it('show the world where there is nothing, and a town with what lies around it', () => {
    expect(fitting([], 1000, 500).zoom).toBe(1);
    expect(fitting([[49.9, 40.4]], 1000, 500).zoom).toBeLessThan(20);
  });

  it('come back from the look that is kept of them', () => {
    const frame = framed({ longitude: 50, latitude: 40, zoom: 4 }, 900, 600);
    const look = looking(frame);
    expect([look.longitude, look.latitude, look.zoom]).toEqual([expect.closeTo(50, 3), expect.closeTo(40, 3), expect.closeTo(4, 6)]);
    const beside = looking(moved(frame, 90_000, 0));
    expect(Math.abs(beside.longitude)).toBeLessThanOrEqual(180);
  });

  it('keep the point under the pointer where it is, and stay within bounds', () => {
    const frame = framed({ longitude: 50, latitude: 40, zoom: 4 }, 900, 600);
    const [x, y] = onScreen(frame, [60, 45]);
    const [nx, ny] = onScreen(zoomed(frame, 2, [x, y]), [60, 45]);
    expect([nx, ny]).toEqual([expect.closeTo(x, 6), expect.closeTo(y, 6)]);
    expect(looking(zoomed(frame, 1e9, [0, 0])).zoom).toBeCloseTo(60);
    expect(looking(zoomed(frame, 1e-9, [450, 300])).zoom).toBeCloseTo(0.8);
  });
});
