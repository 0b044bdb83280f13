"""Networks and the map as queries, for whoever goes on from there."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.network import Filters, NetworkIndex, as_sparql, map_as_sparql

from ..evaluation import Reply
from ..generations import Generation
from ..responding import Responding
from .network_parameters import FILTERS, documented, parameters

_SPARQL = "application/sparql-query"
#: Writes what filters leave as a query.
Writer = Callable[[NetworkIndex, Filters], str]


def query_routes(responding: Responding) -> APIRouter:
    """Serve the network and the map as SPARQL queries."""
    router = APIRouter(tags=["network"])

    @router.get("/api/network/sparql", operation_id="network_sparql", openapi_extra=documented(FILTERS))
    async def as_query(request: Request) -> Response:
        """Lead to the query of the same network at /sparql; to application/sparql-query give its text."""
        return await query(request, as_sparql)

    @router.get("/api/network/map/sparql", operation_id="map_sparql", openapi_extra=documented(FILTERS))
    async def map_as_query(request: Request) -> Response:
        """Lead to the query of the map's places at /sparql; to application/sparql-query give its text."""
        return await query(request, map_as_sparql)

    async def query(request: Request, write: Writer) -> Response:
        filters = Filters.parse(parameters(request))
        text = _SPARQL in request.headers.get("accept", "")
        task = partial(_as_query, write=write, filters=filters, text=text)
        tag = ("text" if text else "redirect", request.url.path, request.url.query)
        return await responding.respond(request, task, tag, {"Vary": "Accept"})

    return router


def _as_query(generation: Generation, write: Writer, filters: Filters, text: bool) -> Reply:
    query = write(generation.network, filters)
    if text:
        return Reply(_SPARQL, (query.encode(),))
    return Reply("", (), HTTPStatus.SEE_OTHER, {"Location": f"/sparql?query={quote(query, safe='')}"})
