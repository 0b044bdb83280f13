import { geoDistance } from 'd3-geo';
import { describe, expect, it } from 'vitest';
import { arc } from './arcs';

describe('arc', () => {
  it('runs from one end to the other', () => {
    const line = arc([47.5, 40.2], [67.3, 47.9]);
    expect(geoDistance(line[0] ?? [0, 0], [47.5, 40.2])).toBeLessThan(1e-6);
    expect(geoDistance(line.at(-1) ?? [0, 0], [67.3, 47.9])).toBeLessThan(1e-6);
  });

  it('bows to the north, whichever end comes first', () => {
    for (const line of [arc([0, 0], [40, 0]), arc([40, 0], [0, 0])]) expect(line[16]?.[1]).toBeGreaterThan(3);
  });

  it('takes the short way across the antimeridian', () => {
    const longitudes = arc([170, -40], [-170, -20]).map(([longitude]) => Math.abs(longitude));
    expect(Math.min(...longitudes)).toBeGreaterThan(169);
  });

  it('stays a point between a point and itself', () => {
    for (const [longitude, latitude] of arc([10, 10], [10, 10])) expect(geoDistance([longitude, latitude], [10, 10])).toBeLessThan(1e-6);
  });
});
