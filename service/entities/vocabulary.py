"""The vocabulary at ``/ns``: Turtle for programs, a list of its terms for people."""

from collections import defaultdict
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.terms import IRI, Literal
from koinon.ontology.load import ontology_turtle
from koinon.ontology.namespaces import HP, OWL, RDF, RDFS, SKOS

from ..evaluation import Reply
from ..forms import HTML, TURTLE
from ..generations import Generation
from ..negotiation import choose
from ..pages.looking import Look
from ..responding import Responding

_GROUPS = (
    ("Classes", IRI(OWL + "Class")),
    ("Relations", IRI(OWL + "ObjectProperty")),
    ("Values", IRI(OWL + "DatatypeProperty")),
    ("Schemes", IRI(SKOS + "ConceptScheme")),
)


def vocabulary_routes(responding: Responding) -> APIRouter:
    """Serve the vocabulary."""
    router = APIRouter(tags=["vocabulary"])

    @router.get("/ns", operation_id="vocabulary")
    async def vocabulary(request: Request, format: str | None = None) -> Response:
        """Give the vocabulary as Turtle, or as a page of its terms."""
        form = choose(request.headers.get("accept"), format, (TURTLE, HTML))
        return await responding.respond(request, _turtle if form is TURTLE else _page, ("ns", form.name))

    return router


def _turtle(generation: Generation) -> Reply:
    return Reply(TURTLE.media_type, (b"\n".join(ontology_turtle().values()),))


def _page(generation: Generation) -> Reply:
    pages = generation.surroundings.pages
    page = pages.render("ns.html", title="Vocabulary", generation=generation.number, **_terms(generation))
    return Reply(HTML.media_type, (page.encode(),))


def _terms(generation: Generation) -> dict[str, Any]:
    return generation.remember("terms", lambda: {"groups": _groups(Look(generation.store))})


def _groups(look: Look) -> list[dict[str, Any]]:
    by_kind: dict[IRI, list[IRI]] = defaultdict(list)
    for _, kind in _GROUPS:
        subjects = {quad.subject for quad in look.store.quads(None, IRI(RDF + "type"), kind)}
        by_kind[kind] = sorted(iri for iri in subjects if iri.startswith(HP))
    return [
        {"name": name, "terms": [_term(look, iri) for iri in by_kind[kind]]}
        for name, kind in _GROUPS
        if by_kind[kind]
    ]


def _term(look: Look, iri: IRI) -> dict[str, Any]:
    comments = look.texts(iri, RDFS + "comment") + look.texts(iri, SKOS + "definition")
    return {
        "id": iri[len(HP) :],
        "name": look.name(iri),
        "comment": _english(comments),
        "broader": look.named(iri, RDFS + "subClassOf") + look.named(iri, RDFS + "subPropertyOf"),
        "of": look.named(iri, RDFS + "domain"),
        "to": look.named(iri, RDFS + "range"),
    }


def _english(texts: list[Literal]) -> str:
    return next((one.value for one in texts if one.language in {"en", None}), "")
