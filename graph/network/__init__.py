"""Cooperation networks: who works with whom, in which roles, since when."""

from .building import build_index
from .figure import figure
from .filters import PARAMETERS, Filters, Rollup, Unit, Via, Weight
from .index import NetworkIndex
from .network import Edge, Network, Node
from .projection import project
from .tie import TieEvidence, tie_evidence

__all__ = [
    "PARAMETERS",
    "Edge",
    "Filters",
    "Network",
    "NetworkIndex",
    "Node",
    "Rollup",
    "TieEvidence",
    "Unit",
    "Via",
    "Weight",
    "build_index",
    "figure",
    "project",
    "tie_evidence",
]
