"""The vocabulary at ``/ns``: statements for programs, a list of its terms for people."""

from collections import defaultdict
from functools import cache, partial
from http import HTTPStatus
from typing import Any, Final

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.store.serialisation import GRAPH_TYPES
from koinon.graph.terms import IRI, Literal
from koinon.ontology.load import ontology_turtle
from koinon.ontology.namespaces import HP, OWL, PREFIXES, RDFS, SKOS
from koinon.ontology.namespaces import RDF as RDF_NS

from ..evaluation import Reply
from ..forms import DESCRIPTIONS, HTML, RDF, TURTLE
from ..generations import Generation
from ..negotiation import Form, choose
from ..pages.looking import Look
from ..problems import Problem
from ..responding import Responding
from .diagrams import neighbourhood, svg

_LINKS: Final = ", ".join(
    [
        f'<{HP.rstrip("#")}>; rel="canonical"',
        '</ns?format=turtle>; rel="describedby"; type="text/turtle"',
        *(f'</ns?format={form.name}>; rel="alternate"; type="{form.media_type}"' for form in DESCRIPTIONS),
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
    ]
)
_VERSION: Final = ox.NamedNode(OWL + "versionIRI")
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

    @router.get("/ns/diagrams/{name}.svg", operation_id="vocabulary_diagram")
    async def diagram(request: Request, name: str) -> Response:
        """Draw a class with the properties that lead to it and from it."""
        return await responding.respond(request, partial(_diagram, name=name), ("ns", name))

    @router.get("/ns/{rest:path}", operation_id="vocabulary_version")
    async def version(request: Request, rest: str, format: str | None = None) -> Response:
        """Give a version of the vocabulary, or one of its modules, at the address that it says of itself."""
        form = choose(request.headers.get("accept"), format, RDF)
        files = _files(rest)
        return await responding.respond(
            request, partial(_statements, form=form, files=files), (rest, form.name)
        )

    return router


def _files(address: str) -> tuple[str, ...]:
    """Find the files of a version or a module: ``0.1.0``, ``provenance`` or ``provenance/0.1.0``.

    Raises:
        Problem: there is no such version here.
    """
    whole = HP.rstrip("#")
    for name, (subject, version) in _versions().items():
        if f"{whole}/{address}" in {subject, version}:
            return () if subject == whole else (name,)
    raise Problem(
        HTTPStatus.NOT_FOUND, f"There is no /ns/{address} here; /ns is the vocabulary as it is now."
    )


@cache
def _versions() -> dict[str, tuple[str, str]]:
    """Give the ontology and the version that each file of the vocabulary is, where it says so."""
    return {
        name: (str(quad.subject).strip("<>"), str(quad.object).strip("<>"))
        for name, content in ontology_turtle().items()
        for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)
        if quad.predicate == _VERSION
    }


def _diagram(generation: Generation, name: str) -> Reply:
    drawn = neighbourhood(generation.store, IRI(HP + name))
    if drawn is None:
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no class “{name}” in the vocabulary.")
    return Reply("image/svg+xml", (svg(drawn).encode(),))


def _statements(_generation: Generation, form: Form, files: tuple[str, ...] = ()) -> Reply:
    found = ontology_turtle()
    written = b"\n".join(found[name] for name in files or found)
    if form != TURTLE:
        parsed = (quad.triple for quad in ox.parse(written, format=ox.RdfFormat.TURTLE))
        written = ox.serialize(parsed, format=GRAPH_TYPES[form.media_type], prefixes=dict(PREFIXES)) or b""
    return Reply(form.media_type, (written,), headers={"Link": _LINKS})


def _page(generation: Generation) -> Reply:
    pages = generation.surroundings.pages
    version = _versions()["core"][1].rpartition("/")[2]
    page = pages.render(
        "ns.html", title="Vocabulary", generation=generation.number, version=version, **_terms(generation)
    )
    return Reply(HTML.media_type, (page.encode(),), headers={"Link": _LINKS})


def _terms(generation: Generation) -> dict[str, Any]:
    return generation.remember("terms", lambda: {"groups": _groups(Look(generation.store))})


def _groups(look: Look) -> list[dict[str, Any]]:
    by_kind: dict[IRI, list[IRI]] = defaultdict(list)
    for _, kind in _GROUPS:
        subjects = {quad.subject for quad in look.store.quads(None, IRI(RDF_NS + "type"), kind)}
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
        "drawn": next(look.store.quads(iri, IRI(RDF_NS + "type"), IRI(OWL + "Class")), None) is not None,
    }


def _english(texts: list[Literal]) -> str:
    return next((one.value for one in texts if one.language in {"en", None}), "")
