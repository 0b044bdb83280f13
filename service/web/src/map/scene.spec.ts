import { describe, expect, it } from 'vitest';
import { asSvg } from '../export/scene';
import { mapColours } from './colours';
import { example } from './example';
import { asGeoJson } from './geojson';
import { framed, projected } from './projection';
import { mapScene, outline } from './scene';

const said = { places: 'at a place', vague: 'somewhere', pairs: 'shared', nowhere: '4 without a place', ground: 'Natural Earth' };
const square = projected({ type: 'Polygon', coordinates: [[[40, 30], [40, 50], [60, 50], [60, 30], [40, 30]]] });
const atlas = { land: square, borders: [] };

describe('the map for print', () => {
  const scene = mapScene(example(), atlas, null, true, mapColours(false), said, ['Data version 3']);

  it('holds places, rings, arcs, the legend and the caption', () => {
    const circles = scene.shapes.filter((shape) => shape.is === 'circle');
    expect(circles).toHaveLength(5 + 2);
    expect(circles.filter((one) => one.hollow)).toHaveLength(2 + 1);
    const svg = asSvg(scene);
    for (const text of [...Object.values(said), 'baku (16)', 'Data version 3']) expect(svg).toContain(`>${text}</text>`);
    expect(svg).toContain('fill="none" stroke="#b8541a"');
  });

  it('draws no borders where none are wanted', () => {
    const paths = (borders: boolean) => mapScene(example(), atlas, null, borders, mapColours(false), said, []).shapes.filter((one) => one.is === 'path').length;
    expect(paths(true) - paths(false)).toBe(1);
  });

  it('leaves out land that lies outside of the frame', () => {
    expect(outline(square, framed({ longitude: 50, latitude: 40, zoom: 2 }, 800, 400))).toMatch(/^M/);
    expect(outline(square, framed({ longitude: -100, latitude: 40, zoom: 8 }, 800, 400))).toBe('');
  });
});

describe('GeoJSON', () => {
  it('gives every place, country and pair, and says how exact they are', () => {
    const { features } = asGeoJson(example());
    expect(features.map(({ geometry }) => (geometry as { type: string } | null)?.type ?? null)).toEqual(['Point', 'Point', 'Point', 'Point', 'Point', null, 'LineString', 'LineString']);
    expect(features[0]).toMatchObject({ id: 'baku', geometry: { coordinates: [49.9, 40.4] }, properties: { activities: 16, precision: 'city' } });
    expect(features[3]?.properties).toMatchObject({ placed: 4, precision: 'country' });
  });
});
