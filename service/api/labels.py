"""Names of things, for whoever shows their addresses: a query need not ask for labels."""

from functools import partial
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from koinon.graph.terms import IRI

from ..evaluation import Reply
from ..generations import Generation
from ..pages.looking import Look
from ..pages.naming import languages
from ..problems import Problem
from ..responding import Responding
from .answering import BY_LANGUAGE, json_reply, json_tag

#: As many rows as a page of a result has, with a few columns of things each.
_MOST: Final = 300


def label_routes(responding: Responding) -> APIRouter:
    """Serve names."""
    router = APIRouter(tags=["search"])

    @router.get("/api/labels", operation_id="labels")
    async def labels(
        request: Request,
        id: list[str] = Query(default=[]),  # noqa: B008 - how the framework is told of a repeatable one
    ) -> Response:
        """Name things by their addresses, whole or below the graph's base (``organisation/icom-…``)."""
        if not 0 < len(id) <= _MOST:
            raise Problem(
                HTTPStatus.BAD_REQUEST,
                f"Name between 1 and {_MOST} things: /api/labels?id=organisation/icom-…",
            )
        accepted = languages(request.headers.get("accept-language", ""))
        task = partial(_labels, things=tuple(id), accepted=accepted)
        return await responding.respond(request, task, json_tag(request), BY_LANGUAGE)

    return router


def _labels(generation: Generation, things: tuple[str, ...], accepted: tuple[str, ...]) -> Reply:
    look, base = Look(generation.store, accepted), generation.surroundings.base
    labels = {thing: look.name(IRI(thing if ":" in thing else base + thing)).label for thing in things}
    return json_reply({"generation": generation.number, "labels": labels})
