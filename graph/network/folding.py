"""Folding: what can be drawn of a network, which beyond a size is its communities in place of its nodes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .filters import Filters
from .index import NetworkIndex
from .meta import MetaNetwork, communities_of
from .network import Network
from .projection import arranged, draw
from .whole import Whole, whole

#: Communities that are told apart in a picture; the others are the smallest.
_COMMUNITIES: Final = 300


@dataclass(frozen=True, slots=True)
class Room:
    """How many nodes and ties are drawn one by one, at most."""

    nodes: int = 20_000
    ties: int = 60_000

    def holds(self, held: Whole) -> bool:
        """Say whether all of a network can be drawn."""
        return len(held.nodes) <= self.nodes and len(held.ties) <= self.ties

    def strongest(self, held: Whole, limit: int | None = None) -> NDArray[np.int64]:
        """Give the places of the strongest nodes: as many as can be drawn with all ties among them."""
        places = held.strongest(min(limit or self.nodes, self.nodes))
        rank = np.full(len(held.nodes), len(held.nodes), dtype=np.int64)
        rank[places] = np.arange(len(places))
        # A tie is there once the weaker of its ends is.
        source, target = np.searchsorted(held.nodes, [held.ties.source, held.ties.target])
        later = np.sort(np.maximum(rank[source], rank[target]))
        return places[: later[self.ties]] if len(later) > self.ties else places


ROOM: Final = Room()


def folded(
    index: NetworkIndex, filters: Filters, languages: Sequence[str] = (), room: Room = ROOM
) -> Network | MetaNetwork:
    """Give the network of filters where there is room for all of it, its largest communities where not.

    With a ``limit`` the strongest nodes are given, so many or as many as there is room for.

    Raises:
        NetworkError: a heritage type or a source is not in the data.
    """
    held = whole(index, filters)
    if filters.limit is None and not room.holds(held):
        return communities_of(index, replace(filters, limit=_COMMUNITIES), languages)
    return arranged(draw(index, filters, held, room.strongest(held, filters.limit), languages))
