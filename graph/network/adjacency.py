"""Adjacency: a network as columns of numbers, which is what measures are computed of."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .network import Network

if TYPE_CHECKING:
    import networkit as nk

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Matrix = sparse.csr_array[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Adjacency:
    """Nodes 0 … ``count`` − 1, and ties without direction, each once, with weights above zero."""

    count: int
    source: Places
    target: Places
    weight: Floats

    @classmethod
    def of(cls, network: Network) -> "Adjacency":
        """Number the nodes of a network in its order."""
        place = {node.id: number for number, node in enumerate(network.nodes)}
        return cls(
            len(place),
            np.array([place[edge.source] for edge in network.edges], dtype=np.int64),
            np.array([place[edge.target] for edge in network.edges], dtype=np.int64),
            np.array([edge.weight for edge in network.edges], dtype=np.float64),
        )

    def degrees(self) -> Floats:
        """Count the ties of each node."""
        ends = np.concatenate([self.source, self.target])
        return np.bincount(ends, minlength=self.count).astype(np.float64)

    def strengths(self) -> Floats:
        """Sum the weights of each node's ties."""
        ends = np.concatenate([self.source, self.target])
        total = np.bincount(ends, weights=np.tile(self.weight, 2), minlength=self.count)
        return total.astype(np.float64)

    def matrix(self, *, weighted: bool = True) -> Matrix:
        """Give the symmetric matrix of weights, or of ones."""
        values = np.tile(self.weight, 2) if weighted else np.ones(2 * len(self.source))
        where = (np.concatenate([self.source, self.target]), np.concatenate([self.target, self.source]))
        return sparse.csr_array((values, where), shape=(self.count, self.count))

    def to_networkx(self) -> "nx.Graph[int]":
        """Give the network to networkx, by numbers: their sets are walked in one order in every process."""
        numbered: nx.Graph[int] = nx.Graph()
        numbered.add_nodes_from(range(self.count))
        ends = zip(self.source.tolist(), self.target.tolist(), self.weight.tolist(), strict=True)
        numbered.add_weighted_edges_from(ends)
        return numbered

    def to_networkit(self, *, weighted: bool = True) -> "nk.Graph":
        """Give the network to networkit."""
        import networkit as nk  # noqa: PLC0415 - takes half a second, and small networks need it not

        where = (self.source.astype(np.uint64), self.target.astype(np.uint64))
        data = (self.weight, where) if weighted else (np.ones(len(self.source)), where)
        return nk.GraphFromCoo(data, self.count, weighted=weighted, directed=False)

    def among(self, nodes: NDArray[np.bool_]) -> "Adjacency":
        """Keep the ties among the flagged nodes; all nodes keep their number."""
        kept = nodes[self.source] & nodes[self.target]
        return Adjacency(self.count, self.source[kept], self.target[kept], self.weight[kept])
