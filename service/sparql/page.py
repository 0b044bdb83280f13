"""The page of a query: its text in a form, its result below."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from koinon.graph.errors import QueryError
from koinon.graph.explaining import Explanation
from koinon.graph.queries.load import query as example
from koinon.graph.store.seam import Dataset

from ..caching import generation_headers
from ..evaluation import Reply
from ..forms import HTML, RESULTS, RESULTS_JSON, TURTLE
from ..generations import Generation
from ..pages.asking import forms
from ..pages.looking import Look, names_of
from ..pages.rendering import Pages
from ..pages.tables import Table
from ..problems import Problem
from ..results import result_table
from .answering import as_asked, asked_dataset
from .explaining import explanation_of
from .screen import Screen, short_enough

_LONGEST_PAGE = 10_000_000


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a query: a table, triples in Turtle, or a sentence; and why, where that was asked.

    ``results`` are what the table was made of, for the script of the page.
    """

    result: Table | None = None
    results: Mapping[str, Any] | None = None
    triples: str | None = None
    error: str | None = None
    explanation: Explanation | None = None


NOTHING_ASKED: Final = Answered()


def query_page(
    generation: Generation,
    text: str,
    dataset: Dataset,
    own: bool,
    screen: Screen,
    explained: bool = False,
    rewrites: bool = True,
) -> Reply:
    """Answer a query as a page, explained if so wished, or tell in the page what is wrong with it."""
    pages = generation.surroundings.pages
    status, shown = HTTPStatus.OK, partial(form_page, pages, screen, generation.number)
    try:
        asked = asked_dataset(generation, text, dataset, own)
        accept = [RESULTS_JSON.media_type, TURTLE.media_type]
        answer = generation.store.answer(as_asked(generation, text, rewrites), accept, asked)
        found = _shown(generation, answer.media_type, _whole(answer.chunks))
        if explained:
            found = replace(found, explanation=explanation_of(generation, text, asked, rewrites))
        content = shown(found)
    except (Problem, QueryError) as error:
        status, content = _status(error), shown(Answered(error=str(error)))
    return Reply(HTML.media_type, (content.encode(),), status)


def refused_page(request: Request, screen: Screen, generation: int, error: Problem | QueryError) -> Response:
    """Tell in the page of a query why it was not answered."""
    pages: Pages = request.app.state.pages
    headers = generation_headers(generation) | (error.headers if isinstance(error, Problem) else {})
    content = form_page(pages, screen, generation, Answered(error=str(error)))
    return Response(content, _status(error), headers, HTML.media_type)


def _status(error: Problem | QueryError) -> HTTPStatus:
    return error.status if isinstance(error, Problem) else HTTPStatus.BAD_REQUEST


def _whole(chunks: Iterable[bytes]) -> bytes:
    pieces, length = [], 0
    for piece in chunks:
        pieces.append(piece)
        length += len(piece)
        if length > _LONGEST_PAGE:
            raise Problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"The result is longer than the {_LONGEST_PAGE:,} bytes that are shown here; "
                "take it as JSON, CSV or Turtle, or add a LIMIT.",
            )
    return b"".join(pieces)


def _shown(generation: Generation, media_type: str, body: bytes) -> Answered:
    if media_type.startswith(TURTLE.media_type):
        return Answered(triples=body.decode())
    name = names_of(Look(generation.store), generation.surroundings.addressing)
    results = json.loads(body)
    return Answered(result_table(results, name=name), short_enough(results))


def form_page(
    pages: Pages,
    screen: Screen,
    generation: int,
    answered: Answered = NOTHING_ASKED,
) -> str:
    """Show the form for queries, and below it what came of one."""
    told = {
        "query": screen.query,
        "generation": generation,
        "results": answered.results,
        "error": answered.error,
    }
    return pages.render(
        "sparql.html",
        title="SPARQL",
        generation=generation,
        downloads=RESULTS,
        query=screen.query or example("example_roles"),
        result=answered.result,
        triples=answered.triples,
        error=answered.error,
        explanation=answered.explanation,
        **screen.view(pages.base, told),
        **forms(),
    )
