"""Sources for programs: what they are, their text, and the passages that state something."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI
from koinon.ontology.namespaces import RDF

from ..evaluation import Reply
from ..generations import Generation
from ..pages.looking import Look
from ..pages.naming import languages
from ..pages.sources import LISTED, snapshot_of, sources
from ..problems import Problem
from ..responding import Responding
from .answering import BY_LANGUAGE, json_reply, json_tag


def source_routes(responding: Responding) -> APIRouter:
    """Serve the sources."""
    router = APIRouter(tags=["sources"])

    @router.get("/api/sources", operation_id="sources")
    async def source_list(request: Request) -> Response:
        """List the sources, the latest issued first."""
        task = partial(_sources, accepted=languages(request.headers.get("accept-language", "")))
        return await responding.respond(request, task, json_tag(request), BY_LANGUAGE)

    @router.get("/api/sources/{id}", operation_id="source")
    async def source(request: Request, id: str) -> Response:
        """Give one source: its text as it was read, and every passage that states something."""
        return await responding.respond(request, partial(_source, id=id), json_tag(request), BY_LANGUAGE)

    return router


def _sources(generation: Generation, accepted: tuple[str, ...]) -> Reply:
    found = sources(Look(generation.store, accepted))
    return json_reply({"generation": generation.number, "sources": [_listed(one) for one in found]})


def _source(generation: Generation, id: str) -> Reply:
    look, iri = Look(generation.store), generation.surroundings.addressing.iri(f"source/{id}")
    if hp("Source") not in look.values(iri, RDF + "type"):
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no source “{id}”; /api/sources lists them.")
    digest = snapshot_of(look, iri)
    described = next(one for one in sources(look) if one["source"] == iri)
    return json_reply(
        {
            "generation": generation.number,
            **_listed(described),
            "sha256": digest,
            "text": generation.surroundings.texts(digest) if digest else None,
            "passages": list(_passages(look, iri)),
        }
    )


def _listed(source: dict[str, Any]) -> dict[str, Any]:
    return {"id": source["source"], **{name: source[name] for name in LISTED}}


def _passages(look: Look, source: IRI) -> Iterator[dict[str, Any]]:
    found = [
        look.quote(quad.subject)
        for quad in look.store.quads(None, hp("inSource"), source)
        if hp("Passage") in look.values(quad.subject, RDF + "type")
    ]
    for passage in sorted(found, key=lambda one: (one.start or 0, one.end or 0, one.iri)):
        yield {
            "id": passage.iri,
            "start": passage.start,
            "end": passage.end,
            "row": passage.row,
            "words": passage.words,
        }
