"""The vocabulary at ``/ns``: statements for programs, a list of its terms for people."""

from collections import defaultdict
from functools import partial
from typing import Any, Final

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.store.serialisation import GRAPH_TYPES
from koinon.graph.terms import IRI, Literal
from koinon.ontology.load import ontology_turtle
from koinon.ontology.namespaces import HP, OWL, PREFIXES, RDF, RDFS, SKOS

from ..evaluation import Reply
from ..forms import DESCRIPTIONS, HTML, TURTLE
from ..generations import Generation
from ..negotiation import Form, choose
from ..pages.looking import Look
from ..responding import Responding

_LINKS: Final = ", ".join(
    [
        f'<{HP.rstrip("#")}>; rel="canonical"',
        '</ns?format=turtle>; rel="describedby"; type="text/turtle"',
        *(f'</ns?format={form.name}>; rel="alternate"; type="{form.media_type}"' for form in DESCRIPTIONS),
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
    ]
)
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
        """Give the vocabulary as Turtle, JSON-LD, N-Triples or RDF/XML, or as a page of its terms."""
        form = choose(request.headers.get("accept"), format, DESCRIPTIONS)
        task = _page if form is HTML else partial(_statements, form=form)
        return await responding.respond(request, task, ("ns", form.name))

    return router


def _statements(_generation: Generation, form: Form) -> Reply:
    written = b"\n".join(ontology_turtle().values())
    if form != TURTLE:
        parsed = (quad.triple for quad in ox.parse(written, format=ox.RdfFormat.TURTLE))
        written = ox.serialize(parsed, format=GRAPH_TYPES[form.media_type], prefixes=dict(PREFIXES)) or b""
    return Reply(form.media_type, (written,), headers={"Link": _LINKS})


def _page(generation: Generation) -> Reply:
    pages = generation.surroundings.pages
    page = pages.render("ns.html", title="Vocabulary", generation=generation.number, **_terms(generation))
    return Reply(HTML.media_type, (page.encode(),), headers={"Link": _LINKS})


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
