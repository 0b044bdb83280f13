"""Layout: where the nodes of a network are drawn."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .network import Network

Points = NDArray[np.float64]
Numbers = NDArray[np.int64]

#: Beyond this many nodes every pair of them is too much to push apart.
_FORCES_UP_TO: Final = 1500
_GOLDEN_ANGLE: Final = np.pi * (3 - 5**0.5)
_DECIMALS: Final = 4


def positions(network: Network, communities: Mapping[str, int]) -> dict[str, tuple[float, float]]:
    """Place nodes in [-1, 1] × [-1, 1]: communities apart, strong ties short.

    Nothing is left to chance: nodes start in spirals, one a community, and forces move them from there
    (the LinLog model of Noack 2009, Phys. Rev. E 79, 026102, whose distances show communities).
    """
    group = np.array([communities[node.id] for node in network.nodes], dtype=np.int64)
    if not len(group):
        return {}
    points = _spirals(group)
    if len(group) <= _FORCES_UP_TO:
        points = _relax(points, group, _matrix(network))
    fitted = np.round(_fit(points), _DECIMALS) + 0.0
    return {node.id: (float(x), float(y)) for node, (x, y) in zip(network.nodes, fitted, strict=True)}


def _sunflower(count: int) -> Points:
    """Fill a disc evenly, from its centre (Vogel 1979): neighbours are about one apart."""
    number = np.arange(count)
    radius = np.sqrt(number + 0.5) * 0.8
    return np.column_stack([radius * np.cos(number * _GOLDEN_ANGLE), radius * np.sin(number * _GOLDEN_ANGLE)])


def _spirals(group: Numbers) -> Points:
    """Place each community in a disc of its own, the largest in the middle, its strongest node in its."""
    sizes = np.bincount(group)
    reach = np.sqrt(sizes) + 0.5
    points = np.zeros((len(group), 2))
    covered = np.concatenate([[0.0], np.cumsum(reach**2)[:-1]])
    for number in range(len(sizes)):
        distance = 1.5 * np.sqrt(covered[number])
        centre = distance * np.array([np.cos(number * _GOLDEN_ANGLE), np.sin(number * _GOLDEN_ANGLE)])
        points[group == number] = centre + _sunflower(int(sizes[number]))
    return points


def _matrix(network: Network) -> Points:
    """Give the pull of ties: the logarithm of their weight, relative to the mean."""
    weights = network.to_scipy().toarray()
    positive = weights[weights > 0]
    return np.asarray(np.log1p(weights / positive.mean())) if len(positive) else weights


def _relax(points: Points, group: Numbers, pull: Points) -> Points:
    """Move points by attraction of the tied, repulsion of all and a little gravity, ever more slowly."""
    count = len(points)
    mass = 1.0 + pull.sum(axis=1)
    pull = pull * np.where(group[:, None] == group[None, :], 1.5, 0.6)
    repulsion = mass[:, None] * mass[None, :] / mass.mean()
    rounds = int(np.clip(4e7 / count**2, 40, 400))
    reach = np.sqrt(count)
    for step in range(rounds):
        across = points[:, None, :] - points[None, :, :]
        distance = np.sqrt((across**2).sum(axis=2)) + 1e-3
        force = (repulsion / distance - pull * 2.0 * mass.mean() / 1.0) / distance
        np.fill_diagonal(force, 0.0)
        move = (force[:, :, None] * across).sum(axis=1) - 0.6 * mass[:, None] * (points - points.mean(axis=0))
        length = np.sqrt((move**2).sum(axis=1, keepdims=True)) + 1e-9
        heat = reach * 0.15 * (1 - step / rounds) ** 1.5 + 1e-3
        points = points + move / length * np.minimum(length / mass[:, None], heat)
    return points


def _fit(points: Points) -> Points:
    """Scale points into the square, keeping their shape."""
    low, high = points.min(axis=0), points.max(axis=0)
    reach = float((high - low).max()) / 2
    return np.asarray((points - (low + high) / 2) / (reach or 1.0))


def apart(
    points: Sequence[tuple[float, float]],
    radii: Sequence[float],
    frame: tuple[float, float],
    gap: float = 3.0,
) -> list[tuple[float, float]]:
    """Push discs apart until they hardly overlap, keeping them in a frame that begins at (0, 0)."""
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
        placed = np.clip(placed, radius[:, None] + gap, np.array(frame) - radius[:, None] - gap)
    return [(float(x), float(y)) for x, y in placed]
