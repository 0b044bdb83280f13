"""The reconciliation service at ``/reconcile``."""

from functools import partial
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import Response

from koinon.ontology.namespaces import HP

from ..api.answering import json_reply
from ..bodies import read_body
from ..evaluation import Reply, Task
from ..generations import Generation
from ..negotiation import parse_media_type
from ..problems import Problem
from ..responding import Responding
from .answering import LONGEST_BODY, Reconciling, accepted
from .draft.routes import draft_routes
from .entities import Entities
from .extending import extend
from .manifest import manifest
from .matching import candidates
from .requests import Extension, Query, read_extension, read_queries

_FORM: Final = "application/x-www-form-urlencoded"


def reconciliation_routes(responding: Responding) -> APIRouter:
    """Serve reconciliation queries, suggestions, previews and data extension."""
    router = APIRouter(tags=["reconciliation"])
    service = Reconciling(responding)

    @router.get("/reconcile", operation_id="reconcile")
    async def get(request: Request) -> Response:
        """Describe the service, or answer ``queries=`` or ``extend=``."""
        return await _reconcile(service, request)

    @router.post("/reconcile", operation_id="reconcile_batch")
    async def post(request: Request) -> Response:
        """Answer a batch of queries, or extend a table, sent as a form."""
        return await _reconcile(service, request)

    @router.get("/reconcile/suggest/{what}", operation_id="reconcile_suggest")
    async def suggest(
        request: Request, what: str, prefix: str = "", cursor: int = 0, type: str = ""
    ) -> Response:
        """Suggest entities, types or properties whose names begin so."""
        return await service.suggest(request, what, prefix, cursor, type)

    @router.get("/reconcile/flyout/{what}", operation_id="reconcile_flyout")
    async def fly(request: Request, what: str, id: str) -> Response:
        """Give a few lines about an entity, type or property."""
        return await service.flyout(request, what, id)

    @router.get("/reconcile/preview", operation_id="reconcile_preview")
    async def show(request: Request, id: str) -> Response:
        """Show an entity small, for a frame in the client's page."""
        return await service.preview(request, id)

    @router.get("/reconcile/properties", operation_id="reconcile_properties")
    async def properties(request: Request, type: str = "", limit: int | None = None) -> Response:
        """Propose properties by which a table of things of a type can be extended."""
        return await service.propose(request, type, limit)

    router.include_router(draft_routes(service))
    return router


async def _reconcile(service: Reconciling, request: Request) -> Response:
    """Answer queries, extend a table, or describe the service where nothing is asked."""
    given = await _parameters(request)
    if queries := given.get("queries"):
        task: Task = partial(_matched, queries=read_queries(queries), accepted=accepted(request))
        return await service.respond(request, task, told=queries)
    if asked := given.get("extend"):
        task = partial(_extended, extension=read_extension(asked), accepted=accepted(request))
        return await service.respond(request, task, told=asked)
    return await service.respond(request, partial(_manifest, service=str(request.base_url).rstrip("/")))


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
    body = (await read_body(request, LONGEST_BODY)).decode("utf-8", "replace")
    return given | {name: values[0] for name, values in parse_qs(body).items()}


def _matched(generation: Generation, queries: dict[str, Query], accepted: tuple[str, ...]) -> Reply:
    entities = Entities.of(generation, accepted)
    return json_reply({name: {"result": candidates(entities, one)} for name, one in queries.items()})


def _extended(generation: Generation, extension: Extension, accepted: tuple[str, ...]) -> Reply:
    return json_reply(extend(Entities.of(generation, accepted), extension))


def _manifest(generation: Generation, service: str) -> Reply:
    return json_reply(manifest(generation.surroundings.base, HP, service))
