"""The terms that queries are written with, each with how often the data use it."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.queries.load import query
from koinon.graph.terms import IRI, Literal
from koinon.ontology.namespaces import HP, OWL, PREFIXES, RDF, RDFS, SKOS

from ..catalogue.described import described
from ..evaluation import Reply
from ..generations import Generation
from ..pages.looking import Look
from ..pages.naming import languages
from ..responding import Responding
from .answering import BY_LANGUAGE, json_reply, json_tag

_CLASSES: Final = (OWL + "Class",)
_PROPERTIES: Final = (OWL + "ObjectProperty", OWL + "DatatypeProperty")


def term_routes(responding: Responding) -> APIRouter:
    """Serve the terms."""
    router = APIRouter(tags=["sparql"])

    @router.get("/api/terms", operation_id="terms")
    async def terms(request: Request) -> Response:
        """Give prefixes; classes, properties and concepts, the most used first and those of no use last."""
        accepted = languages(request.headers.get("accept-language", ""))
        task = partial(_terms, accepted=accepted)
        return await responding.respond(request, task, json_tag(request), BY_LANGUAGE)

    return router


def _terms(generation: Generation, accepted: tuple[str, ...]) -> Reply:
    totals, look = described(generation).totals, Look(generation.store, accepted)
    return json_reply(
        {
            "generation": generation.number,
            "prefixes": dict(PREFIXES),
            "classes": _listed(look, totals.classes, _CLASSES),
            "properties": _listed(look, totals.properties, _PROPERTIES),
            "concepts": [_told(look, term, count) for term, count in _concepts(generation)],
        }
    )


def _listed(look: Look, used: Mapping[IRI, int], kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    """List what is used, and after it what the vocabulary has beside."""
    declared = {
        quad.subject for kind in kinds for quad in look.store.quads(None, IRI(RDF + "type"), IRI(kind))
    }
    own = {term for term in declared if isinstance(term, IRI) and term.startswith(HP)}
    counted = {**dict.fromkeys(own, 0), **used}
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return [_told(look, term, count) for term, count in ordered]


def _concepts(generation: Generation) -> list[tuple[IRI, int]]:
    def counted() -> list[tuple[IRI, int]]:
        rows = generation.store.select(query("concept_uses"))
        found = [(row["term"], int(str(getattr(row["count"], "value", 0)))) for row in rows]
        return [(term, count) for term, count in found if isinstance(term, IRI)]

    return generation.remember_together("concept-uses", counted)


def _told(look: Look, term: IRI, count: int) -> dict[str, Any]:
    comments = look.texts(term, RDFS + "comment") + look.texts(term, SKOS + "definition")
    english = next((one.value for one in comments if _is_english(one)), None)
    return {"id": term, "label": look.name(term).label, "count": count, "comment": english}


def _is_english(text: Literal) -> bool:
    return text.language in {"en", None}
