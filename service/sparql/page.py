"""The page of a query: its text in a form, its result below."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from koinon.graph.errors import KoinonError, QueryError
from koinon.graph.queries.load import query as example

from ..caching import generation_headers
from ..forms import RESULTS, RESULTS_JSON, TURTLE
from ..generations import Generation
from ..negotiation import Form
from ..pages.rendering import Pages
from ..pages.tables import Table
from ..problems import Problem
from ..results import result_table
from .request import SparqlRequest

_LONGEST_PAGE = 10_000_000

Ask = Callable[
    [SparqlRequest, Generation, tuple[Form, ...]], Awaitable[tuple[str, bytes, AsyncIterator[bytes]]]
]


async def query_page(request: Request, asked: SparqlRequest, generation: Generation, ask: Ask) -> Response:
    """Answer a query as a page, or tell in the page what is wrong with it."""
    pages: Pages = request.app.state.pages
    shown: dict[str, Any] = {"query": asked.query}
    status = HTTPStatus.OK
    try:
        kind, body = await _whole(*await ask(asked, generation, (RESULTS_JSON, TURTLE)))
        if kind.startswith(TURTLE.media_type):
            shown["triples"] = body.decode()
        else:
            shown["result"] = result_table(json.loads(body))
    except KoinonError as error:
        status = error.status if isinstance(error, Problem) else HTTPStatus.BAD_REQUEST
        if not isinstance(error, Problem | QueryError):
            raise
        shown["error"] = str(error)
    content = form_page(pages, generation.number, **shown)
    return Response(content, status, generation_headers(generation.number), "text/html")


def form_page(
    pages: Pages,
    generation: int,
    query: str | None = None,
    result: Table | None = None,
    triples: str | None = None,
    error: str | None = None,
) -> str:
    """Show the form for queries, and below it what came of one."""
    return pages.render(
        "sparql.html",
        title="SPARQL",
        generation=generation,
        downloads=RESULTS,
        query=query or example("example_roles"),
        result=result,
        triples=triples,
        error=error,
    )


async def _whole(kind: str, first: bytes, rest: AsyncIterator[bytes]) -> tuple[str, bytes]:
    pieces, length = [first], len(first)
    async for piece in rest:
        pieces.append(piece)
        length += len(piece)
        if length > _LONGEST_PAGE:
            await rest.aclose()  # type: ignore[attr-defined]  # it is an async generator
            raise Problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                "The result is too long for a page; take it as JSON, CSV or Turtle, or add a LIMIT.",
            )
    return kind, b"".join(pieces)
