"""Which graph a request at ``/graphs`` means (SPARQL 1.1 Graph Store HTTP Protocol, section 4.2)."""

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.requests import Request

from koinon.graph.terms import IRI

from ..problems import Problem

_FORBIDDEN = frozenset(' <>"{}|\\^`')


def graph_asked_for(request: Request) -> IRI | None:
    """Read ``?graph=IRI``, or None for ``?default``.

    Raises:
        Problem: there is neither or both, or the graph is no absolute IRI.
    """
    graphs = request.query_params.getlist("graph")
    if ("default" in request.query_params) + len(graphs) != 1:
        raise Problem(HTTPStatus.BAD_REQUEST, "Name one graph with ?graph=IRI, or the default with ?default.")
    if not graphs:
        return None
    if not urlsplit(graphs[0]).scheme or _FORBIDDEN.intersection(graphs[0]):
        raise Problem(HTTPStatus.BAD_REQUEST, f"The graph “{graphs[0]}” is not an absolute IRI.")
    return IRI(graphs[0])
