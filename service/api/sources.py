"""Sources for programs: what they are, their text, and the passages that state something."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI
from koinon.ontology.namespaces import RDF

from ..addressing import Addressing
from ..generations import Generations
from ..pages.looking import Look
from ..pages.naming import languages
from ..pages.sources import LISTED, snapshot_of, sources
from ..problems import Problem
from .answering import answer_json


def source_routes(generations: Generations, addressing: Addressing) -> APIRouter:
    """Serve the sources."""
    router = APIRouter(tags=["sources"])

    @router.get("/api/sources", operation_id="sources")
    def source_list(request: Request) -> Response:
        """List the sources, the latest issued first."""
        generation = generations.current()
        look = Look(generation.store, languages(request.headers.get("accept-language", "")))
        return answer_json(
            request,
            generation,
            lambda: {"generation": generation.number, "sources": [_listed(one) for one in sources(look)]},
        )

    @router.get("/api/sources/{id}", operation_id="source")
    def source(request: Request, id: str) -> Response:
        """Give one source: its text as it was read, and every passage that states something."""
        generation = generations.current()
        look, iri = Look(generation.store), addressing.iri(f"source/{id}")
        if hp("Source") not in look.values(iri, RDF + "type"):
            raise Problem(HTTPStatus.NOT_FOUND, f"There is no source “{id}”; /api/sources lists them.")
        digest = snapshot_of(look, iri)
        described = next(one for one in sources(look) if one["source"] == iri)
        return answer_json(
            request,
            generation,
            lambda: {
                "generation": generation.number,
                **_listed(described),
                "sha256": digest,
                "text": generations.texts(digest) if digest else None,
                "passages": list(_passages(look, iri)),
            },
        )

    return router


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
