"""Geography: where the activities that filters leave take place, which countries share them, and when."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .details import describe, distinct
from .filters import Filters, Unit
from .index import NetworkIndex
from .network import Edge
from .opening import Named
from .projection import UNSTATED, country_of, edges_of, kind_of
from .selection import Rows, involving, left, left_with_roles, select, things_of
from .spots import ACTIVITY, SPOT, spots
from .tables import NO_YEAR, NOTHING, Flags
from .ties import Ties, tie
from .whole import Whole

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PlacedPoint:
    """A place that has a point, and the activities that take place there or in a place within it.

    ``longitude`` and ``latitude`` are degrees; ``places`` counts the places the point stands for;
    ``first`` and ``last`` are years.
    """

    id: str
    label: str
    kind: str | None
    country: str | None
    longitude: float
    latitude: float
    places: int
    activities: int
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class PlacedCountry:
    """A country: in how many activities it takes part, with how many others it shares them (``degree``).

    ``placed`` counts the activities that take place somewhere in it, nobody says at which point.
    """

    id: str
    label: str
    country: str
    degree: int
    activities: int
    placed: int


@dataclass(frozen=True, slots=True)
class Located:
    """Activities by what is known best of where they take place: a point, a country, nothing."""

    activities: int
    point: int
    country: int
    nowhere: int


@dataclass(frozen=True, slots=True)
class RoleYears:
    """How many involvements each year touches, by role: a count for each year from ``first`` on."""

    first: int | None
    last: int | None
    roles: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Geography:
    """Places with most activities first, countries likewise, and their ties, heaviest first."""

    generation: int
    filters: Filters
    located: Located
    places: tuple[PlacedPoint, ...]
    countries: tuple[PlacedCountry, ...]
    edges: tuple[Edge, ...]
    years: RoleYears
    of: Named | None
    total_places: int
    total_edges: int

    def as_dict(self) -> dict[str, Any]:
        """Give it in the shape of the web interface."""
        totals = {"places": self.total_places, "edges": self.total_edges}
        return {
            "generation": self.generation,
            "filters": self.filters.as_dict(),
            "of": None if self.of is None else asdict(self.of),
            "total": asdict(self.located) | totals,
            "truncated": len(self.places) < self.total_places or len(self.edges) < self.total_edges,
            "places": [asdict(one) for one in self.places],
            "countries": [asdict(one) for one in self.countries],
            "edges": [one.as_dict() for one in self.edges],
            "years": asdict(self.years),
        }


def geography(
    index: NetworkIndex, filters: Filters | None = None, languages: Sequence[str] = (), of: str | None = None
) -> Geography:
    """Put what filters leave on the map; with ``of``, only what that thing has to do with.

    Countries are tied as in the network of countries, whatever unit the filters name. Roles keep the
    activities in which somebody has one. ``limit`` keeps that many places, and that many ties.

    Raises:
        NetworkError: a heritage type, a source, or what ``of`` names is not in the data.
    """
    filters = replace(filters or Filters(), unit=Unit.COUNTRY)
    wanted = None if of is None else involving(index, filters, of)
    kept = left_with_roles(index, filters)
    every = kept if wanted is None else kept & wanted[index.involvements.activity]
    found, located = spots(index, every)
    rows, ties = _ties(index, filters, wanted)
    whole = Whole.of(rows, ties)
    heaviest = np.lexsort((ties.target, ties.source, -ties.activities, -ties.weight))[: filters.limit]
    drawn = ties.take(np.isin(np.arange(len(ties)), heaviest))
    places = _points(index, every, found, languages)
    return Geography(
        generation=index.generation,
        filters=filters,
        located=located_counts(located),
        places=places[: filters.limit],
        countries=_countries(index, rows, whole, found, languages),
        edges=edges_of(index, filters, drawn, describe(drawn, rows)),
        years=_role_years(index, filters, wanted),
        of=None if of is None else Named(of, _label(index, of, languages)),
        total_places=len(places),
        total_edges=len(ties),
    )


def _label(index: NetworkIndex, address: str, languages: Sequence[str]) -> str:
    for unit in Unit:
        things = things_of(index, unit)
        if (number := things.find(address)) != NOTHING:
            return things.label(number, languages)
    return address


def located_counts(best: NDArray[np.int8]) -> Located:
    """Count activities by what is known best of where they take place."""
    nowhere, country, point = (int((best == one).sum()) for one in range(3))
    return Located(len(best), point, country, nowhere)


def _ties(index: NetworkIndex, filters: Filters, wanted: Flags | None) -> tuple[Rows, Ties]:
    rows = select(index, filters)
    if wanted is not None:
        rows = rows.take(wanted[index.involvements.activity[rows.origin]])
    return rows, tie(rows, filters, index.roles)


def _points(
    index: NetworkIndex, every: Flags, found: Numbers, languages: Sequence[str]
) -> tuple[PlacedPoint, ...]:
    held, things = index.places, index.places.things
    at_point = found[found[:, SPOT] < len(things)]
    points, counts = np.unique(at_point[:, SPOT], return_counts=True)
    standing = np.bincount(held.located[held.located != NOTHING], minlength=len(things))
    years = _years(index, every, at_point)
    described = [
        PlacedPoint(
            id=things.addresses[number],
            label=things.label(number, languages),
            kind=kind_of(index, Unit.PLACE, number),
            country=country_of(index, Unit.PLACE, number),
            longitude=round(float(held.longitude[number]), 5),
            latitude=round(float(held.latitude[number]), 5),
            places=int(standing[number]),
            activities=count,
            first=years[number][0],
            last=years[number][1],
        )
        for number, count in zip(points.tolist(), counts.tolist(), strict=True)
    ]
    return tuple(sorted(described, key=lambda one: (-one.activities, one.id)))


def _years(index: NetworkIndex, every: Flags, at_point: Numbers) -> dict[int, tuple[int | None, int | None]]:
    """Give the first and the last year of what takes place at each point."""
    rows = index.involvements
    count = len(index.activities.things)
    latest = np.iinfo(np.int16).max
    first, last = np.full(count, latest, np.int16), np.full(count, NO_YEAR, np.int16)
    dated = every & (rows.start != NO_YEAR)
    np.minimum.at(first, rows.activity[dated], rows.start[dated])
    np.maximum.at(last, rows.activity[dated], rows.end[dated])
    begin, end = (
        np.full(len(index.places.things), latest, np.int16),
        np.full(len(index.places.things), NO_YEAR, np.int16),
    )
    np.minimum.at(begin, at_point[:, SPOT], first[at_point[:, ACTIVITY]])
    np.maximum.at(end, at_point[:, SPOT], last[at_point[:, ACTIVITY]])
    return {
        number: (None, None) if end[number] == NO_YEAR else (int(begin[number]), int(end[number]))
        for number in np.unique(at_point[:, SPOT]).tolist()
    }


def _countries(
    index: NetworkIndex, rows: Rows, whole: Whole, found: Numbers, languages: Sequence[str]
) -> tuple[PlacedCountry, ...]:
    """Describe the countries that take part or in which something takes place."""
    count = len(index.countries)
    met, _ = distinct(np.column_stack([rows.node, rows.group]).astype(np.int64))
    activities = np.bincount(met[:, 0], minlength=count)
    at_country = found[found[:, SPOT] >= len(index.places.things), SPOT] - len(index.places.things)
    placed = np.bincount(at_country, minlength=count)
    degree = np.zeros(count, dtype=np.int64)
    degree[whole.nodes] = whole.degree
    described = [
        PlacedCountry(
            id=index.countries.addresses[number],
            label=index.countries.label(number, languages),
            country=index.codes[number],
            degree=int(degree[number]),
            activities=int(activities[number]),
            placed=int(placed[number]),
        )
        for number in np.flatnonzero(activities + placed).tolist()
    ]
    return tuple(sorted(described, key=lambda one: (-one.activities, -one.placed, one.id)))


def _role_years(index: NetworkIndex, filters: Filters, wanted: Flags | None) -> RoleYears:
    """Count by year and role, whatever years the filters name: who moves the years must see the others."""
    rows = index.involvements
    kept = left(index, replace(filters, from_year=None, to_year=None)) & (rows.start != NO_YEAR)
    if wanted is not None:
        kept &= wanted[rows.activity]
    columns = (rows.activity, rows.organisation, rows.country, rows.role, rows.start, rows.end)
    # Two sources that say the same of an involvement tell of one.
    told, _ = distinct(np.column_stack([column[kept].astype(np.int64) for column in columns]))
    if not len(told):
        return RoleYears(None, None, {})
    role, start, end = told[:, 3], told[:, 4], told[:, 5]
    first, last = int(start.min()), int(end.max())
    changes = np.zeros((len(index.roles) + 1, last - first + 2), dtype=np.int64)
    np.add.at(changes, (role, start - first), 1)
    np.add.at(changes, (role, end - first + 1), -1)
    counts = np.cumsum(changes, axis=1)[:, :-1]
    ranked = sorted(np.unique(role).tolist(), key=lambda one: (-int(counts[one].sum()), one))
    named = {one: UNSTATED if one == NOTHING else index.roles[one] for one in ranked}
    return RoleYears(first, last, {named[one]: tuple(counts[one].tolist()) for one in ranked})
