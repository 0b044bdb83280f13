"""Things at their own addresses, in the form that was asked for."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI

from ..addressing import ELSEWHERE, KINDS, Addressing
from ..caching import entity_tag, generation_headers, is_known, not_modified
from ..forms import DESCRIPTIONS, HTML
from ..generations import Generation, Generations
from ..negotiation import choose
from ..pages.entity import entity_page
from ..pages.looking import Look
from ..pages.naming import languages
from ..pages.rendering import anchor
from ..problems import Problem
from .describing import describe
from .writing import write

_PARTS_OF_SOURCES = ("/passage/", "/row/")


def entity_routes(generations: Generations, addressing: Addressing) -> APIRouter:
    """Serve everything the graph describes, at the path of its address."""
    router = APIRouter(tags=["things"])

    def thing(request: Request, rest: str, format: str | None = None) -> Response:
        """Describe a thing as a page, Turtle, JSON-LD, N-Triples or RDF/XML."""
        path = f"{_kind(request)}/{rest}"
        form = choose(request.headers.get("accept"), format, DESCRIPTIONS)
        generation = generations.current()
        iri = addressing.iri(path)
        accepted = languages(request.headers.get("accept-language", ""))
        tag = entity_tag(generation.number, iri, form.name, *(accepted if form is HTML else ()))
        _require(generation, iri, path)
        headers = generation_headers(generation.number, tag) | {"Link": _links(addressing, iri)}
        if is_known(request, tag):
            return not_modified(generation.number, tag)
        if form is not HTML:
            content = write(describe(generation.store, iri), form, generations.base, iri)
            return Response(content, HTTPStatus.OK, headers, form.media_type)
        look = Look(generation.store, accepted)
        if any(part in path for part in _PARTS_OF_SOURCES):
            return RedirectResponse(_words(look, addressing, iri), HTTPStatus.SEE_OTHER, headers)
        headers["Vary"] = "Accept, Accept-Language"
        page = entity_page(request, look, iri, path, generations.texts)
        return Response(page, HTTPStatus.OK, headers, HTML.media_type)

    for kind in (*KINDS, *ELSEWHERE):
        router.add_api_route(
            f"/{kind}/{{rest:path}}",
            thing,
            response_class=Response,
            name=kind,
            summary=f"Describe what stands at an address below /{kind}/",
            operation_id=f"describe_{kind.replace('-', '_')}",
        )
    return router


def _kind(request: Request) -> str:
    return str(request.scope["path"]).strip("/").partition("/")[0]


def _require(generation: Generation, iri: IRI, path: str) -> None:
    if next(iter(generation.store.quads(subject=iri)), None) is None:
        raise Problem(HTTPStatus.NOT_FOUND, f"The graph says nothing of a thing at /{path}.")


def _words(look: Look, addressing: Addressing, passage: IRI) -> str:
    """Point into the page of the source, where the words stand in their text."""
    source = look.named(passage, hp("inSource"))
    page = addressing.path(source[0].iri) if source else "/sources"
    return f"{page}#{anchor(passage)}"


def _links(addressing: Addressing, iri: IRI) -> str:
    path = addressing.path(iri) or "/"
    canonical = _ascii(iri)
    alternates = [
        f'<{path}?format={form.name}>; rel="alternate"; type="{form.media_type}"' for form in DESCRIPTIONS
    ]
    return ", ".join(
        [
            f'<{canonical}>; rel="canonical"',
            f'<{path}?format=turtle>; rel="describedby"; type="text/turtle"',
            *alternates,
            '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
        ]
    )


def _ascii(iri: IRI) -> str:
    return "".join(
        letter if letter.isascii() else "".join(f"%{byte:02X}" for byte in letter.encode()) for letter in iri
    )
