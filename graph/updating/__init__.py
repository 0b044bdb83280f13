"""SPARQL 1.1 Update on any store of the seam: each operation becomes a change that is known exactly."""

from .defaults import Graphs, NoDefaultGraph
from .recording import Recording
from .request import Update
from .running import graph_names, run_update

__all__ = ["Graphs", "NoDefaultGraph", "Recording", "Update", "graph_names", "run_update"]
