"""Named graphs read over HTTP (SPARQL 1.1 Graph Store HTTP Protocol, reading only)."""

import tempfile
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.store.seam import Store
from koinon.graph.store.serialisation import serialise_triples
from koinon.graph.terms import IRI, quad_to_oxigraph

from ..evaluation import Reply
from ..forms import RDF
from ..generations import Generation
from ..negotiation import choose
from ..problems import Problem
from ..responding import Responding

_IN_MEMORY = 8 << 20
_PIECE = 1 << 16


def graph_routes(responding: Responding) -> APIRouter:
    """Serve every named graph at its own address, and by ``/graphs?graph=``."""
    router = APIRouter(tags=["graphs"])

    async def respond(request: Request, iri: IRI | None, name: str | None) -> Response:
        form = choose(request.headers.get("accept"), name, RDF)
        task = partial(_graph, iri=iri, media_type=form.media_type)
        return await responding.respond(request, task, (iri or "default", form.name))

    @router.get("/graphs", operation_id="graph_by_name")
    async def indirect(request: Request, graph: str | None = None, format: str | None = None) -> Response:
        """Give the graph of an address (``?graph=IRI``), or the union of all (``?default``)."""
        if graph is None and "default" not in request.query_params:
            raise Problem(HTTPStatus.BAD_REQUEST, "Name a graph with ?graph=IRI, or ask for ?default.")
        return await respond(request, IRI(graph) if graph else None, format)

    @router.get("/graphs/{rest:path}", operation_id="graph")
    async def direct(request: Request, rest: str, format: str | None = None) -> Response:
        """Give the graph of this address as Turtle, JSON-LD, N-Triples or RDF/XML."""
        return await respond(request, IRI(f"{responding.generations.base}graphs/{rest}"), format)

    return router


def _graph(generation: Generation, iri: IRI | None, media_type: str) -> Reply:
    if iri and next(iter(generation.store.quads(graph=iri)), None) is None:
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no graph {iri}.")
    return Reply(media_type, _written(generation.store, iri, media_type))


def _written(store: Store, graph: IRI | None, media_type: str) -> Iterator[bytes]:
    """Write a graph, to a temporary file where it is large, and hand it out in pieces."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as output:
        serialise_triples(_triples(store, graph), media_type, output)
        output.seek(0)
        while piece := output.read(_PIECE):
            yield piece


def _triples(store: Store, graph: IRI | None) -> Iterator[ox.Triple]:
    for quad in store.quads(graph=graph):
        yield quad_to_oxigraph(quad).triple
