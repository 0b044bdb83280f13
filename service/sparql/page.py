"""The page of a query: its text in a form, its result below."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from koinon.graph.errors import QueryError
from koinon.graph.queries.load import query as example

from ..caching import generation_headers
from ..forms import RESULTS, RESULTS_JSON, TURTLE
from ..generations import Generation
from ..negotiation import Form
from ..pages.rendering import Pages
from ..pages.tables import Table
from ..problems import Problem
from ..results import result_table
from ..running import Result
from .request import SparqlRequest

_LONGEST_PAGE = 10_000_000

Ask = Callable[[SparqlRequest, Generation, tuple[Form, ...]], Awaitable[Result]]


async def query_page(request: Request, asked: SparqlRequest, generation: Generation, ask: Ask) -> Response:
    """Answer a query as a page, or tell in the page what is wrong with it."""
    pages: Pages = request.app.state.pages
    status, shown = HTTPStatus.OK, partial(form_page, pages, generation.number, asked.query)
    try:
        result = await ask(asked, generation, (RESULTS_JSON, TURTLE))
        body = await result.whole(_LONGEST_PAGE)
        # Reading a long result and writing its page takes a while, which is not the event loop's to spend.
        content = await run_in_threadpool(lambda: shown(**_shown(result.media_type, body)))
    except (Problem, QueryError) as error:
        status = error.status if isinstance(error, Problem) else HTTPStatus.BAD_REQUEST
        content = shown(error=str(error))
    return Response(content, status, generation_headers(generation.number), "text/html")


def _shown(media_type: str, body: bytes) -> dict[str, Any]:
    if media_type.startswith(TURTLE.media_type):
        return {"triples": body.decode()}
    return {"result": result_table(json.loads(body))}


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
