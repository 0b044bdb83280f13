"""The reconciliation service at ``/reconcile``."""

from functools import partial
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import Response

from koinon.graph.terms import IRI
from koinon.ontology.namespaces import HP

from ..api.answering import BY_LANGUAGE, json_reply
from ..bodies import read_body
from ..evaluation import Reply, Task
from ..generations import Generation
from ..negotiation import parse_media_type
from ..pages.naming import languages
from ..problems import Problem
from ..responding import Responding
from .entities import Entities
from .extending import extend, propose
from .kinds import PROPERTIES, TYPE_BY_ID, TYPES, begin_with, type_json
from .manifest import manifest
from .matching import candidates
from .requests import Extension, Query, read_extension, read_queries
from .showing import flyout, preview

_LONGEST_BODY: Final = 2_000_000
_FORM: Final = "application/x-www-form-urlencoded"
_SUGGESTED: Final = 10
_MOST_SUGGESTED: Final = 50
_KINDS: Final = ("entity", "type", "property")
# Clients show previews in frames of their own pages.
_FRAMED: Final = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors *"
}


def reconciliation_routes(responding: Responding) -> APIRouter:
    """Serve reconciliation queries, suggestions, previews and data extension."""
    router = APIRouter(tags=["reconciliation"])
    service = Reconciling(responding)

    @router.get("/reconcile", operation_id="reconcile")
    async def get(request: Request) -> Response:
        """Describe the service, or answer ``queries=`` or ``extend=``."""
        return await service.reconcile(request)

    @router.post("/reconcile", operation_id="reconcile_batch")
    async def post(request: Request) -> Response:
        """Answer a batch of queries, or extend a table, sent as a form."""
        return await service.reconcile(request)

    @router.get("/reconcile/suggest/{what}", operation_id="reconcile_suggest")
    async def suggest(
        request: Request, what: str, prefix: str = "", cursor: int = 0, type: str = ""
    ) -> Response:
        """Suggest entities, types or properties whose names begin so."""
        return await service.suggest(request, what, prefix, cursor, type)

    @router.get("/reconcile/flyout/{what}", operation_id="reconcile_flyout")
    async def fly(request: Request, what: str, id: str) -> Response:
        """Give a few lines about an entity, type or property."""
        _require_kind(what)
        return await service.respond(request, partial(_flyout, what=what, id=id, accepted=accepted(request)))

    @router.get("/reconcile/preview", operation_id="reconcile_preview")
    async def show(request: Request, id: str) -> Response:
        """Show an entity small, for a frame in the client's page."""
        return await service.respond(request, partial(_preview, id=id, accepted=accepted(request)), _FRAMED)

    @router.get("/reconcile/properties", operation_id="reconcile_properties")
    async def properties(request: Request, type: str = "", limit: int | None = None) -> Response:
        """Propose properties by which a table of things of a type can be extended."""
        if limit is not None and limit < 1:
            raise Problem(HTTPStatus.BAD_REQUEST, "The limit is a number above 0.")
        return await service.respond(request, partial(_listed, content=propose(type, limit)))

    return router


