"""The network: nodes and edges as people and programs read them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import numpy as np
from scipy import sparse

from ..errors import NetworkError
from ..json_bytes import json_bytes
from .filters import Filters

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


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

    def as_dict(self) -> dict[str, Any]:
        """Give the node in the shape of the web interface."""
        return dict(zip(NODE_FIELDS, _node_values(self), strict=True))


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
        said = dict(zip(EDGE_FIELDS, _edge_values(self), strict=True))
        said["roles"] = [*map(list, self.roles)]
        return said


#: Names of what nodes and edges say; to copy a dataclass field by field takes ten times as long.
NODE_FIELDS: Final = tuple(field.name for field in fields(Node))
EDGE_FIELDS: Final = tuple(field.name for field in fields(Edge))
_node_values: Final = attrgetter(*NODE_FIELDS)
_edge_values: Final = attrgetter(*EDGE_FIELDS)
#: What their values are; roles as JSON.
NODE_TYPES: Final[dict[str, type]] = dict.fromkeys(NODE_FIELDS, str) | {
    "degree": int,
    "strength": float,
    "community": int,
    "x": float,
    "y": float,
}
EDGE_TYPES: Final[dict[str, type]] = dict.fromkeys(EDGE_FIELDS, int) | {
    "source": str,
    "target": str,
    "weight": float,
    "roles": str,
}


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
            "nodes": [node.as_dict() for node in self.nodes],
            "edges": [edge.as_dict() for edge in self.edges],
        }

    def to_json(self) -> str:
        """Write the network as JSON of the web interface, the same text for the same network."""
        return json_bytes(self.as_dict()).decode()

    def to_networkx(self) -> "nx.Graph[str]":
        """Give the network to networkx: nodes by address, all attributes as they stand here."""
        network: nx.Graph[str] = nx.Graph(generation=self.generation, filters=self.filters.as_query())
        for node in self.nodes:
            said = node.as_dict()
            network.add_node(said.pop("id"), **said)
        for edge in self.edges:
            attributes = edge.as_dict() | {"roles": edge.roles}
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

    def to_polars(self) -> "tuple[pl.DataFrame, pl.DataFrame]":
        """Give the network as two polars frames: nodes and edges, in their order; roles are JSON."""
        import polars as pl  # noqa: PLC0415 - most networks never become frames

        types = {str: pl.String, int: pl.Int64, float: pl.Float64}
        nodes = [node.as_dict() for node in self.nodes]
        edges = [edge.as_dict() | {"roles": json.dumps(edge.roles)} for edge in self.edges]
        return (
            pl.DataFrame(nodes, schema={name: types[kind] for name, kind in NODE_TYPES.items()}),
            pl.DataFrame(edges, schema={name: types[kind] for name, kind in EDGE_TYPES.items()}),
        )

    def to_pandas(self) -> "tuple[pd.DataFrame, pd.DataFrame]":
        """Give the network as two pandas frames: nodes and edges; pandas must be installed.

        Raises:
            NetworkError: it is not.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - not a dependency of ours
        except ModuleNotFoundError:
            raise NetworkError("pandas is not installed; pip install pandas, or use to_polars().") from None
        nodes, edges = self.to_polars()
        return pd.DataFrame(nodes.to_dict(as_series=False)), pd.DataFrame(edges.to_dict(as_series=False))

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
