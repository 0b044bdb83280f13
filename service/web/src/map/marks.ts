import type { Geography, MapCountry, MapPlace } from '../api/types';
import { arc, type Degrees } from './arcs';
import { POINTS } from './points';

/** Something with a place on the map, drawn as a circle; what is known of its country alone is a hollow ring. */
export interface Mark {
  id: string;
  label: string;
  at: Degrees;
  activities: number;
  /** In pixels; the area grows with the activities. */
  radius: number;
  hollow: boolean;
}

/** A pair of countries, drawn as an arc whose thickness grows with the number of activities they share. */
export interface Link {
  source: string;
  target: string;
  line: [number, number][];
  activities: number;
  width: number;
}

export interface Marks {
  marks: Mark[];
  links: Link[];
  /** Countries that have activities and no point anywhere: they cannot be drawn. */
  missing: MapCountry[];
}

const [SMALLEST, LARGEST, END] = [4, 17, 2.5];
const [THINNEST, THICKEST] = [1, 7];
/** More arcs than these cannot be told apart; the table has them all. */
export const ARCS = 300;
/** Kinds of places whose point says no more than that it is somewhere around. */
const VAGUE = new Set(['country', 'region']);

/** Lay out what stands on the map; the largest marks come first, the thickest links last, to be drawn on top. */
export function marked(geography: Geography): Marks {
  const most = Math.max(1, ...geography.places.map((one) => one.activities), ...geography.countries.map((one) => one.placed));
  const ends = new Set(geography.edges.flatMap(({ source, target }) => [source, target]));
  const places = geography.places.map((place) => ofPlace(place, most));
  const countries = geography.countries.flatMap((country) => ofCountry(country, most, ends.has(country.id)) ?? []);
  return {
    marks: [...places, ...countries].sort((a, b) => b.radius - a.radius || (a.id < b.id ? -1 : 1)),
    links: linked(geography),
    missing: geography.countries.filter((country) => country.placed && !POINTS[country.country]),
  };
}

/** All points that must be seen for the map to be seen whole. */
export function extent({ marks, links }: Marks): Degrees[] {
  return [...marks.map(({ at }) => at), ...links.flatMap(({ line }) => line)];
}

export function radius(activities: number, most: number): number {
  return activities ? SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(activities / Math.max(most, 1)) : END;
}

export function thickness(activities: number, most: number): number {
  return THINNEST + (THICKEST - THINNEST) * (Math.max(activities - 1, 0) / Math.max(most - 1, 1));
}

function ofPlace(place: MapPlace, most: number): Mark {
  const { id, label, activities } = place;
  return { id, label, at: [place.longitude, place.latitude], activities, radius: radius(activities, most), hollow: VAGUE.has(place.kind ?? '') };
}

function ofCountry({ id, label, country, placed }: MapCountry, most: number, tied: boolean): Mark | null {
  const at = POINTS[country];
  return at && (placed || tied) ? { id, label, at, activities: placed, radius: radius(placed, most), hollow: true } : null;
}

function linked(geography: Geography): Link[] {
  const points = new Map(geography.countries.flatMap(({ id, country }): [string, Degrees][] => (POINTS[country] ? [[id, POINTS[country]]] : [])));
  const strongest = [...geography.edges].sort((a, b) => b.activities - a.activities).slice(0, ARCS);
  const most = strongest[0]?.activities ?? 1;
  return strongest
    .flatMap(({ source, target, activities }): Link[] => {
      const [from, to] = [points.get(source), points.get(target)];
      return from && to ? [{ source, target, activities, width: thickness(activities, most), line: arc(from, to) }] : [];
    })
    .reverse();
}
