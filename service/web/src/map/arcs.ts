import { geoDistance, geoInterpolate } from 'd3-geo';

export type Degrees = readonly [longitude: number, latitude: number];
type Vector = [number, number, number];

const [STEPS, BOW] = [32, 0.12];

/**
 * The line between two points of the globe, bowed away from the great circle, towards the north where there is one.
 *
 * Straight lines between neighbours would run over each other; a bow keeps every pair apart. Points are on the
 * globe, so that whatever draws them cuts the line at the antimeridian like everything else.
 */
export function arc(from: Degrees, to: Degrees): [number, number][] {
  const between = geoInterpolate([from[0], from[1]], [to[0], to[1]]);
  const normal = across(vector(from), vector(to));
  const height = geoDistance([from[0], from[1]], [to[0], to[1]]) * BOW;
  return Array.from({ length: STEPS + 1 }, (_, step): [number, number] => {
    const share = step / STEPS;
    const rise = height * Math.sin(Math.PI * share);
    const [x, y, z] = vector(between(share));
    const [a, b, c] = normal;
    return degrees([x + a * rise, y + b * rise, z + c * rise]);
  });
}

/** The direction across the great circle of two points, to its northern side; to the east where it runs along it. */
function across(from: Vector, to: Vector): Vector {
  const [x, y, z] = [from[1] * to[2] - from[2] * to[1], from[2] * to[0] - from[0] * to[2], from[0] * to[1] - from[1] * to[0]];
  const length = Math.hypot(x, y, z);
  // The same point, or the opposite one: every great circle leads there.
  if (length < 1e-9) return [0, 0, 0];
  const sign = (Math.abs(z) > 1e-9 ? z : y) < 0 ? -1 : 1;
  return [(sign * x) / length, (sign * y) / length, (sign * z) / length];
}

function vector([longitude, latitude]: Degrees): Vector {
  const [east, north] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}

function degrees([x, y, z]: Vector): [number, number] {
  return [(Math.atan2(y, x) * 180) / Math.PI, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI];
}
