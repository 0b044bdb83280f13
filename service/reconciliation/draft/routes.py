"""The draft at ``/reconcile/1.0-draft``: each part at a path of its own, asked in JSON."""

from functools import partial
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from ...api.answering import json_reply
from ...bodies import read_body
from ...evaluation import Reply
from ...generations import Generation
from ...negotiation import parse_media_type
from ...problems import Problem
from ..answering import LONGEST_BODY, Reconciling, accepted
from ..entities import Entities
from ..requests import Extension, Query
from .answers import DRAFT, draft_manifest, extended, matched
from .requests import read_batch, read_draft_extension

_JSON: Final = "application/json"
_AT: Final = f"/reconcile/{DRAFT}"


def draft_routes(service: Reconciling) -> APIRouter:
    """Serve the draft of the next version."""
    router = APIRouter(prefix=_AT, tags=["reconciliation"])

    async def describe(request: Request) -> Response:
        """Describe the service."""
        at = str(request.base_url).rstrip("/")
        return await service.respond(request, partial(_manifest, service=at))

    async def match(request: Request) -> Response:
        """Give candidates for a batch of queries."""
        text = await _body(request)
        task = partial(_matched, queries=read_batch(text), accepted=accepted(request))
        return await service.respond(request, task, told=text)

    # Drafts before that of 2024 have it at /reconcile.
    for path in ("/match", "/reconcile"):
        router.post(path, operation_id=f"reconcile_draft_{path[1:]}")(match)
    for path in ("", "/"):
        router.get(path, operation_id="reconcile_draft", include_in_schema=not path)(describe)

    @router.post("/extend", operation_id="reconcile_draft_extend")
    async def extend(request: Request) -> Response:
        """Give the values of properties of things."""
        text = await _body(request)
        task = partial(_extended, extension=read_draft_extension(text), accepted=accepted(request))
        return await service.respond(request, task, told=text)

    @router.get("/extend/propose", operation_id="reconcile_draft_propose")
    async def propose(request: Request, type: str = "", limit: int | None = None) -> Response:
        """Propose properties by which a table of things of a type can be extended."""
        return await service.propose(request, type, limit)

    @router.get("/suggest/{what}", operation_id="reconcile_draft_suggest")
    async def suggest(
        request: Request, what: str, prefix: str = "", cursor: int = 0, type: str = ""
    ) -> Response:
        """Suggest entities, types or properties whose names begin so."""
        return await service.suggest(request, what, prefix, cursor, type)

    @router.get("/preview", operation_id="reconcile_draft_preview")
    async def preview(request: Request, id: str) -> Response:
        """Show an entity small, for a frame in the client's page."""
        return await service.preview(request, id)

    return router


async def _body(request: Request) -> str:
    try:
        kind, _ = parse_media_type(request.headers.get("content-type", _JSON))
    except ValueError:
        kind = ""
    if kind != _JSON:
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"This is posted as {_JSON}, not as “{kind}”.")
    return (await read_body(request, LONGEST_BODY)).decode("utf-8", "replace")


def _manifest(_generation: Generation, service: str) -> Reply:
    return json_reply(draft_manifest(service))


def _matched(generation: Generation, queries: list[Query], accepted: tuple[str, ...]) -> Reply:
    return json_reply(matched(Entities.of(generation, accepted), queries))


def _extended(generation: Generation, extension: Extension, accepted: tuple[str, ...]) -> Reply:
    return json_reply(extended(Entities.of(generation, accepted), extension))
