"""The network: nodes and edges as people and programs read them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from .filters import Filters


@dataclass(frozen=True, slots=True)
class Node:
    """Someone or something that cooperates.

    ``kind`` is a notation (of organisation or place; ``country`` and ``heritage-type`` for these units),
    ``country`` two letters. ``degree`` and ``strength`` count the ties that the filters leave, drawn or
    not. ``community`` and the position, in [-1, 1], are None where a network was not arranged.
    """

    id: str
    label: str
    kind: str | None
    country: str | None
    degree: int
    strength: float
    community: int | None = None
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie; ``source`` and ``target`` are in order of address, for a tie has no direction.

    ``roles`` says how often the source end played the first role and the target end the second in what
    they share; ``first`` and ``last`` are years, None where no source dates what they share.
    """

    source: str
    target: str
    weight: float
    activities: int
    first: int | None
    last: int | None
    roles: tuple[tuple[str, str, int], ...]
    sources: int

    def turned(self) -> "Edge":
        """Give the same tie, read from its other end."""
        roles = tuple((there, here, count) for here, there, count in self.roles)
        return replace(self, source=self.target, target=self.source, roles=roles)

    def as_dict(self) -> dict[str, Any]:
        """Give the edge in the shape of the web interface."""
        return asdict(self) | {"roles": [list(roles) for roles in self.roles]}


@dataclass(frozen=True, slots=True)
class Network:
    """Who works with whom, under filters, in one generation of the data.

    Nodes come strongest first, edges heaviest first, equals by address. ``total_nodes`` and
    ``total_edges`` say how much there is without ``limit``; ``truncated`` that something is left out.
    """

    generation: int
    filters: Filters
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    total_nodes: int
    total_edges: int

    @property
    def truncated(self) -> bool:
        """Say whether the limit left out nodes."""
        return len(self.nodes) < self.total_nodes

    def as_dict(self) -> dict[str, Any]:
        """Give the network in the shape of the web interface."""
        return {
            "generation": self.generation,
            "filters": self.filters.as_dict(),
            "total": {"nodes": self.total_nodes, "edges": self.total_edges},
            "truncated": self.truncated,
            "nodes": [asdict(node) for node in self.nodes],
            "edges": [asdict(edge) | {"roles": [list(roles) for roles in edge.roles]} for edge in self.edges],
        }

    def to_json(self) -> str:
        """Write the network as JSON of the web interface, the same text for the same network."""
        return json.dumps(self.as_dict(), ensure_ascii=False, separators=(",", ":"))

    def to_networkx(self) -> "nx.Graph[str]":
        """Give the network to networkx: nodes by address, all attributes as they stand here."""
        network: nx.Graph[str] = nx.Graph(generation=self.generation, filters=self.filters.as_query())
        for node in self.nodes:
            network.add_node(node.id, **{name: value for name, value in asdict(node).items() if name != "id"})
        for edge in self.edges:
            attributes = asdict(edge)
            network.add_edge(attributes.pop("source"), attributes.pop("target"), **attributes)
        return network

    def to_scipy(self) -> sparse.csr_array[np.float64]:
        """Give the symmetric matrix of weights, in the order of ``nodes``."""
        place = {node.id: number for number, node in enumerate(self.nodes)}
        row = [place[edge.source] for edge in self.edges]
        column = [place[edge.target] for edge in self.edges]
        weight = [edge.weight for edge in self.edges]
        values = np.array(weight + weight, dtype=np.float64)
        where = (np.array(row + column, dtype=np.int64), np.array(column + row, dtype=np.int64))
        return sparse.csr_array((values, where), shape=(len(self.nodes), len(self.nodes)))

    def arranged(
        self, communities: Mapping[str, int], positions: Mapping[str, tuple[float, float]]
    ) -> "Network":
        """Give the same network with communities and positions on its nodes."""
        nodes = tuple(
            replace(node, community=communities[node.id], x=positions[node.id][0], y=positions[node.id][1])
            for node in self.nodes
        )
        return replace(self, nodes=nodes)

    def _repr_svg_(self) -> str:
        """Draw the network in a notebook."""
        from .figure import figure  # noqa: PLC0415 - figures are drawn of networks

        return figure(self)
