"""Paths: how one node reaches another through those it cooperates with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from ..errors import NetworkError
from .details import describe
from .filters import Filters
from .index import NetworkIndex
from .network import Edge
from .projection import edges_of
from .selection import select, things_of
from .tables import NOTHING, Flags, Things
from .ties import Ties, tie

#: More ways than anyone reads; each costs as many searches as it has hops.
MOST_ALTERNATIVES: Final = 10
_DECIMALS: Final = 6

Route = tuple[int, ...]
Step = tuple[int, int]


class Length(StrEnum):
    """What makes a path short: few hops, or ties of great weight (1 / weight each)."""

    HOPS = "hops"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Stop:
    """A node on a path."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class NetworkPath:
    """A way from the first stop to the last; ``hops`` are the ties, each turned the way it is gone."""

    stops: tuple[Stop, ...]
    hops: tuple[Edge, ...]
    length: float

    def as_dict(self) -> dict[str, Any]:
        """Give the path in the shape of the web interface."""
        return {
            "length": self.length,
            "stops": [{"id": stop.id, "label": stop.label} for stop in self.stops],
            "hops": [hop.as_dict() for hop in self.hops],
        }


@dataclass(frozen=True, slots=True, eq=False)
class _Roads:
    """The ties of a network with what each costs; ``matrix`` leaves some of them out."""

    ties: Ties
    cost: NDArray[np.float64]
    count: int
    length: Length

    def search(self, start: int, end: int, closed: Collection[int], barred: Collection[Step]) -> Route | None:
        """Find the cheapest way past closed nodes and barred steps; of equals, always the same."""
        matrix = self._matrix(self._open(closed, barred))
        before = self._before(matrix, start)
        route = [end]
        while route[-1] != start:
            if before[route[-1]] < 0:
                return None
            route.append(int(before[route[-1]]))
        return tuple(reversed(route))

    def _before(self, matrix: sparse.csr_array[np.float64], start: int) -> NDArray[np.int32]:
        """Say from where each node is reached best; below zero where it is not."""
        if self.length is Length.HOPS:
            return np.asarray(csgraph.breadth_first_order(matrix, start, directed=False)[1])
        found = csgraph.dijkstra(matrix, directed=False, indices=[start], return_predecessors=True)
        return np.asarray(found[1][0])

    def price(self, route: Route) -> float:
        """Sum what the steps of a route cost."""
        return sum(float(self.cost[self.place(one, other)]) for one, other in _steps(route))

    def place(self, one: int, other: int) -> int:
        """Find the tie of two nodes; ties are in order of both."""
        low, high = min(one, other), max(one, other)
        begin, end = np.searchsorted(self.ties.source, [low, low + 1])
        return int(begin + np.searchsorted(self.ties.target[begin:end], high))

    def _open(self, closed: Collection[int], barred: Collection[Step]) -> Flags:
        shut = np.array(sorted(closed), dtype=np.int32)
        usable: Flags = ~(np.isin(self.ties.source, shut) | np.isin(self.ties.target, shut))
        usable[[self.place(one, other) for one, other in barred]] = False
        return usable

    def _matrix(self, usable: Flags) -> sparse.csr_array[np.float64]:
        where = (self.ties.source[usable], self.ties.target[usable])
        return sparse.csr_array((self.cost[usable], where), shape=(self.count, self.count))


@dataclass(frozen=True, slots=True)
class Journey:
    """What paths are asked for: from one node to another.

    ``avoid`` names nodes no path may pass, such as bodies that know everyone; ``alternatives`` is the
    number of paths.
    """

    source: str
    target: str
    avoid: tuple[str, ...] = ()
    alternatives: int = 1
    length: Length = Length.HOPS


def find_paths(
    index: NetworkIndex, journey: Journey, filters: Filters | None = None, languages: Sequence[str] = ()
) -> tuple[NetworkPath, ...]:
    """Find the shortest paths of a journey over the whole network of the filters, shortest first.

    ``limit`` does not cut the network a path runs through. No path visits a node twice; alternatives are
    found as in Yen 1971, Management Science 17, 712. There is none where the ends are not connected.

    Raises:
        NetworkError: an address is no node, both ends are the same or to be avoided, or too many
            alternatives are asked for.
    """
    filters = filters or Filters()
    if not 1 <= journey.alternatives <= MOST_ALTERNATIVES:
        raise NetworkError(f"Ask for 1 to {MOST_ALTERNATIVES} alternatives, not for {journey.alternatives}.")
    things = things_of(index, filters.unit)
    named = (journey.source, journey.target, *journey.avoid)
    start, end, *closed = (_number(things, address, filters) for address in named)
    if start == end or start in closed or end in closed:
        raise NetworkError("A path needs two different ends, and neither of them can be avoided.")
    rows = select(index, filters)
    ties = tie(rows, filters, index.roles)
    cost = np.ones(len(ties)) if journey.length is Length.HOPS else 1.0 / ties.weight
    roads = _Roads(ties, cost, len(things), journey.length)
    routes = _routes(roads, start, end, frozenset(closed), journey.alternatives)
    used = np.zeros(len(ties), dtype=np.bool_)
    used[[roads.place(*step) for route in routes for step in _steps(route)]] = True
    edges = edges_of(index, filters, ties.take(used), describe(ties.take(used), rows))
    by_ends = {(edge.source, edge.target): edge for edge in edges}
    by_ends |= {(edge.target, edge.source): edge.turned() for edge in edges}
    return tuple(_path(things, by_ends, route, roads.price(route), languages) for route in routes)


def _routes(roads: _Roads, start: int, end: int, closed: frozenset[int], count: int) -> list[Route]:
    """Find the shortest routes by turning off from those found before, at each of their nodes."""
    first = roads.search(start, end, closed, ())
    found = [] if first is None else [first]
    waiting: list[tuple[float, int, Route]] = []
    while found and len(found) < count:
        last = found[-1]
        for at in range(len(last) - 1):
            root = last[: at + 1]
            barred = {(route[at], route[at + 1]) for route in found if route[: at + 1] == root}
            rest = roads.search(last[at], end, closed | set(root[:-1]), barred)
            if rest is not None:
                route = root[:-1] + rest
                waiting.append((round(roads.price(route), _DECIMALS), len(route), route))
        waiting = [one for one in sorted(set(waiting)) if one[2] not in found]
        if not waiting:
            break
        found.append(waiting.pop(0)[2])
    return found


def _number(things: Things, address: str, filters: Filters) -> int:
    number = things.find(address)
    if number == NOTHING:
        raise NetworkError(f"There is no {filters.unit.value} <{address}> in this graph.")
    return number


def _steps(route: Route) -> list[Step]:
    return list(pairwise(route))


def _path(
    things: Things,
    edges: dict[tuple[str, str], Edge],
    route: Route,
    price: float,
    languages: Sequence[str],
) -> NetworkPath:
    stops = tuple(Stop(things.addresses[number], things.label(number, languages)) for number in route)
    hops = tuple(edges[one.id, other.id] for one, other in pairwise(stops))
    return NetworkPath(stops, hops, round(price, _DECIMALS))
