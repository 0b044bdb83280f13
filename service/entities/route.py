"""Things at their own addresses, in the form that was asked for."""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.addresses import Addresses, hp
from koinon.graph.terms import IRI
from koinon.graph.tombstones import tombstone

from ..addressing import ELSEWHERE, KINDS, Addressing
from ..evaluation import Reply
from ..forms import DESCRIPTIONS, HTML, RDF
from ..generations import Generation
from ..negotiation import Form, choose
from ..pages.entity import entity_page
from ..pages.looking import Look
from ..pages.naming import languages
from ..pages.rendering import anchor, row_of
from ..problems import Problem
from ..responding import Responding
from .describing import describe
from .gone import gone
from .profiles import PROFILES, Profile, describe_in, profile_asked_for
from .writing import write

_PARTS_OF_SOURCES = ("/passage/", "/row/")
_Endpoint = Callable[..., Awaitable[Response]]
_IN_ADDRESSES = ":/%#?=@[]!$&'()*+,;"


def entity_routes(responding: Responding) -> APIRouter:
    """Serve everything the graph describes, at the path of its address."""
    router = APIRouter(tags=["things"])

    async def thing(request: Request, rest: str, format: str | None = None, row: int = 1) -> Response:
        """Describe a thing as a page, Turtle, JSON-LD, N-Triples or RDF/XML.

        The page of a long table shows the rows around ``row``.
        """
        path = f"{_kind(request)}/{rest}"
        form = choose(request.headers.get("accept"), format, DESCRIPTIONS)
        accepted = languages(request.headers.get("accept-language", "")) if form is HTML else ()
        task = partial(_thing, path=path, form=form, accepted=accepted, row=row)
        headers = {"Vary": "Accept, Accept-Language"} if form is HTML else {}
        return await responding.respond(request, task, (path, form.name, str(row), *accepted), headers)

    for kind in (*KINDS, *ELSEWHERE):
        router.add_api_route(
            f"/{kind}/{{rest:path}}",
            _or_in_profile(responding, thing),
            response_class=Response,
            name=kind,
            summary=f"Describe what stands at an address below /{kind}/",
            operation_id=f"describe_{kind.replace('-', '_')}",
        )
    return router


def _thing(generation: Generation, path: str, form: Form, accepted: tuple[str, ...], row: int) -> Reply:
    surroundings = generation.surroundings
    iri = surroundings.addressing.iri(path)
    _require(generation, iri, path)
    if left := tombstone(generation.store, Addresses(surroundings.base), iri):
        return gone(generation, left, form, accepted)
    headers = {"Link": _links(surroundings.addressing, iri)}
    if form != HTML:
        content = write(describe(generation.store, iri), form, surroundings.base, iri)
        return Reply(form.media_type, (content,), headers=headers)
    look = Look(generation.store, accepted)
    if any(part in path for part in _PARTS_OF_SOURCES):
        headers["Location"] = quote(_words(look, surroundings.addressing, iri), safe=_IN_ADDRESSES)
        return Reply("", (), HTTPStatus.SEE_OTHER, headers)
    page = entity_page(generation, look, iri, path, row)
    return Reply(HTML.media_type, (page.encode(),), headers=headers)


def _kind(request: Request) -> str:
    return str(request.scope["path"]).strip("/").partition("/")[0]


def _require(generation: Generation, iri: IRI, path: str) -> None:
    if next(iter(generation.store.quads(subject=iri)), None) is None:
        raise Problem(HTTPStatus.NOT_FOUND, f"The graph says nothing of a thing at /{path}.")


def _words(look: Look, addressing: Addressing, passage: IRI) -> str:
    """Point into the page of the source, where the words stand in their text."""
    source = look.named(passage, hp("inSource"))
    page = addressing.path(source[0].iri) if source else "/sources"
    row = row_of(passage)
    return f"{page}{'' if row is None else f'?row={row}'}#{anchor(passage)}"


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
            *(
                f'<{path}?profile={one.token}>; rel="alternate"; type="text/turtle"; profile="{one.iri}"'
                for one in PROFILES
            ),
            '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
        ]
    )


def _ascii(iri: IRI) -> str:
    return "".join(
        letter if letter.isascii() else "".join(f"%{byte:02X}" for byte in letter.encode()) for letter in iri
    )


def _or_in_profile(responding: Responding, thing: _Endpoint) -> _Endpoint:
    """Describe things in the terms of another vocabulary where a request names one, else in our own."""

    @wraps(thing)
    async def described(request: Request, rest: str, format: str | None = None, **more: Any) -> Response:
        profile = profile_asked_for(request)
        # A browser whose header tells of a profile gets a page all the same; an address means what it says.
        forms = RDF if "profile" in request.query_params else DESCRIPTIONS
        if profile is None or (form := choose(request.headers.get("accept"), format, forms)) is HTML:
            return await thing(request=request, rest=rest, format=format, **more)
        path = f"{_kind(request)}/{rest}"
        task = partial(_in_profile, path=path, form=form, profile=profile)
        headers = {"Vary": "Accept, Accept-Profile"}
        return await responding.respond(request, task, (path, form.name, profile.token), headers)

    return described


def _in_profile(generation: Generation, path: str, form: Form, profile: Profile) -> Reply:
    surroundings = generation.surroundings
    iri = surroundings.addressing.iri(path)
    _require(generation, iri, path)
    if left := tombstone(generation.store, Addresses(surroundings.base), iri):
        return gone(generation, left, form, ())
    said = describe_in(generation.store, iri, profile)
    content = write(said, form, surroundings.base, iri, profile.prefixes)
    link = f'{_links(surroundings.addressing, iri)}, <{profile.iri}>; rel="profile"'
    headers = {"Link": link, "Content-Profile": f"<{profile.iri}>"}
    return Reply(form.media_type, (content,), headers=headers)
