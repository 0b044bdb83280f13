"""Searching: the shortest way from one node to another in a network of millions of ties."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .adjacency import Adjacency
from .tables import Flags

Places = NDArray[np.int64]
_NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Who is tied to whom: the partners of node n stand at ``begin[n]`` to ``begin[n + 1]``, in order."""

    begin: Places
    partner: NDArray[np.int32]

    @classmethod
    def of(cls, network: Adjacency) -> "Neighbours":
        """List the partners of every node."""
        matrix = network.matrix(weighted=False)
        matrix.sort_indices()
        return cls(matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32))

    def size(self) -> int:
        """Count the bytes it takes."""
        return self.begin.nbytes + self.partner.nbytes

    def around(self, nodes: Places) -> tuple[Places, Places]:
        """Give all steps from nodes: where from, and where to."""
        counts = self.begin[nodes + 1] - self.begin[nodes]
        ends = np.cumsum(counts)
        at = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(
            self.begin[nodes] - (ends - counts), counts
        )
        return np.repeat(nodes, counts), self.partner[at].astype(np.int64)


class _Side:
    """What one end has reached: who was reached from whom, and the outermost nodes, in order."""

    def __init__(self, neighbours: Neighbours, start: int, shut: Flags, barred: Places) -> None:
        self._neighbours = neighbours
        self._barred = barred
        self._known = shut.copy()
        self._known[start] = True
        self.before = np.full(len(shut), _NOBODY, dtype=np.int64)
        self.front = np.array([start], dtype=np.int64)
        self.reached = np.zeros(len(shut), dtype=np.bool_)
        self.reached[start] = True

    def effort(self) -> int:
        """Count the steps that the next round looks at."""
        begin = self._neighbours.begin
        return int((begin[self.front + 1] - begin[self.front]).sum())

    def widen(self) -> None:
        """Reach whoever is one step further; of several ways there the one from the first node counts."""
        here, there = self._neighbours.around(self.front)
        fresh = ~self._known[there]
        if len(self._barred):
            low, high = np.minimum(here, there), np.maximum(here, there)
            fresh &= ~np.isin(low * len(self._known) + high, self._barred)
        found, first = np.unique(there[fresh], return_index=True)
        self.before[found] = here[fresh][first]
        self._known[found] = self.reached[found] = True
        self.front = found

    def way(self, node: int) -> list[int]:
        """Give the nodes from one back to the start."""
        found = [node]
        while self.before[found[-1]] != _NOBODY:
            found.append(int(self.before[found[-1]]))
        return found


def fewest_hops(
    neighbours: Neighbours, start: int, end: int, closed: Collection[int], barred: Collection[tuple[int, int]]
) -> tuple[int, ...] | None:
    """Find a way of fewest hops past closed nodes and barred steps, searching from both ends at once.

    Of ways of equal length the same is found every time.
    """
    count = len(neighbours.begin) - 1
    shut = np.zeros(count, dtype=np.bool_)
    shut[list(closed)] = True
    keys = np.array([min(step) * count + max(step) for step in barred], dtype=np.int64)
    from_start, from_end = (_Side(neighbours, one, shut, keys) for one in (start, end))
    while len(from_start.front) and len(from_end.front):
        side, other = from_start, from_end
        if from_end.effort() < from_start.effort():
            side, other = from_end, from_start
        side.widen()
        met = side.front[other.reached[side.front]]
        if len(met):
            middle = int(met[0])
            return (*reversed(from_start.way(middle)), *from_end.way(middle)[1:])
    return None
