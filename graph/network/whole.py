"""The whole network of some filters, in numbers: nothing described, nothing left out by a limit."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .adjacency import Adjacency
from .filters import Filters
from .index import NetworkIndex
from .selection import Rows, select
from .tables import Ints
from .ties import WEIGHT_DECIMALS, Ties, tie


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """The ties under filters, and the nodes that have one.

    ``nodes`` are numbers of things, in order; ``degree`` and ``strength`` are theirs.
    """

    rows: Rows
    ties: Ties
    nodes: Ints
    degree: NDArray[np.int64]
    strength: NDArray[np.float64]

    @classmethod
    def of(cls, rows: Rows, ties: Ties) -> "Whole":
        """Find the nodes that have ties, with the number and the summed weight of these."""
        ends = np.concatenate([ties.source, ties.target])
        found, place = np.unique(ends, return_inverse=True)
        strength = np.bincount(place, weights=np.tile(ties.weight, 2), minlength=len(found))
        degree = np.bincount(place, minlength=len(found))
        return cls(rows, ties, found, degree, np.round(strength, WEIGHT_DECIMALS))

    def size(self) -> int:
        """Count the bytes it takes."""
        parts = (self.rows, self.ties)
        columns = [getattr(part, name).nbytes for part in parts for name in part.__dataclass_fields__]
        return int(sum(columns)) + self.nodes.nbytes + self.degree.nbytes + self.strength.nbytes

    def strongest(self, limit: int | None = None) -> NDArray[np.int64]:
        """Give places in ``nodes``: the greatest strength first, then degree, then address."""
        return np.lexsort((self.nodes, -self.degree, -self.strength))[:limit]

    def adjacency(self) -> Adjacency:
        """Number the nodes by their place in ``nodes``."""
        source, target = (
            np.searchsorted(self.nodes, self.ties.source),
            np.searchsorted(self.nodes, self.ties.target),
        )
        return Adjacency(len(self.nodes), source, target, self.ties.weight)


def whole(index: NetworkIndex, filters: Filters) -> Whole:
    """Give the whole network of filters, whatever their limit; it is remembered with the index."""
    filters = replace(filters, limit=None)

    def compute() -> Whole:
        rows = select(index, filters)
        return Whole.of(rows, tie(rows, filters, index.roles))

    return index.remembered.remember(("whole", filters), compute, Whole.size)
