"""A list of activities, each opened to the words that state it: what stands behind a number on the map."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..errors import NetworkError
from ..store.seam import Store
from .evidence import EvidenceReader
from .filters import Filters
from .index import NetworkIndex
from .opening import End, Opening, SharedActivity, Signature
from .selection import involving, left_with_roles
from .spots import ACTIVITY, NOWHERE, SPOT, spots
from .tables import NO_YEAR, NOTHING, Flags

#: In place of an address: activities of which nobody says where they take place.
AT_NOWHERE: Final = "nowhere"
_LATEST: Final = np.iinfo(np.int16).max


@dataclass(frozen=True, slots=True)
class ActivityList:
    """Some of ``total`` activities, in the order of their years, what has no year last."""

    generation: int
    filters: Filters
    total: int
    activities: tuple[SharedActivity, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the list in the shape of the web interface."""
        return {
            "generation": self.generation,
            "filters": self.filters.as_dict(),
            "total": self.total,
            "truncated": len(self.activities) < self.total,
            "activities": [asdict(one) for one in self.activities],
        }


@dataclass(frozen=True, slots=True)
class Behind:
    """What the activities of a list have in common.

    ``of`` names what they have to do with (see ``involving``). ``at`` names the place at whose point they
    stand, or the country in which they take place at no point that is known, or is ``AT_NOWHERE``.
    """

    of: str | None = None
    at: str | None = None


def activity_list(
    store: Store,
    index: NetworkIndex,
    filters: Filters,
    behind: Behind,
    languages: Sequence[str] = (),
    first: int = 0,
    count: int = 50,
) -> ActivityList:
    """List the activities that filters leave and that have something in common, ``count`` from ``first`` on.

    Raises:
        NetworkError: a heritage type, a source, or what ``behind`` names is not in the data.
    """
    kept = left_with_roles(index, filters)
    rows = index.involvements
    if behind.of is not None:
        kept &= involving(index, filters, behind.of)[rows.activity]
    if behind.at is not None:
        kept &= _standing(index, kept, behind.at)[rows.activity]
    positions = np.flatnonzero(kept)
    ordered = _ordered(index, positions)
    opening = Opening(EvidenceReader(store), index, languages)
    opened = (_opened(opening, number, positions) for number in ordered[first : first + count].tolist())
    return ActivityList(index.generation, filters, len(ordered), tuple(opened))


def _standing(index: NetworkIndex, kept: Flags, at: str) -> Flags:
    """Flag the activities that stand at a spot of the map."""
    flags = np.zeros(len(index.activities.things), dtype=np.bool_)
    found, best = spots(index, kept)
    if at == AT_NOWHERE:
        flags[np.unique(index.involvements.activity[kept])[best == NOWHERE]] = True
        return flags
    number, country = index.places.things.find(at), index.countries.find(at)
    if number == NOTHING == country:
        raise NetworkError(f"There is no place and no country <{at}> in this graph.")
    wanted = [number] if country == NOTHING else [number, len(index.places.things) + country]
    flags[found[np.isin(found[:, SPOT], wanted), ACTIVITY]] = True
    return flags


def _ordered(index: NetworkIndex, positions: NDArray[np.int64]) -> NDArray[np.int32]:
    """Give the activities of some rows by their first years, then their addresses."""
    rows = index.involvements
    first = np.full(len(index.activities.things), _LATEST, dtype=np.int16)
    start = rows.start[positions]
    np.minimum.at(first, rows.activity[positions], np.where(start == NO_YEAR, _LATEST, start))
    activities = np.unique(rows.activity[positions])
    return activities[np.argsort(first[activities], kind="stable")]


def _opened(opening: Opening, number: int, positions: NDArray[np.int64]) -> SharedActivity:
    origin = positions[opening.index.involvements.activity[positions] == number]
    nobody: set[End] = {None}
    ends_of: dict[Signature, set[End]] = {opening.signature(row): nobody for row in origin.tolist()}
    return opening.activity(number, origin, ends_of)
