"""Measures of networks: exact where that is quick, sampled with a stated error where it is not."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from ..errors import NetworkError
from .adjacency import Adjacency, Floats
from .centrality import MEASURES
from .kit import SEED, networkit
from .network import Network

_DECIMALS: Final = 9
#: Steps that take a few seconds at most.
_STEPS: Final = 6e7
#: A sampled value is this near to the true one …
ERROR: Final = 0.01
#: … but for one network in so many.
_DOUBT: Final = 0.1
_PIVOTS: Final = 64


class Care(StrEnum):
    """How a measure is to be computed: exactly where that is quick, exactly, or by sampling."""

    AUTO = "auto"
    EXACT = "exact"
    SAMPLED = "sampled"


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Values in the order of the nodes; ``error`` is None where they are exact, else ``method`` says how."""

    name: str
    values: Floats
    method: str = "exact"
    error: float | None = None


def measure(network: Network, name: str, care: Care = Care.AUTO) -> dict[str, float]:
    """Measure every node of a network, by address; the network is what is drawn of it.

    Raises:
        NetworkError: there is no such measure, or its exact values would take too long.
    """
    found = measured(Adjacency.of(network), name, care)
    return {node.id: value for node, value in zip(network.nodes, found.values.tolist(), strict=True)}


def measured(network: Adjacency, name: str, care: Care = Care.AUTO) -> Measured:
    """Measure every node.

    Raises:
        NetworkError: there is no such measure, or its exact values would take too long.
    """
    if name not in MEASURES:
        raise NetworkError(f"There is no measure “{name}”; measures are {', '.join(MEASURES)}.")
    dear = steps(network, name) > _STEPS
    if name in _SAMPLED and (care is Care.SAMPLED or (dear and care is Care.AUTO)):
        return _rounded(_SAMPLED[name](network))
    if dear:
        raise NetworkError(_too_dear(network, name))
    return _rounded(Measured(name, MEASURES[name](network)))


def steps(network: Adjacency, name: str) -> float:
    """Say about how many steps the exact values of a measure take."""
    ties = float(len(network.source))
    if name in _SAMPLED:
        return network.count * (ties + network.count)
    if name in {"constraint", "effective-size"}:
        return float((network.degrees() ** 2).sum()) / 4
    return ties


def _too_dear(network: Adjacency, name: str) -> str:
    size = f"{network.count:,} nodes and {len(network.source):,} ties"
    other = "ask for care=sampled" if name in _SAMPLED else "it cannot be sampled"
    return f"Exact {name} of {size} takes too long here; {other}, or narrow the network with more filters."


def _rounded(found: Measured) -> Measured:
    return Measured(found.name, np.round(found.values, _DECIMALS) + 0.0, found.method, found.error)


def _sampled_betweenness(network: Adjacency) -> Measured:
    """Estimate betweenness from random shortest paths, as many as the error needs.

    Borassi & Natale 2019, ACM J. Exp. Algorithmics 24 (KADABRA): every value is within the error with
    probability 1 − 0.1. The library (11.3) counts each path of a network without direction from both its
    ends, which doubles every score, and counts pairs that a node is an end of itself, which takes 2/n away.
    """
    kit = networkit()
    held = network.to_networkit(weighted=False)
    found = kit.centrality.KadabraBetweenness(held, ERROR, _DOUBT, True).run()
    method = f"sampled: each value within {ERROR} with probability {1 - _DOUBT} (Borassi & Natale 2019)"
    values = np.array(found.scores()) / 2 * network.count / max(network.count - 2, 1)
    return Measured("betweenness", values, method, ERROR)


def _sampled_closeness(network: Adjacency) -> Measured:
    """Estimate closeness from the distances to some nodes drawn at random.

    Eppstein & Wang 2004, J. Graph Algorithms Appl. 8, 39; the stated error is one of the mean distance, in
    shares of the largest distance met: √(ln(2n / 0.1) / 2k), by Hoeffding's bound.
    """
    kit = networkit()
    held = network.to_networkit(weighted=False)
    chosen = np.random.default_rng(SEED).choice(network.count, min(_PIVOTS, network.count), replace=False)
    total, met = np.zeros(network.count), np.zeros(network.count)
    for pivot in chosen.tolist():
        distance = np.array(kit.distance.BFS(held, pivot, False).run().getDistances(False))
        within = distance < network.count
        total += np.where(within, distance, 0.0)
        met += within
    # Reached nodes and their mean distance, both scaled up from the pivots to all nodes.
    share = met / len(chosen)
    mean = np.divide(total, met, out=np.full(network.count, np.inf), where=total > 0)
    error = math.sqrt(math.log(2 * network.count / _DOUBT) / (2 * len(chosen)))
    method = f"sampled: from {len(chosen)} nodes (Eppstein & Wang 2004)"
    return Measured("closeness", share / mean, method, round(error, 4))


_SAMPLED: Final[dict[str, Callable[[Adjacency], Measured]]] = {
    "betweenness": _sampled_betweenness,
    "closeness": _sampled_closeness,
}


def names_of(wanted: Sequence[str]) -> tuple[str, ...]:
    """Give the measures asked for, all that are quick for any network where none is."""
    return tuple(dict.fromkeys(wanted)) or ("degree", "strength", "pagerank", "core")
