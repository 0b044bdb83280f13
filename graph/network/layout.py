"""Layout: where the nodes of a network are drawn."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .adjacency import Adjacency
from .communities import meta_network
from .network import Network

Points = NDArray[np.float64]
Numbers = NDArray[np.int64]

#: Beyond this many nodes every pair of them is too much to push apart.
_FORCES_UP_TO: Final = 1500
#: Pairs of nodes looked at in all rounds together.
_EFFORT: Final = 2e7
_GRAVITY: Final = 0.6
_GOLDEN_ANGLE: Final = np.pi * (3 - 5**0.5)
_DECIMALS: Final = 4


def positions(network: Network, communities: Mapping[str, int]) -> dict[str, tuple[float, float]]:
    """Place the nodes of a network in [-1, 1] × [-1, 1], by address (see ``arrange``)."""
    group = np.array([communities[node.id] for node in network.nodes], dtype=np.int64)
    placed = arrange(Adjacency.of(network), group)
    return {node.id: (float(x), float(y)) for node, (x, y) in zip(network.nodes, placed, strict=True)}


def arrange(network: Adjacency, group: Numbers) -> Points:
    """Place nodes in [-1, 1] × [-1, 1]: communities apart, strong ties short.

    Nothing is left to chance: nodes start in spirals, one a community, and forces move them from there
    (the LinLog model of Noack 2009, Phys. Rev. E 79, 026102, whose distances show communities). Where there
    are too many nodes for that, the forces move whole communities, and nodes keep to their spirals, the
    strongest in the middle.
    """
    if not network.count:
        return np.zeros((0, 2))
    if network.count > _FORCES_UP_TO:
        return np.round(_fit(_discs(network, group)), _DECIMALS) + 0.0
    points = _relax(_spirals(group), group, _matrix(network))
    return np.round(_fit(_loosen(_fit(points))), _DECIMALS) + 0.0


def _discs(network: Adjacency, group: Numbers) -> Points:
    """Place communities by forces, and the nodes of each in a disc around its place."""
    size = np.bincount(group)
    reach = np.sqrt(size) + 0.5
    shown = min(len(size), _FORCES_UP_TO)
    among = meta_network(network, group, len(size))
    first = among.among(np.arange(len(size)) < shown)
    large = Adjacency(shown, first.source, first.target, first.weight)
    alone = np.arange(shown)
    centres = _spirals(np.arange(len(size)), reach)
    moved = _relax(centres[:shown] / reach.mean(), alone, _matrix(large))
    spread = 2.0 * np.sqrt((reach[:shown] ** 2).sum())
    wished = [(float(x), float(y)) for x, y in _fit(moved) * spread / 2]
    centres[:shown] = apart(wished, reach[:shown].tolist(), gap=1.0)
    strength = network.strengths()
    order = np.lexsort((np.arange(network.count), -strength, group))
    begin = np.cumsum(size) - size
    inner = np.arange(network.count) - np.repeat(begin, size)
    points = np.empty((network.count, 2))
    points[order] = np.repeat(centres, size, axis=0) + _sunflower(int(size.max()))[inner]
    return points


def _sunflower(count: int) -> Points:
    """Fill a disc evenly, from its centre (Vogel 1979): neighbours are about one apart."""
    number = np.arange(count)
    radius = np.sqrt(number + 0.5) * 0.8
    return np.column_stack([radius * np.cos(number * _GOLDEN_ANGLE), radius * np.sin(number * _GOLDEN_ANGLE)])


def _spirals(group: Numbers, reach: Points | None = None) -> Points:
    """Place each community in a disc of its own, the largest in the middle, its strongest node in its."""
    sizes = np.bincount(group)
    reach = np.sqrt(sizes) + 0.5 if reach is None else reach
    points = np.zeros((len(group), 2))
    covered = np.concatenate([[0.0], np.cumsum(reach**2)[:-1]])
    for number in range(len(sizes)):
        distance = 1.5 * np.sqrt(covered[number])
        centre = distance * np.array([np.cos(number * _GOLDEN_ANGLE), np.sin(number * _GOLDEN_ANGLE)])
        points[group == number] = centre + _sunflower(int(sizes[number]))
    return points


def _matrix(network: Adjacency) -> Points:
    """Give the pull of ties: the logarithm of their weight, relative to the mean."""
    weights = network.matrix().toarray()
    positive = weights[weights > 0]
    return np.asarray(np.log1p(weights / positive.mean())) if len(positive) else weights


def _relax(points: Points, group: Numbers, pull: Points) -> Points:
    """Move points by attraction of the tied, repulsion of all and a little gravity, ever more slowly."""
    mass = 1.0 + pull.sum(axis=1)
    pull = pull * np.where(group[:, None] == group[None, :], 1.5, 0.6) * 2.0 * mass.mean()
    repulsion = mass[:, None] * mass[None, :] / mass.mean()
    rounds = int(np.clip(_EFFORT / len(points) ** 2, 40, 400))
    x, y = points[:, 0].copy(), points[:, 1].copy()
    for step in range(rounds):
        across, along = x[:, None] - x[None, :], y[:, None] - y[None, :]
        distance = np.sqrt(across**2 + along**2) + 1e-3
        force = (repulsion / distance - pull) / distance
        to_x = (force * across).sum(axis=1) / mass - _GRAVITY * (x - x.mean())
        to_y = (force * along).sum(axis=1) / mass - _GRAVITY * (y - y.mean())
        heat = 0.15 * np.sqrt(len(points)) * (1 - step / rounds) ** 1.5 + 1e-3
        slower = np.minimum(1.0, heat / (np.hypot(to_x, to_y) + 1e-9))
        x, y = x + to_x * slower, y + to_y * slower
    return np.column_stack([x, y])


def _loosen(points: Points) -> Points:
    """Give every node some room of its own: forces alone draw communities into knots."""
    room = 0.28 * np.sqrt(4 / len(points))
    return np.array(apart(points.tolist(), [room / 2] * len(points), gap=0.0))


def _fit(points: Points) -> Points:
    """Scale points into the square, keeping their shape."""
    low, high = points.min(axis=0), points.max(axis=0)
    reach = float((high - low).max()) / 2
    return np.asarray((points - (low + high) / 2) / (reach or 1.0))


def apart(
    points: Sequence[tuple[float, float]],
    radii: Sequence[float],
    frame: tuple[float, float] | None = None,
    gap: float = 3.0,
) -> list[tuple[float, float]]:
    """Push discs apart until they hardly overlap, keeping them in a frame where one is given.

    ``frame`` is its width and height; it begins at (0, 0)."""
    placed = np.array(points, dtype=np.float64).reshape(-1, 2)
    radius = np.array(radii, dtype=np.float64)
    if len(placed) > _FORCES_UP_TO:
        return [(float(x), float(y)) for x, y in placed]
    wanted = radius[:, None] + radius[None, :] + gap
    np.fill_diagonal(wanted, 0.0)
    # Points at one place are told apart by their number.
    angle = np.arange(len(placed)) * _GOLDEN_ANGLE
    placed += 0.01 * np.column_stack([np.cos(angle), np.sin(angle)])
    for _ in range(80):
        across = placed[:, None, :] - placed[None, :, :]
        distance = np.sqrt((across**2).sum(axis=2)) + 1e-9
        push = np.maximum(wanted - distance, 0.0) / distance
        if not push.any():
            break
        placed += 0.35 * (push[:, :, None] * across).sum(axis=1)
        if frame is not None:
            placed = np.clip(placed, radius[:, None] + gap, np.array(frame) - radius[:, None] - gap)
    return [(float(x), float(y)) for x, y in placed]
