import type { Geography } from '../api/types';

const COUNTRY = 'http://publications.europa.eu/resource/authority/country/';

/** A small map for tests: two places, a country known no better, one that has no point, and three pairs. */
export function example(): Geography {
  const tie = (source: string, target: string, activities: number) => ({
    source: COUNTRY + source, target: COUNTRY + target, activities, weight: activities, first: 2008, last: 2011, roles: [], sources: 1,
  });
  const country = (id: string, letters: string, activities: number, placed: number) => ({
    id: COUNTRY + id, label: id, country: letters, degree: 2, activities, placed,
  });
  const place = (id: string, kind: string, activities: number, longitude: number, latitude: number) => ({
    id, label: id, kind, country: 'AZ', longitude, latitude, places: 1, activities, first: 2008, last: 2009,
  });
  return {
    generation: 3,
    of: null,
    total: { activities: 30, point: 20, country: 6, nowhere: 4, places: 2, edges: 3 },
    truncated: false,
    places: [place('baku', 'city', 16, 49.9, 40.4), place('garabagh', 'region', 4, 46.9, 40)],
    countries: [country('AZE', 'AZ', 20, 0), country('FJI', 'FJ', 9, 4), country('NZL', 'NZ', 9, 0), country('UMI', 'UM', 2, 2)],
    edges: [tie('AZE', 'FJI', 9), tie('AZE', 'NZL', 1), tie('FJI', 'UMI', 1)],
    years: { first: 2008, last: 2010, roles: { partner: [1, 0, 2], organiser: [3, 0, 1] } },
  };
}
