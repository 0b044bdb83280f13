"""Communities: groups of nodes with more ties inside than across."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .adjacency import Adjacency
from .kit import SEED, networkit
from .network import Network

Groups = NDArray[np.int64]
#: Seeds whose partitions are compared.
_TRIALS: Final = 5
_ROUNDS: Final = 10


@dataclass(frozen=True, slots=True, eq=False)
class Communities:
    """A partition: the group of each node, its modularity, and how stable it is.

    Groups are numbered from 0, the largest first, equals by their first node. ``stability`` is the mean
    of the adjusted Rand index (Hubert & Arabie 1985) with the partitions of other seeds: 1 where they are
    all the same, 0 where they agree no more than by chance.
    """

    group: Groups
    modularity: float
    stability: float | None = None

    def __len__(self) -> int:
        return int(self.group.max()) + 1 if len(self.group) else 0


def communities(network: Network) -> dict[str, int]:
    """Find the community of each node, by address; a network truncated is divided as it is drawn."""
    group = partition(Adjacency.of(network)).group
    return {node.id: number for node, number in zip(network.nodes, group.tolist(), strict=True)}


def partition(network: Adjacency, *, compare: bool = False) -> Communities:
    """Divide a network by modularity on its weights (Leiden).

    Traag, Waltman & van Eck 2019, Scientific Reports 9, 5233. The seed is fixed, so that a network always
    falls into the same groups. With ``compare`` other seeds are tried too, to say how stable the groups are.
    """
    if not len(network.source):
        return Communities(np.arange(network.count), 0.0, 1.0 if compare else None)
    group = _leiden(network, SEED)
    stability = None
    if compare:
        others = [agreement(group, _leiden(network, SEED + trial)) for trial in range(1, _TRIALS)]
        stability = round(float(np.mean(others)), 4)
    return Communities(group, round(modularity(network, group), 6), stability)


def _leiden(network: Adjacency, seed: int) -> Groups:
    kit = networkit(seed)
    held = network.to_networkit()
    found = kit.community.ParallelLeiden(held, iterations=_ROUNDS, randomize=True)
    found.run()
    return _numbered(np.array(found.getPartition().getVector(), dtype=np.int64))


def _numbered(group: Groups) -> Groups:
    """Number groups by size, then by their first node."""
    _, first, place, size = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.lexsort((first, -size))] = np.arange(len(size))
    return rank[place]


def modularity(network: Adjacency, group: Groups) -> float:
    """Give the share of weight inside groups beyond what chance would put there.

    Newman 2004, Phys. Rev. E 70, 056131, eq. 4.
    """
    total = float(network.weight.sum())
    inside = float(network.weight[group[network.source] == group[network.target]].sum())
    ends = np.bincount(group, weights=network.strengths())
    return inside / total - float((ends**2).sum()) / (4 * total**2)


def agreement(one: Groups, other: Groups) -> float:
    """Compare two partitions: the adjusted Rand index (Hubert & Arabie 1985, J. Classification 2, 193)."""
    _, together = np.unique(one * (int(other.max()) + 1) + other, return_counts=True)

    def pairs(counts: Groups) -> float:
        return float((counts.astype(np.float64) * (counts - 1) / 2).sum())

    both, here, there = pairs(together), pairs(np.bincount(one)), pairs(np.bincount(other))
    every = len(one) * (len(one) - 1) / 2
    by_chance = here * there / every if every else 0.0
    most = (here + there) / 2
    return 1.0 if most == by_chance else (both - by_chance) / (most - by_chance)


def meta_network(network: Adjacency, group: Mapping[int, int] | Groups, count: int) -> Adjacency:
    """Tie communities by the weight of the ties between them."""
    groups = np.asarray(group, dtype=np.int64)
    one, other = groups[network.source], groups[network.target]
    across = one != other
    low, high = np.minimum(one, other)[across], np.maximum(one, other)[across]
    keys, place = np.unique(low * count + high, return_inverse=True)
    weight = np.bincount(place, weights=network.weight[across], minlength=len(keys)).astype(np.float64)
    return Adjacency(count, keys // count, keys % count, weight)
