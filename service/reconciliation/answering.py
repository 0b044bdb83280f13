"""Requests of reconciliation clients answered, whichever version of the protocol they speak."""

from functools import partial
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request
from starlette.responses import Response

from koinon.graph.terms import IRI

from ..api.answering import BY_LANGUAGE, json_reply
from ..evaluation import Reply, Task
from ..generations import Generation
from ..pages.naming import languages
from ..problems import Problem
from ..responding import Responding
from .entities import Entities
from .extending import propose
from .kinds import PROPERTIES, TYPE_BY_ID, TYPES, begin_with, type_json
from .showing import flyout, preview

#: Longest body of a request, in bytes.
LONGEST_BODY: Final = 2_000_000
_SUGGESTED: Final = 10
_MOST_SUGGESTED: Final = 50
_KINDS: Final = ("entity", "type", "property")
# Clients show previews in frames of their own pages.
_FRAMED: Final = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors *"
}


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

    async def flyout(self, request: Request, what: str, id: str) -> Response:
        """Give a few lines about an entity, type or property."""
        _require_kind(what)
        return await self.respond(request, partial(_flyout, what=what, id=id, accepted=accepted(request)))

    async def preview(self, request: Request, id: str) -> Response:
        """Show an entity small, for a frame in the client's page."""
        return await self.respond(request, partial(_preview, id=id, accepted=accepted(request)), _FRAMED)

    async def propose(self, request: Request, type: str, limit: int | None) -> Response:
        """Propose properties by which a table of things of a type can be extended."""
        if limit is not None and limit < 1:
            raise Problem(HTTPStatus.BAD_REQUEST, "The limit is a number above 0.")
        return await self.respond(request, partial(_listed, content=propose(type, limit)))


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
