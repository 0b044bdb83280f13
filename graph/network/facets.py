"""Facets: what the filters leave, counted by every filter there is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .filters import Filters
from .index import NetworkIndex
from .selection import left
from .tables import NO_YEAR, Flags, Pairs, Things


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a filter, its name, and how many activities it leaves together with the other filters."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts of activities by filter, the most frequent value first; years in order.

    A filter's own values are counted without it, so that the others can be seen.
    """

    generation: int
    filters: Filters
    activities: int
    involvements: int
    counts: dict[str, tuple[FacetValue, ...]]

    def as_dict(self) -> dict[str, Any]:
        """Give the facets in the shape of the web interface."""
        return {
            "generation": self.generation,
            "filters": self.filters.as_dict(),
            "total": {"activities": self.activities, "involvements": self.involvements},
            "facets": {
                name: [{"value": one.value, "label": one.label, "count": one.count} for one in values]
                for name, values in self.counts.items()
            },
        }


def facets(index: NetworkIndex, filters: Filters | None = None, languages: Sequence[str] = ()) -> Facets:
    """Count the activities that filters leave, by every filter.

    Roles are counted too, though they take no activity away: by the activities in which somebody has one.

    Raises:
        NetworkError: a heritage type, a source or what is to be left out is not in the data.
    """
    filters = filters or Filters()
    every = left(index, filters)
    rows, held = index.involvements, index.activities

    def without(**changed: Any) -> Flags:
        return left(index, replace(filters, **changed))

    codes = [index.countries.label(number, languages) for number in range(len(index.countries))]
    counts = {
        "year": _years(index, without(from_year=None, to_year=None)),
        "role": _counted(_distinct(rows.activity, rows.role, every), list(index.roles)),
        "kind": _counted(_owned(held.kinds, index, without(kind=())), list(index.activity_kinds)),
        "country": _counted(_owned(held.countries, index, without(country=())), list(index.codes), codes),
        "heritage-type": _named(
            _owned(held.heritage_closure, index, without(heritage_type=())), index.heritage_types, languages
        ),
        "source": _named(_distinct(rows.activity, rows.source, without(source=())), index.sources, languages),
    }
    activities = len(np.unique(rows.activity[every]))
    return Facets(index.generation, filters, activities, int(every.sum()), counts)


def _distinct(activity: NDArray[Any], value: NDArray[Any], kept: Flags) -> NDArray[np.int64]:
    """Give the values of distinct pairs of activity and value."""
    known = kept & (value >= 0)
    keys = np.unique(activity[known].astype(np.int64) << 32 | value[known])
    return keys & 0xFFFF_FFFF


def _owned(pairs: Pairs, index: NetworkIndex, kept: Flags) -> NDArray[np.int64]:
    flags = np.zeros(len(index.activities.things), dtype=np.bool_)
    flags[index.involvements.activity[kept]] = True
    return pairs.values[flags[pairs.owners]].astype(np.int64)


def _counted(
    values: NDArray[np.int64], names: Sequence[str], labels: Sequence[str] | None = None
) -> tuple[FacetValue, ...]:
    counts = np.bincount(values, minlength=len(names))
    found = [
        FacetValue(name, (labels or names)[number], int(counts[number]))
        for number, name in enumerate(names)
        if counts[number]
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.value)))


def _named(values: NDArray[np.int64], things: Things, languages: Sequence[str]) -> tuple[FacetValue, ...]:
    counts = np.bincount(values, minlength=len(things))
    numbers = np.flatnonzero(counts).tolist()
    found = [
        FacetValue(things.addresses[number], things.label(number, languages), int(counts[number]))
        for number in numbers
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.value)))


def _years(index: NetworkIndex, kept: Flags) -> tuple[FacetValue, ...]:
    """Count activities by each year they touch."""
    rows = index.involvements
    dated = kept & (rows.start != NO_YEAR)
    spans = np.unique(np.column_stack([rows.activity[dated], rows.start[dated], rows.end[dated]]), axis=0)
    if not len(spans):
        return ()
    first, last = int(spans[:, 1].min()), int(spans[:, 2].max())
    touched: dict[int, int] = {}
    for year in range(first, last + 1):
        activities = spans[(spans[:, 1] <= year) & (spans[:, 2] >= year), 0]
        touched[year] = len(np.unique(activities))
    return tuple(FacetValue(str(year), str(year), count) for year, count in touched.items() if count)
