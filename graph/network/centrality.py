"""Centrality: how a node stands in a network. Every measure names its paper.

Weights count where the measure says so; a tie is otherwise one hop, however heavy. All functions give a
value for every node, in the order of the nodes.
"""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final, cast

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from .adjacency import Adjacency, Floats, Matrix
from .kit import networkit

_DAMPING: Final = 0.85
_ROUNDS: Final = 1000
_CLOSE: Final = 1e-12
#: Up to so many ties networkx is quick enough, and networkit need not be loaded.
_FEW: Final = 2000
#: Products of rows made in one go, so that memory stays flat.
_ROWS: Final = 512


def degree(network: Adjacency) -> Floats:
    """Count the ties of a node."""
    return network.degrees()


def strength(network: Adjacency) -> Floats:
    """Sum the weights of a node's ties (Barrat et al. 2004, PNAS 101, 3747)."""
    return network.strengths()


def betweenness(network: Adjacency) -> Floats:
    """Share of the shortest paths of other pairs that pass a node (Freeman 1977, Sociometry 40, 35).

    Exact, by Brandes 2001 (J. Math. Sociol. 25, 163), and between 0 and 1.
    """
    if len(network.source) <= _FEW:
        return _listed(network, nx.betweenness_centrality(network.to_networkx(), normalized=True))
    kit = networkit()
    found = kit.centrality.Betweenness(network.to_networkit(weighted=False), normalized=True).run()
    return np.array(found.scores())


def closeness(network: Adjacency) -> Floats:
    """Nearness to the nodes that can be reached, scaled by their share.

    (r − 1) / Σd · (r − 1) / (n − 1) with r nodes within reach (Wasserman & Faust 1994, p. 201).
    """
    matrix, found = network.matrix(), np.zeros(network.count)
    for begin in range(0, network.count, _ROWS):
        rows = np.arange(begin, min(begin + _ROWS, network.count))
        distance = csgraph.dijkstra(matrix, directed=False, unweighted=True, indices=rows)
        within = np.isfinite(distance)
        reached = within.sum(axis=1) - 1
        total = np.where(within, distance, 0.0).sum(axis=1)
        found[rows] = np.where(total > 0, reached**2 / np.maximum(total, 1.0), 0.0)
    return found / max(network.count - 1, 1)


def eigenvector(network: Adjacency) -> Floats:
    """Weighted standing among nodes of standing (Bonacich 1972, J. Math. Sociol. 2, 113), unit length.

    In a network of several components, only that of the largest eigenvalue has values above zero.
    """
    matrix, count = network.matrix(), network.count
    vector = np.full(count, 1.0 / max(count, 1) ** 0.5)
    for _ in range(_ROUNDS):
        # Adding the vector itself keeps bipartite networks from swinging, and changes no direction.
        following = matrix @ vector + vector
        following /= np.linalg.norm(following) or 1.0
        if np.abs(following - vector).sum() < count * _CLOSE:
            break
        vector = following
    return np.where(vector < 1e-6, 0.0, vector) if len(network.source) else np.zeros(count)


def pagerank(network: Adjacency) -> Floats:
    """Share of visits of a walker who follows ties by their weight and starts anew with 0.15.

    Brin & Page 1998, Computer Networks 30, 107; the values sum to 1.
    """
    count = network.count
    if not count:
        return np.zeros(0)
    total = network.strengths()
    share = np.divide(_DAMPING, total, out=np.zeros(count), where=total > 0)
    matrix, stuck = network.matrix(), total == 0
    rank = np.full(count, 1.0 / count)
    for _ in range(_ROUNDS):
        following = matrix @ (rank * share) + (1 - _DAMPING + _DAMPING * rank[stuck].sum()) / count
        if np.abs(following - rank).sum() < _CLOSE:
            break
        rank = following
    return rank


def core(network: Adjacency) -> Floats:
    """Find the largest k such that a node is in a part where everyone has k ties.

    Seidman 1983, Social Networks 5, 269.
    """
    if len(network.source) <= _FEW:
        return _listed(network, nx.core_number(network.to_networkx()))
    kit = networkit()
    return np.array(kit.centrality.CoreDecomposition(network.to_networkit(weighted=False)).run().scores())


def clustering(network: Adjacency) -> Floats:
    """Share of a node's pairs of partners that are tied (Watts & Strogatz 1998, Nature 393, 440)."""
    if len(network.source) <= _FEW:
        found = nx.clustering(network.to_networkx())
        return _listed(network, cast(dict[int, float], found))
    kit = networkit()
    held = network.to_networkit(weighted=False)
    held.sortEdges()
    held.indexEdges()
    return np.array(kit.centrality.LocalClusteringCoefficient(held, True).run().scores())


def constraint(network: Adjacency) -> Floats:
    """Say how far a node's partners are tied to each other (Burt 1992, Structural Holes, ch. 2).

    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)², j over partners, p the weights as shares of a node's strength.
    """
    shares, tied = _shares(network.matrix()), network.matrix(weighted=False)

    def of(rows: slice) -> Floats:
        both = (shares[rows] + shares[rows] @ shares).multiply(tied[rows])
        return np.asarray(both.multiply(both).sum(axis=1)).ravel()

    return _row_by_row(network, of)


def effective_size(network: Adjacency) -> Floats:
    """Count partners less what they repeat of each other (Burt 1992, Structural Holes, ch. 2).

    e_i = Σ_j (1 − Σ_q p_iq m_jq), with m_jq the weight of j and q relative to the heaviest of j.
    """
    if not network.count:
        return np.zeros(0)
    matrix, tied = network.matrix(), network.matrix(weighted=False)
    heaviest = matrix.max(axis=1).toarray().ravel()
    inverse = np.divide(1.0, heaviest, out=np.zeros_like(heaviest), where=heaviest > 0)
    turned = sparse.csr_array((sparse.diags_array(inverse) @ matrix).T)
    shares = _shares(matrix)

    def of(rows: slice) -> Floats:
        repeated = (shares[rows] @ turned).multiply(tied[rows])
        return np.asarray(repeated.sum(axis=1)).ravel()

    return network.degrees() - _row_by_row(network, of)


#: Measures by the name they are asked for.
MEASURES: Final[MappingProxyType[str, Callable[[Adjacency], Floats]]] = MappingProxyType(
    {
        "degree": degree,
        "strength": strength,
        "betweenness": betweenness,
        "closeness": closeness,
        "eigenvector": eigenvector,
        "pagerank": pagerank,
        "core": core,
        "clustering": clustering,
        "constraint": constraint,
        "effective-size": effective_size,
    }
)


def _shares(matrix: Matrix) -> Matrix:
    total = np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()
    inverse = np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)
    return sparse.csr_array(sparse.diags_array(inverse) @ matrix)


def _row_by_row(network: Adjacency, of: Callable[[slice], Floats]) -> Floats:
    parts = [of(slice(begin, begin + _ROWS)) for begin in range(0, network.count, _ROWS)]
    return np.concatenate([np.zeros(0), *parts])


def _listed(network: Adjacency, values: dict[int, float]) -> Floats:
    return np.array([values[node] for node in range(network.count)], dtype=np.float64)
