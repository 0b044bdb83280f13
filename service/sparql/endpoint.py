"""The endpoint at ``/sparql``: plain ASGI, because a lookup costs less than a framework's route."""

import re
from collections.abc import Sequence
from functools import partial
from typing import TypedDict

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from koinon.graph.errors import KoinonError, NotAcceptable, QueryError
from koinon.graph.store.federation import Rows
from koinon.graph.store.guard import guard
from koinon.graph.store.seam import Dataset
from koinon.graph.updating import Update

from ..accepting import Accepting
from ..evaluation import Task
from ..federation import RESULTS, Federation, rows_sent_along
from ..forms import ANSWERS, CSV_EXCEL, DESCRIPTIONS, HTML
from ..negotiation import Form, choose, named, possible, ranked
from ..problems import Problem, problem_response
from ..responding import ClientGone, Responding, unless_gone
from ..settings import Settings
from ..watching import QUERY
from .answering import answer_for_spreadsheets, answer_query
from .description import service_description
from .explaining import explain_query
from .page import query_page, refused_page
from .request import SparqlRequest, endpoint_of, is_update, read_request, with_base
from .screen import Screen
from .updating import update_response

# What these give is new each time, so it has no tag by which it could be known again.
_EVER_NEW = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


class _Asking(TypedDict):
    """What every task is told of how to ask."""

    dataset: Dataset
    own: bool
    rewrites: bool


class SparqlEndpoint:
    """Answers queries; tells of itself where there is none."""

    def __init__(self, responding: Responding, accepting: Accepting, settings: Settings) -> None:
        self._responding = responding
        self._accepting = accepting
        self._settings = settings
        self._federation = Federation(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except KoinonError as error:
            response = problem_response(request, error)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if is_update(request):
            self._accepting.authorise(request)
        asked = await read_request(request, self._settings.query_bytes, self._accepting.longest)
        if isinstance(asked, Update):
            return await update_response(request, asked, self._accepting, self._accepting.authorise(request))
        if asked.query is None:
            return await self._describe(request, asked)
        request.scope[QUERY] = asked.query
        forms, screen = _wanted(request, asked.format), self._screen(request, asked.query)
        text = with_base(request, asked.query)
        federated = self._federation.concerns(text)
        # What another endpoint says does not belong to a generation of ours.
        tag = None if federated or _EVER_NEW.search(text) else [form.name for form in forms]
        if tag is not None and asked.explain:
            tag.append("explained")
        try:
            if federated:
                text = await self._federate(request, asked, text)
            self._guard(request, text)
            task = self._task(asked, text, forms, screen)
            return await self._responding.respond(request, task, tag, seconds=asked.seconds)
        except ClientGone:
            return Response(status_code=499)
        except (Problem, QueryError) as error:
            if forms[0] is not HTML or isinstance(error, NotAcceptable):
                raise
            return refused_page(request, screen, self._responding.generations.newest(), error)

    async def _federate(self, request: Request, asked: SparqlRequest, text: str) -> str:
        self._responding.admit(request)
        try:
            patterns = self._federation.patterns(text)
        except QueryError:
            self._responding.fault(request)
            raise
        along = [await self._sent_along(request, asked, pattern.before) for pattern in patterns]
        charge = partial(self._responding.charge, request)
        try:
            return await unless_gone(request.receive, self._federation.fill(text, patterns, along, charge))
        except QueryError:
            self._responding.fault(request)
            raise

    async def _sent_along(self, request: Request, asked: SparqlRequest, before: str) -> Rows | None:
        """Answer the subselect before a SERVICE pattern, whose rows go along with it."""
        if not before:
            return None
        task = partial(answer_query, text=before, accept=[RESULTS], **self._asking(asked))
        outcome = await self._responding.ask(request, task, asked.seconds)
        return rows_sent_along(await outcome.whole(self._settings.federation_bytes))

    def _guard(self, request: Request, text: str) -> None:
        try:
            guard(text)
        except QueryError:
            self._responding.admit(request)
            self._responding.fault(request)
            raise

    def _screen(self, request: Request, query: str | None = None) -> Screen:
        return Screen(endpoint_of(request), self._settings.query_seconds, query)

    def _task(self, asked: SparqlRequest, text: str, forms: Sequence[Form], screen: Screen) -> Task:
        asking = self._asking(asked)
        if forms[0] is HTML:
            return partial(query_page, text=text, screen=screen, explained=asked.explain, **asking)
        if asked.explain:
            return partial(explain_query, text=text, **asking)
        if forms[0] is CSV_EXCEL:
            return partial(answer_for_spreadsheets, text=text, **asking)
        accept = [form.media_type for form in forms if form is not HTML]
        return partial(answer_query, text=text, accept=accept, **asking)

    def _asking(self, asked: SparqlRequest) -> _Asking:
        own, rewrites = self._settings.default_graph == "own", self._settings.rewrites
        return _Asking(dataset=asked.dataset, own=own, rewrites=rewrites)

    async def _describe(self, request: Request, asked: SparqlRequest) -> Response:
        form = choose(request.headers.get("accept"), asked.format, DESCRIPTIONS)
        screen = self._screen(request)
        union = self._settings.default_graph == "union"
        task = partial(
            service_description, form=form, screen=screen, union=union, updates=self._accepting.writing
        )
        return await self._responding.respond(
            request, task, ("service", form.name, screen.endpoint, str(self._accepting.writing))
        )


def _wanted(request: Request, name: str | None) -> tuple[Form, ...]:
    if name:
        return (named(name, (*ANSWERS, CSV_EXCEL)),)
    accept = request.headers.get("accept")
    forms = ranked(accept, ANSWERS)
    if not forms:
        raise NotAcceptable(f"No result can be sent as “{accept}”; {possible(ANSWERS)}.")
    return forms
