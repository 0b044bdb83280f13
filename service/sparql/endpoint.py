"""The endpoint at ``/sparql``: plain ASGI, because a lookup costs less than a framework's route."""

import re
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from koinon.graph.errors import KoinonError, NotAcceptable
from koinon.graph.queries.load import query
from koinon.graph.store.seam import WHOLE, Answer, Dataset
from koinon.graph.store.tokens import TokenKind, tokens
from koinon.graph.terms import IRI

from ..caching import entity_tag, generation_headers, is_known, not_modified
from ..forms import ANSWERS, DESCRIPTIONS, HTML
from ..generations import Generation, Generations
from ..negotiation import Form, choose, named, possible, ranked
from ..problems import problem_response
from ..running import QueryRunner, Result
from ..settings import Settings
from .description import service_description
from .page import query_page
from .request import SparqlRequest, read_request

# What these give is new each time, so it has no tag by which it could be known again.
_EVER_NEW = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


class SparqlEndpoint:
    """Answers queries; tells of itself where there is none."""

    def __init__(self, generations: Generations, runner: QueryRunner, settings: Settings) -> None:
        self._generations = generations
        self._runner = runner
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except KoinonError as error:
            response = problem_response(request, error)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        asked = await read_request(request, self._settings.query_bytes)
        generation = self._generations.current()
        if asked.query is None:
            return await run_in_threadpool(self._describe, request, asked, generation)
        forms = _wanted(request, asked.format)
        tag = entity_tag(generation.number, *(form.name for form in forms))
        if is_known(request, tag) and not _EVER_NEW.search(asked.query):
            return not_modified(generation.number, tag)
        if forms[0] is HTML:
            return await query_page(request, asked, generation, self._ask)
        result = await self._ask(asked, generation, forms)
        headers = generation_headers(generation.number, None if _EVER_NEW.search(asked.query) else tag)
        if result.rest is None:
            return Response(result.first, HTTPStatus.OK, headers, result.media_type)
        return StreamingResponse(result.pieces(), HTTPStatus.OK, headers, result.media_type)

    async def _ask(self, asked: SparqlRequest, generation: Generation, forms: tuple[Form, ...]) -> Result:
        assert asked.query is not None
        accept = [form.media_type for form in forms if form is not HTML]
        own = self._settings.default_graph == "own"
        return await self._runner.start(partial(_answer, generation, asked.query, accept, asked.dataset, own))

    def _describe(self, request: Request, asked: SparqlRequest, generation: Generation) -> Response:
        form = choose(request.headers.get("accept"), asked.format, DESCRIPTIONS)
        tag = entity_tag(generation.number, "service", form.name)
        if is_known(request, tag):
            return not_modified(generation.number, tag)
        endpoint = str(request.url.replace(query="", fragment=""))
        content = service_description(request, generation, form, endpoint, self._settings)
        return Response(content, HTTPStatus.OK, generation_headers(generation.number, tag), form.media_type)


def _answer(generation: Generation, text: str, accept: Sequence[str], dataset: Dataset, own: bool) -> Answer:
    if own and dataset == WHOLE and not _says_from(text):
        dataset = generation.remember("own dataset", lambda: _own_dataset(generation))
    return generation.store.answer(text, accept, dataset)


def _says_from(text: str) -> bool:
    return any(token.kind is TokenKind.WORD and token.text.casefold() == "from" for token in tokens(text))


def _own_dataset(generation: Generation) -> Dataset:
    """Give the strict dataset: nothing stands in the default graph, every named graph in its own."""
    graphs = generation.store.select(query("named_graphs"))
    return Dataset((), tuple(IRI(str(row["graph"])) for row in graphs))


def _wanted(request: Request, name: str | None) -> tuple[Form, ...]:
    if name:
        return (named(name, ANSWERS),)
    accept = request.headers.get("accept")
    forms = ranked(accept, ANSWERS)
    if not forms:
        raise NotAcceptable(f"No result can be sent as “{accept}”; {possible(ANSWERS)}.")
    return forms
