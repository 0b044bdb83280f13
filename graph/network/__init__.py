"""Cooperation networks: who works with whom, in which roles, since when."""

from .building import build_index
from .figure import figure
from .files import FORMATS, network_file, write_network
from .filters import PARAMETERS, Filters, Rollup, Unit, Via, Weight
from .index import NetworkIndex
from .network import Edge, Network, Node
from .projection import project
from .saving import load_index, save_index
from .tie import TieEvidence, tie_evidence

__all__ = [
    "FORMATS",
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
    "load_index",
    "network_file",
    "project",
    "save_index",
    "tie_evidence",
    "write_network",
]
