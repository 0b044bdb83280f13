"""Cooperation networks: who works with whom, in which roles, since when."""

from .building import build_index
from .filters import PARAMETERS, Filters, Rollup, Unit, Via, Weight
from .index import NetworkIndex
from .network import Edge, Network, Node
from .projection import project

__all__ = [
    "PARAMETERS",
    "Edge",
    "Filters",
    "Network",
    "NetworkIndex",
    "Node",
    "Rollup",
    "Unit",
    "Via",
    "Weight",
    "build_index",
    "project",
]