class Reconciling:
    """Answers requests of reconciliation clients."""

    def __init__(self, responding: Responding) -> None:
        self._responding = responding

    async def respond(
        self, request: Request, task: Task, headers: dict[str, str] | None = None, told: str = ""
    ) -> Response:
        """Answer with what a task gives; ``told`` is what was asked in a body."""
        languages_told = request.headers.get("accept-language", "")
        tag = (str(request.base_url), request.url.path, request.url.query, told, languages_told)
        return await self._responding.respond(request, task, tag, {**BY_LANGUAGE, **(headers or {})})

    async def reconcile(self, request: Request) -> Response:
        """Answer queries, extend a table, or describe the service where nothing is asked."""
        given = await _parameters(request)
        if queries := given.get("queries"):
            task: Task = partial(_matched, queries=read_queries(queries), accepted=accepted(request))
            return await self.respond(request, task, told=queries)
        if asked := given.get("extend"):
            task = partial(_extended, extension=read_extension(asked), accepted=accepted(request))
            return await self.respond(request, task, told=asked)
        return await self.respond(request, partial(_manifest, service=str(request.base_url).rstrip("/")))

    async def suggest(self, request: Request, what: str, prefix: str, cursor: int, kind: str) -> Response:
        """Suggest what begins so."""
        _require_kind(what)
        if kind and kind not in TYPE_BY_ID:
            raise Problem(HTTPStatus.BAD_REQUEST, f"There is no type “{kind}”.")
        if not 0 <= cursor <= _MOST_SUGGESTED:
            sentence = f"Suggestions begin at a cursor of 0 to {_MOST_SUGGESTED}."
            raise Problem(HTTPStatus.BAD_REQUEST, sentence)
        if what != "entity":
            among = TYPES if what == "type" else PROPERTIES
            content = {"result": begin_with(prefix, among)}
            return await self.respond(request, partial(_listed, content=content))
        task = partial(_suggested, prefix=prefix, cursor=cursor, kind=kind, accepted=accepted(request))
        return await self.respond(request, task)


async def _parameters(request: Request) -> dict[str, str]:
    """Read what is asked, from the address or from a form; what is there twice counts once."""
    given = dict(QueryParams(request.scope["query_string"]))
    if request.method == "GET":
        return given
    try:
        kind, _ = parse_media_type(request.headers.get("content-type", _FORM))
    except ValueError:
        kind = ""
    if kind != _FORM:
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Queries are posted as {_FORM}, with queries= or extend=."
        )
    body = (await read_body(request, _LONGEST_BODY)).decode("utf-8", "replace")
    return given | {name: values[0] for name, values in parse_qs(body).items()}


def _matched(generation: Generation, queries: dict[str, Query], accepted: tuple[str, ...]) -> Reply:
    entities = Entities.of(generation, accepted)
    return json_reply({name: {"result": candidates(entities, one)} for name, one in queries.items()})


def _extended(generation: Generation, extension: Extension, accepted: tuple[str, ...]) -> Reply:
    return json_reply(extend(Entities.of(generation, accepted), extension))


def _manifest(generation: Generation, service: str) -> Reply:
    return json_reply(manifest(generation.surroundings.base, HP, service))


def _listed(_generation: Generation, content: dict[str, Any]) -> Reply:
    return json_reply(content)


def _suggested(
    generation: Generation, prefix: str, cursor: int, kind: str, accepted: tuple[str, ...]
) -> Reply:
    entities = Entities.of(generation, accepted)
    kinds = (kind,) if kind else tuple(TYPE_BY_ID)
    found = generation.names.search(prefix[:200], kinds, cursor + _SUGGESTED)[cursor:]
    return json_reply(
        {
            "result": [
                {
                    "id": entities.id(one.thing),
                    "name": entities.name(one.thing),
                    "description": entities.describe(IRI(one.thing)),
                    "notable": [type_json(one.kind)],
                }
                for one in found
            ]
        }
    )


def _flyout(generation: Generation, what: str, id: str, accepted: tuple[str, ...]) -> Reply:
    return json_reply(flyout(Entities.of(generation, accepted), what, id))


def _preview(generation: Generation, id: str, accepted: tuple[str, ...]) -> Reply:
    shown = preview(Entities.of(generation, accepted), id)
    page = generation.surroundings.pages.render("preview.html", **shown)
    return Reply("text/html", (page.encode(),))


def _require_kind(what: str) -> None:
    if what not in _KINDS:
        raise Problem(HTTPStatus.NOT_FOUND, f"Entities, types and properties are suggested, not “{what}”.")


def accepted(request: Request) -> tuple[str, ...]:
    """Give the languages a client would rather have."""
    return languages(request.headers.get("accept-language", ""))
