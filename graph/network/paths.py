"""Paths: how one node reaches another through those it cooperates with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from ..errors import NetworkError
from .adjacency import Adjacency, Matrix
from .details import describe
from .filters import Filters, Rollup, Unit
from .index import NetworkIndex
from .network import Edge
from .postings import Postings
from .projection import edges_of
from .searching import Neighbours, fewest_hops
from .selection import Positions, select, things_of
from .tables import NOTHING, Flags, Things
from .ties import Ties
from .whole import Whole, whole

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
    """The ties of a network, by places of nodes, with what each costs where that is not a hop."""

    ends: Adjacency
    neighbours: Neighbours
    length: Length

    def search(self, start: int, end: int, closed: Collection[int], barred: Collection[Step]) -> Route | None:
        """Find the cheapest way past closed nodes and barred steps; of equals, always the same."""
        if self.length is Length.HOPS:
            return fewest_hops(self.neighbours, start, end, closed, barred)
        matrix = self._matrix(closed, barred)
        found = csgraph.dijkstra(matrix, directed=False, indices=[start], return_predecessors=True)
        before = found[1][0]
        route = [end]
        while route[-1] != start:
            if before[route[-1]] < 0:
                return None
            route.append(int(before[route[-1]]))
        return tuple(reversed(route))

    def price(self, route: Route) -> float:
        """Sum what the steps of a route cost."""
        if self.length is Length.HOPS:
            return float(len(route) - 1)
        return sum(1.0 / float(self.ends.weight[self.place(one, other)]) for one, other in _steps(route))

    def place(self, one: int, other: int) -> int:
        """Find the tie of two nodes; ties are in order of both."""
        low, high = min(one, other), max(one, other)
        begin, end = np.searchsorted(self.ends.source, [low, low + 1])
        return int(begin + np.searchsorted(self.ends.target[begin:end], high))

    def _matrix(self, closed: Collection[int], barred: Collection[Step]) -> Matrix:
        shut = np.zeros(self.ends.count, dtype=np.bool_)
        shut[list(closed)] = True
        usable: Flags = ~(shut[self.ends.source] | shut[self.ends.target])
        usable[[self.place(one, other) for one, other in barred]] = False
        where = (self.ends.source[usable], self.ends.target[usable])
        shape = (self.ends.count, self.ends.count)
        return sparse.csr_array((1.0 / self.ends.weight[usable], where), shape=shape)


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
    held = whole(index, filters)
    places = {
        number: place for number in {start, end, *closed} if (place := _place(held, number)) is not None
    }
    if start not in places or end not in places:
        return ()  # whoever has no ties has no paths
    roads = _roads(index, filters, held, journey.length)
    shut = frozenset(places[number] for number in closed if number in places)
    routes = _routes(roads, places[start], places[end], shut, journey.alternatives)
    used = np.zeros(len(held.ties), dtype=np.bool_)
    used[[roads.place(*step) for route in routes for step in _steps(route)]] = True
    ties = held.ties.take(used)
    rows = select(index, filters, _rows_between(index, filters, ties))
    edges = edges_of(index, filters, ties, describe(ties, rows))
    by_ends = {(edge.source, edge.target): edge for edge in edges}
    by_ends |= {(edge.target, edge.source): edge.turned() for edge in edges}
    named_routes = [tuple(int(held.nodes[place]) for place in route) for route in routes]
    return tuple(
        _path(things, by_ends, numbers, roads.price(route), languages)
        for numbers, route in zip(named_routes, routes, strict=True)
    )


def _roads(index: NetworkIndex, filters: Filters, held: Whole, length: Length) -> _Roads:
    """Give the roads of a whole network, which the index remembers."""
    complete = replace(filters, limit=None)

    def compute() -> tuple[Adjacency, Neighbours]:
        ends = held.adjacency()
        return ends, Neighbours.of(ends)

    ends, neighbours = index.remembered.remember(
        ("roads", complete), compute, lambda made: 3 * made[0].weight.nbytes + made[1].size()
    )
    return _Roads(ends, neighbours, length)


def _place(held: Whole, number: int) -> int | None:
    place = int(np.searchsorted(held.nodes, number))
    return place if place < len(held.nodes) and held.nodes[place] == number else None


def _rows_between(index: NetworkIndex, filters: Filters, ties: Ties) -> Positions | None:
    """Give the rows that can make some ties, where the index tells them by organisation; else all."""
    if filters.unit is not Unit.ORGANISATION or filters.rollup is not Rollup.NONE:
        return None
    ends = np.unique(np.concatenate([ties.source, ties.target]))
    return Postings.of(index).rows_of(ends)


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
