"""The index: every involvement of one generation as a row of numbers."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .memory import Memory
from .tables import Ints, Pairs, Texts, Things

Years = NDArray[np.int16]
Degrees = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Involvements:
    """Columns of all involvements, a row each, in a fixed order (22 bytes a row).

    ``organisation`` and ``country`` (what a delegation represents) are ``NOTHING`` where not stated,
    and so are ``role`` and ``source``; ``start`` and ``end`` are ``NO_YEAR`` where no year is known,
    otherwise both are years. The years are those of the involvement itself, else those of the activity
    as the same source dates it, else as any source does.
    """

    activity: Ints
    organisation: Ints
    country: Ints
    role: NDArray[np.int16]
    source: Ints
    start: Years
    end: Years

    def __len__(self) -> int:
        return len(self.activity)


@dataclass(frozen=True, slots=True, eq=False)
class Activities:
    """What is done together. All pairs run from activities.

    ``kinds`` points into ``kind_names``; ``countries`` are those it takes place in and those of whoever
    takes part; ``heritage_types`` are as stated, ``heritage_closure`` with all their broader types;
    ``projects`` are the outermost projects it is part of, itself where it is a project.
    """

    things: Things
    kinds: Pairs
    places: Pairs
    countries: Pairs
    heritage_types: Pairs
    heritage_closure: Pairs
    projects: Pairs


@dataclass(frozen=True, slots=True, eq=False)
class Organisations:
    """Who takes part. ``kind`` points into the kinds' names, ``outermost`` to the body on top of it."""

    things: Things
    kind: Ints
    country: Ints
    parent: Ints
    outermost: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where activities take place; ``kind`` points into the kinds' names.

    ``longitude`` and ``latitude`` are degrees (WGS 84), not a number where a place has no point of its own.
    ``located`` is the place whose point stands for it: itself, or else the nearest one that it lies within;
    ``NOTHING`` where none of them has a point.
    """

    things: Things
    kind: Ints
    country: Ints
    longitude: Degrees
    latitude: Degrees
    located: Ints


@dataclass(frozen=True, slots=True, eq=False)
class NetworkIndex:
    """All that networks are made of, for one generation of a store.

    Things are numbered in the order of their addresses, so that equal stores give equal indexes.
    ``codes`` are the countries' two letters; ``roles``, ``activity_kinds``, ``organisation_kinds`` and
    ``place_kinds`` are notations.
    """

    generation: int
    involvements: Involvements
    activities: Activities
    organisations: Organisations
    places: Places
    countries: Things
    codes: Texts
    heritage_types: Things
    sources: Things
    roles: Texts
    activity_kinds: Texts
    organisation_kinds: Texts
    place_kinds: Texts
    #: What was computed of it, for as long as it is held.
    remembered: Memory = field(default_factory=Memory, repr=False)
