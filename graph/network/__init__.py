"""Cooperation networks: who works with whom, in which roles, since when."""

from .as_sparql import as_sparql
from .brokerage import Brokerage, brokerage
from .building import build_index
from .centrality import MEASURES
from .cohesion import Cohesion, assortativity, backbone, cohesion
from .figure import figure
from .files import FORMATS, network_file, write_network
from .filters import PARAMETERS, Filters, Rollup, Unit, Via, Weight
from .index import NetworkIndex
from .map_as_sparql import map_as_sparql
from .measures import Care, measure
from .network import Edge, Network, Node
from .paths import Journey, Length, NetworkPath, find_paths
from .projection import project
from .saving import load_index, save_index
from .tie import TieEvidence, tie_evidence
from .windows import Windows, through_time

__all__ = [
    "FORMATS",
    "MEASURES",
    "PARAMETERS",
    "Brokerage",
    "Care",
    "Cohesion",
    "Edge",
    "Filters",
    "Journey",
    "Length",
    "Network",
    "NetworkIndex",
    "NetworkPath",
    "Node",
    "Rollup",
    "TieEvidence",
    "Unit",
    "Via",
    "Weight",
    "Windows",
    "as_sparql",
    "assortativity",
    "backbone",
    "brokerage",
    "build_index",
    "cohesion",
    "figure",
    "find_paths",
    "load_index",
    "map_as_sparql",
    "measure",
    "network_file",
    "project",
    "save_index",
    "through_time",
    "tie_evidence",
    "write_network",
]
