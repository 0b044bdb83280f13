"""Named graphs read over HTTP (SPARQL 1.1 Graph Store HTTP Protocol, sections 5.2 and 5.8)."""

import tempfile
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.addresses import Addresses
from koinon.graph.store.seam import Store
from koinon.graph.store.serialisation import serialise_triples
from koinon.graph.terms import IRI, quad_to_oxigraph

from ..evaluation import Reply
from ..forms import RDF
from ..generations import Generation
from ..negotiation import choose
from ..problems import Problem
from ..responding import Responding
from ..writing.parsing import GENID
from ..writing.policy import DEFAULT
from .graph_names import graph_asked_for

_IN_MEMORY = 8 << 20
_PIECE = 1 << 16


def graph_routes(responding: Responding, *, own: bool = False) -> APIRouter:
    """Serve every named graph at its own address, and by ``/graphs?graph=``.

    ``?default`` is the union of all, or, where it is ``own``, the graph that is kept as the default graph.
    """
    router = APIRouter(tags=["graphs"])

    async def respond(request: Request, iri: IRI | None, name: str | None) -> Response:
        form = choose(request.headers.get("accept"), name, RDF)
        task = partial(_graph, iri=iri, media_type=form.media_type)
        return await responding.respond(request, task, (iri or "default", form.name))

    @router.get("/graphs", operation_id="graph_by_name")
    async def indirect(request: Request, graph: str | None = None, format: str | None = None) -> Response:
        """Give the graph of an address (``?graph=IRI``), or the default graph (``?default``)."""
        asked = graph_asked_for(request)
        if asked is None and own:
            asked = Addresses(responding.generations.base).graph(DEFAULT)
        return await respond(request, asked, format)

    @router.get("/graphs/{rest:path}", operation_id="graph")
    async def direct(request: Request, rest: str, format: str | None = None) -> Response:
        """Give the graph of this address as Turtle, JSON-LD, N-Triples or RDF/XML."""
        return await respond(request, IRI(f"{responding.generations.base}graphs/{rest}"), format)

    return router


def _graph(generation: Generation, iri: IRI | None, media_type: str) -> Reply:
    base = generation.surroundings.base
    empty = iri is not None and next(iter(generation.store.quads(graph=iri)), None) is None
    # The default graph is always there, if only empty.
    if empty and iri != Addresses(base).graph(DEFAULT):
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no graph {iri}.")
    return Reply(media_type, _written(generation.store, iri, media_type, base + GENID))


def _written(store: Store, graph: IRI | None, media_type: str, nodes: str) -> Iterator[bytes]:
    """Write a graph, to a temporary file where it is large, and hand it out in pieces."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as output:
        serialise_triples(_triples(store, graph, nodes), media_type, output)
        output.seek(0)
        while piece := output.read(_PIECE):
            yield piece


def _triples(store: Store, graph: IRI | None, nodes: str) -> Iterator[ox.Triple]:
    """Yield the triples; what came as a blank node goes as one (RDF 1.1 Concepts, section 3.5)."""
    for quad in store.quads(graph=graph):
        triple = quad_to_oxigraph(quad).triple
        if nodes in f"{quad.subject} {quad.object}":
            subject, value = _unnamed(triple.subject, nodes), _unnamed(triple.object, nodes)
            assert not isinstance(subject, ox.Literal)
            triple = ox.Triple(subject, triple.predicate, value)
        yield triple


_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def _unnamed(term: _Term, nodes: str) -> _Term:
    if isinstance(term, ox.NamedNode) and term.value.startswith(nodes):
        return ox.BlankNode(term.value.removeprefix(nodes))
    return term
