"""Centrality: how a node stands in a network. Every measure names its paper.

Weights count where the measure says so; a tie is otherwise one hop, however heavy. All functions give a
value for every node, by address.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, cast

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from .network import Network

Values = dict[str, float]
Floats = NDArray[np.float64]
Matrix = sparse.csr_array[np.float64]

_DECIMALS: Final = 9
_DAMPING: Final = 0.85
_ROUNDS: Final = 1000
_CLOSE: Final = 1e-12


def degree(network: Network) -> Values:
    """Count the ties of a node that the filters leave, drawn or not."""
    return {node.id: float(node.degree) for node in network.nodes}


def strength(network: Network) -> Values:
    """Sum the weights of a node's ties (Barrat et al. 2004, PNAS 101, 3747)."""
    return {node.id: node.strength for node in network.nodes}


def betweenness(network: Network) -> Values:
    """Share of the shortest paths of other pairs that pass a node (Freeman 1977, Sociometry 40, 35).

    Exact, by Brandes 2001 (J. Math. Sociol. 25, 163), and between 0 and 1.
    """
    return _by_address(network, nx.betweenness_centrality(_numbered(network), normalized=True))


def closeness(network: Network) -> Values:
    """Nearness to the nodes that can be reached, scaled by their share.

    (r − 1) / Σd · (r − 1) / (n − 1) with r nodes within reach (Wasserman & Faust 1994, p. 201).
    """
    distance = csgraph.shortest_path(network.to_scipy(), directed=False, unweighted=True)
    within = np.isfinite(distance)
    reached = within.sum(axis=1) - 1
    total = np.where(within, distance, 0.0).sum(axis=1)
    others = max(len(network.nodes) - 1, 1)
    return _named(network, np.where(total > 0, reached**2 / np.maximum(total, 1.0) / others, 0.0))


def eigenvector(network: Network) -> Values:
    """Weighted standing among nodes of standing (Bonacich 1972, J. Math. Sociol. 2, 113), unit length.

    In a network of several components, only that of the largest eigenvalue has values above zero.
    """
    matrix, count = network.to_scipy(), len(network.nodes)
    vector = np.full(count, 1.0 / max(count, 1) ** 0.5)
    for _ in range(_ROUNDS):
        # Adding the vector itself keeps bipartite networks from swinging, and changes no direction.
        following = matrix @ vector + vector
        following /= np.linalg.norm(following) or 1.0
        if np.abs(following - vector).sum() < count * _CLOSE:
            break
        vector = following
    return _named(network, np.where(vector < 1e-6, 0.0, vector) if network.edges else np.zeros(count))


def pagerank(network: Network) -> Values:
    """Share of visits of a walker who follows ties by their weight and starts anew with 0.15.

    Brin & Page 1998, Computer Networks 30, 107; the values sum to 1.
    """
    if not network.nodes:
        return {}
    matrix, count = network.to_scipy(), len(network.nodes)
    total = _sums(matrix)
    share = np.divide(1.0, total, out=np.zeros(count), where=total > 0)
    rank = np.full(count, 1.0 / max(count, 1))
    for _ in range(_ROUNDS):
        stuck = rank[total == 0].sum()
        following = _DAMPING * (matrix @ (rank * share) + stuck / count) + (1 - _DAMPING) / count
        if np.abs(following - rank).sum() < _CLOSE:
            break
        rank = following
    return _named(network, rank)


def core(network: Network) -> Values:
    """Find the largest k such that a node is in a part where everyone has k ties.

    Seidman 1983, Social Networks 5, 269.
    """
    return _by_address(network, nx.core_number(_numbered(network)))


def clustering(network: Network) -> Values:
    """Share of a node's pairs of partners that are tied (Watts & Strogatz 1998, Nature 393, 440)."""
    return _by_address(network, cast(Mapping[int, float], nx.clustering(_numbered(network))))


def constraint(network: Network) -> Values:
    """Say how far a node's partners are tied to each other (Burt 1992, Structural Holes, ch. 2).

    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)², j over partners, p the weights as shares of a node's strength.
    """
    shares = _shares(network.to_scipy())
    tied = shares.copy()
    tied.data[:] = 1.0
    both = (shares + shares @ shares).multiply(tied)
    return _named(network, np.asarray(both.multiply(both).sum(axis=1)).ravel())


def effective_size(network: Network) -> Values:
    """Count partners less what they repeat of each other (Burt 1992, Structural Holes, ch. 2).

    e_i = Σ_j (1 − Σ_q p_iq m_jq), with m_jq the weight of j and q relative to the heaviest of j.
    """
    if not network.nodes:
        return {}
    matrix = network.to_scipy()
    heaviest = matrix.max(axis=1).toarray().ravel()
    marginal = (
        sparse.diags_array(np.divide(1.0, heaviest, out=np.zeros_like(heaviest), where=heaviest > 0)) @ matrix
    )
    tied = matrix.copy()
    tied.data[:] = 1.0
    repeated = (_shares(matrix) @ marginal.T).multiply(tied)
    sizes = np.asarray(tied.sum(axis=1)).ravel() - np.asarray(repeated.sum(axis=1)).ravel()
    return _named(network, sizes)


#: Measures by the name they are asked for.
MEASURES: Final[MappingProxyType[str, Callable[[Network], Values]]] = MappingProxyType(
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


def _numbered(network: Network) -> "nx.Graph[int]":
    """Give the network to networkx by numbers, whose sets are walked in one order in every process."""
    place = {node.id: number for number, node in enumerate(network.nodes)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(place)))
    numbered.add_edges_from((place[edge.source], place[edge.target]) for edge in network.edges)
    return numbered


def _shares(matrix: Matrix) -> Matrix:
    total = _sums(matrix)
    inverse = np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)
    return sparse.csr_array(sparse.diags_array(inverse) @ matrix)


def _named(network: Network, values: Floats) -> Values:
    rounded = np.round(values, _DECIMALS) + 0.0
    return {node.id: value for node, value in zip(network.nodes, rounded.tolist(), strict=True)}


def _sums(matrix: Matrix) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def _by_address(network: Network, values: Mapping[int, float]) -> Values:
    return {node.id: round(float(values[place]), _DECIMALS) for place, node in enumerate(network.nodes)}
