"""Things found by name, for programs and for the box people type into."""

from functools import partial
from http import HTTPStatus
from typing import Any, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from koinon.graph.names import Found
from koinon.graph.names.entries import KINDS
from koinon.graph.terms import IRI

from ..evaluation import Reply
from ..generations import Generation
from ..pages.looking import Look
from ..pages.naming import languages
from ..problems import Problem
from ..responding import Responding
from .answering import BY_LANGUAGE, json_reply, json_tag

_LIMIT: Final = 10
_MOST: Final = 100
_LONGEST: Final = 500


def search_routes(responding: Responding) -> APIRouter:
    """Serve the search."""
    router = APIRouter(tags=["search"])

    @router.get("/api/search", operation_id="search")
    async def search(
        request: Request,
        q: str = "",
        kind: list[str] = Query(default=[]),  # noqa: B008 - how the framework is told of a repeatable one
        country: list[str] = Query(default=[]),  # noqa: B008
        limit: int = _LIMIT,
    ) -> Response:
        """Find things by name, the most alike first."""
        _require(q, kind, limit)
        accepted = languages(request.headers.get("accept-language", ""))
        wanted = tuple(sorted(kind)), tuple(sorted(code.upper() for code in country))
        task = partial(_found, name=q, wanted=wanted, limit=limit, accepted=accepted)
        return await responding.respond(request, task, json_tag(request), BY_LANGUAGE)

    return router


def _require(name: str, kinds: list[str], limit: int) -> None:
    if not name.strip():
        raise Problem(HTTPStatus.BAD_REQUEST, "Say what to look for: /api/search?q=museum.")
    if len(name) > _LONGEST:
        raise Problem(HTTPStatus.BAD_REQUEST, f"A name to look for has at most {_LONGEST} letters.")
    if unknown := set(kinds) - set(KINDS):
        raise Problem(
            HTTPStatus.BAD_REQUEST, f"There is no kind “{min(unknown)}”; possible are {', '.join(KINDS)}."
        )
    if not 1 <= limit <= _MOST:
        raise Problem(HTTPStatus.BAD_REQUEST, f"The limit {limit} is not between 1 and {_MOST}.")


def _found(
    generation: Generation,
    name: str,
    wanted: tuple[tuple[str, ...], tuple[str, ...]],
    limit: int,
    accepted: tuple[str, ...],
) -> Reply:
    kinds, countries = wanted
    look = Look(generation.store, accepted)
    found = generation.names.search(name, kinds, limit, countries)
    results = [_shown(one, look) for one in found]
    return json_reply({"generation": generation.number, "query": name, "results": results})


def _shown(found: Found, look: Look) -> dict[str, Any]:
    return {
        "id": found.thing,
        "label": look.name(IRI(found.thing)).label,
        "name": found.name,
        "kind": found.kind,
        "country": found.country or None,
        "score": round(found.score, 4),
    }
