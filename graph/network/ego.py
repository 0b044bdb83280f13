"""Ego networks: a node, those it cooperates with, and the ties among them all."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..errors import NetworkError
from .filters import Filters, Rollup, Unit, Via, Weight
from .index import NetworkIndex
from .network import Network
from .postings import Postings, rows_of_activities
from .projection import draw
from .selection import select, things_of
from .tables import NOTHING, Flags, Ints
from .ties import tie
from .whole import Whole, whole

#: Further away than this is nearly everyone.
MOST_DEPTH: Final = 3


def ego_network(
    index: NetworkIndex,
    of: str,
    depth: int = 1,
    filters: Filters | None = None,
    languages: Sequence[str] = (),
) -> Network:
    """Give the nodes at most ``depth`` ties from a node, itself first, with all ties among them.

    Nearer nodes come before farther ones, stronger before weaker; ``limit`` keeps that many. Degree and
    strength are those within this network. A node without ties has an empty one.

    Raises:
        NetworkError: there is no such node, or the depth is not 1, 2 or 3.
    """
    filters = filters or Filters()
    number = things_of(index, filters.unit).find(of)
    if number == NOTHING:
        raise NetworkError(f"There is no {filters.unit.value} <{of}> in this graph.")
    if not 1 <= depth <= MOST_DEPTH:
        raise NetworkError(f"The depth of an ego network is 1 to {MOST_DEPTH}, not {depth}.")
    near = _near(index, number, filters) if depth == 1 and _quick(filters) else whole(index, filters)
    distance = _distances(near, number, depth)
    around = _cut(near, distance >= 0)
    distance = distance[distance >= 0]
    pull = _pull(around, distance)
    order = np.lexsort((around.nodes, -around.strength, -pull, distance))
    return draw(index, filters, around, order[: filters.limit], languages)


def _quick(filters: Filters) -> bool:
    """Say whether the neighbourhood can be had without the whole network.

    Newman's weight asks how large each activity is, and so for those who are not in the neighbourhood.
    """
    plain = filters.unit is Unit.ORGANISATION and filters.via is Via.ACTIVITY
    return plain and filters.rollup is Rollup.NONE and filters.weight is not Weight.NEWMAN


def _near(index: NetworkIndex, number: int, filters: Filters) -> Whole:
    """Give the ties among a node and its partners."""
    postings = Postings.of(index)
    own = postings.rows_of(np.array([number], dtype=np.int32))
    activities = np.unique(index.involvements.activity[own])
    around = select(index, filters, rows_of_activities(index, activities))
    ties = tie(around, filters, index.roles)
    mine = (ties.source == number) | (ties.target == number)
    members = np.unique(np.concatenate([ties.source[mine], ties.target[mine]]))
    among = select(index, filters, postings.rows_of(members))
    return Whole.of(among, tie(among, filters, index.roles))


def _distances(near: Whole, number: int, depth: int) -> Ints:
    """Give the distance of every node, −1 beyond the depth."""
    distance = np.full(len(near.nodes), -1, dtype=np.int32)
    place = int(np.searchsorted(near.nodes, number))
    if place == len(near.nodes) or near.nodes[place] != number:
        return distance
    distance[place] = 0
    ends = near.adjacency()
    for step in range(1, depth + 1):
        inside: Flags = distance >= 0
        for here, there in ((ends.source, ends.target), (ends.target, ends.source)):
            distance[there[inside[here] & ~inside[there]]] = step
    return distance


def _cut(near: Whole, kept: Flags) -> Whole:
    """Keep some nodes and the ties among them; degree and strength are then those of what is kept."""
    if kept.all():
        return near
    ends = near.adjacency()
    return Whole.of(near.rows, near.ties.take(kept[ends.source] & kept[ends.target]))


def _pull(around: Whole, distance: Ints) -> NDArray[np.float64]:
    """Sum the weights of each node's ties to nodes nearer than itself."""
    ends = around.adjacency()
    pull = np.zeros(len(around.nodes))
    for here, there in ((ends.source, ends.target), (ends.target, ends.source)):
        outward = distance[here] < distance[there]
        np.add.at(pull, there[outward], ends.weight[outward])
    return pull
