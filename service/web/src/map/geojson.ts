import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import type { Geography } from '../api/types';
import { POINTS } from './points';

type Told = Feature<Geometry | null>;

/** The map as GeoJSON (RFC 7946): places and countries as points, pairs of countries as lines between them. */
export function asGeoJson({ generation, places, countries, edges }: Geography): FeatureCollection<Geometry | null> & { generation: number } {
  const at = new Map(countries.flatMap(({ id, country }): [string, Position][] => (POINTS[country] ? [[id, [...POINTS[country]]]] : [])));
  const points = places.map(({ id, longitude, latitude, ...told }): Told => ({
    type: 'Feature', id, geometry: { type: 'Point', coordinates: [longitude, latitude] }, properties: { ...told, precision: told.kind },
  }));
  const nations = countries.map(({ id, ...told }): Told => {
    const coordinates = at.get(id);
    return { type: 'Feature', id, geometry: coordinates ? { type: 'Point', coordinates } : null, properties: { ...told, precision: 'country' } };
  });
  const pairs = edges.flatMap(({ source, target, activities, first, last }): Told[] => {
    const [from, to] = [at.get(source), at.get(target)];
    if (!from || !to) return [];
    return [{ type: 'Feature', geometry: { type: 'LineString', coordinates: [from, to] }, properties: { source, target, activities, first, last } }];
  });
  return { type: 'FeatureCollection', generation, features: [...points, ...nations, ...pairs] };
}
