"""Cohesion: what holds a network together, who mixes with whom, and which ties carry it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csgraph

from .adjacency import Adjacency
from .network import Edge, Network
from .tables import Flags
from .whole import Whole


@dataclass(frozen=True, slots=True)
class Cohesion:
    """Components (the largest first), and the nodes and ties whose loss would part one of them."""

    components: tuple[frozenset[str], ...]
    articulation_points: tuple[str, ...]
    bridges: tuple[tuple[str, str], ...]


def cohesion(network: Network) -> Cohesion:
    """Find components, articulation points and bridges (Hopcroft & Tarjan 1973, Comm. ACM 16, 372)."""
    graph = network.to_networkx()
    components = [frozenset(one) for one in nx.connected_components(graph)]
    return Cohesion(
        components=tuple(sorted(components, key=lambda one: (-len(one), min(one)))),
        articulation_points=tuple(sorted(nx.articulation_points(graph))),
        bridges=tuple(sorted((min(pair), max(pair)) for pair in nx.bridges(graph))),
    )


def assortativity(network: Network, groups: Mapping[str, str | None]) -> float | None:
    """Say how far ties stay within groups: 1 always, 0 as by chance, below 0 less than by chance.

    Newman 2003, Phys. Rev. E 67, 026126, eq. 2, every tie counted once; ties of nodes without a group are
    left out. None where there is nothing to compare: no such ties, or all in one group.
    """
    mixing: Counter[tuple[str, str]] = Counter()
    for edge in network.edges:
        here, there = groups.get(edge.source), groups.get(edge.target)
        if here is not None and there is not None:
            mixing[here, there] += 1
            mixing[there, here] += 1
    total = sum(mixing.values())
    ends: Counter[str] = Counter()
    for (here, _), count in mixing.items():
        ends[here] += count
    within = sum(count for (here, there), count in mixing.items() if here == there)
    by_chance = sum(count**2 for count in ends.values())
    if total == 0 or by_chance == total**2:
        return None
    return (within * total - by_chance) / (total**2 - by_chance)


def backbone(network: Network, level: float = 0.05) -> Network:
    """Keep the ties that weigh more than chance would have it, and the nodes that have one.

    The disparity filter of Serrano, Boguñá & Vespignani 2009, PNAS 106, 6483: a tie stays where, seen from
    either end, (1 − w/s)^(k−1) < level, with s the strength and k the number of ties of that end. An end
    with a single tie has no opinion. The network must not be truncated, or its strengths are not those of
    its ties.
    """
    ties: Counter[str] = Counter()
    strengths: dict[str, float] = defaultdict(float)
    for edge in network.edges:
        for end in (edge.source, edge.target):
            ties[end] += 1
            strengths[end] += edge.weight

    def tells(edge: Edge, end: str) -> bool:
        return ties[end] > 1 and (1 - edge.weight / strengths[end]) ** (ties[end] - 1) < level

    kept = tuple(edge for edge in network.edges if tells(edge, edge.source) or tells(edge, edge.target))
    ends = {end for edge in kept for end in (edge.source, edge.target)}
    nodes = tuple(node for node in network.nodes if node.id in ends)
    return replace(network, nodes=nodes, edges=kept, total_nodes=len(nodes), total_edges=len(kept))


def backbone_of(held: Whole, level: float = 0.05) -> Whole:
    """Keep of a whole network the ties that weigh more than chance would have it (see ``backbone``)."""
    network = held.adjacency()
    degree, strength = held.degree, np.maximum(network.strengths(), 1e-12)

    def tells(end: NDArray[np.int64]) -> Flags:
        chance = (1 - np.minimum(network.weight / strength[end], 1.0)) ** (degree[end] - 1)
        flags: Flags = (degree[end] > 1) & (chance < level)
        return flags

    return Whole.of(held.rows, held.ties.take(tells(network.source) | tells(network.target)))


def component_sizes(network: Adjacency) -> list[int]:
    """Count the nodes of each component, the largest first."""
    _, component = csgraph.connected_components(network.matrix(), directed=False)
    return sorted(np.bincount(component).tolist(), reverse=True) if network.count else []
