"""rdflib-endpoint over a file of N-Triples, as a process that uvicorn can start."""

import os

import rdflib
from rdflib_endpoint import SparqlEndpoint


def app() -> SparqlEndpoint:
    """Load the file that RIVAL_FILE names into memory, and serve it."""
    held = rdflib.Graph()
    held.parse(os.environ["RIVAL_FILE"], format="nt")
    return SparqlEndpoint(graph=held, path="/sparql", enable_update=False)
