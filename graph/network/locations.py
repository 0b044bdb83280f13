"""Where places lie: points read from the store, and whose point stands for a place that has none."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import polars as pl

from koinon.ontology.namespaces import GEO

from .index import Degrees
from .numbering import Numbered
from .scan import Scan
from .tables import NOTHING, Ints

#: A point without a system of its own named: longitude first (GeoSPARQL 1.0, requirement 11).
_POINT: Final = r"(?i)^\s*POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)\s*$"


def locate(scan: Scan, places: Numbered, wider: Mapping[str, set[str]]) -> tuple[Degrees, Degrees, Ints]:
    """Give the longitudes and latitudes of places, and the number of the place whose point stands for each.

    Of several points that sources give for a place the first in order counts, as for everything of which
    there can be one.
    """
    points = _points(scan).join(places.numbers, on="thing", how="semi")
    longitude, latitude = (np.full(len(places), np.nan, dtype=np.float32) for _ in range(2))
    number_of = dict(places.numbers.iter_rows())
    for place, east, north in points.iter_rows():
        longitude[number_of[place]], latitude[number_of[place]] = east, north
    has_point = set(points["thing"])
    located = np.full(len(places), NOTHING, dtype=np.int32)
    for place, number in number_of.items():
        nearest = _nearest(place, wider, has_point)
        located[number] = NOTHING if nearest is None else number_of[nearest]
    return longitude, latitude, located


def _points(scan: Scan) -> pl.DataFrame:
    """Give ``thing``, ``longitude`` and ``latitude`` of everything that has a point on the globe."""
    geometries = scan.pairs(GEO + "hasGeometry").rename({"value": "geometry"})
    written = scan.texts(GEO + "asWKT").select(geometry="thing", text="text")
    found = geometries.join(written, on="geometry").select(
        "thing",
        longitude=pl.col("text").str.extract(_POINT, 1).cast(pl.Float64, strict=False),
        latitude=pl.col("text").str.extract(_POINT, 2).cast(pl.Float64, strict=False),
    )
    on_globe = (pl.col("longitude").abs() <= 180) & (pl.col("latitude").abs() <= 90)
    return found.filter(on_globe).sort("thing", "longitude", "latitude").unique("thing", keep="first")


def _nearest(place: str, wider: Mapping[str, set[str]], has_point: set[str]) -> str | None:
    """Climb level by level to a place that has a point; among those of one level the first address counts."""
    level, seen = {place}, {place}
    while level:
        if found := level & has_point:
            return min(found)
        level = {one for below in level for one in wider.get(below, ())} - seen
        seen |= level
    return None
