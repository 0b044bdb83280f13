"""What portals, harvesters and crawlers ask for."""

from functools import partial
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.catalogue import Publisher, dcat, void
from koinon.graph.catalogue.dcat import CATALOGUE_PREFIXES, DUMPS
from koinon.graph.terms import IRI, Triple

from ..api.answering import json_reply
from ..entities.writing import write
from ..evaluation import Reply, Task
from ..forms import JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from ..generations import Generation
from ..negotiation import Form, choose
from ..problems import Problem
from ..responding import Responding
from ..settings import Settings
from .data_json import data_json
from .described import described
from .dumps import WRITERS, gexf, packed
from .sitemap import MOST, paths, sitemap, sitemap_index

_FORMS: Final = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
_TYPES: Final = {ending: media_type for ending, media_type, _, _ in DUMPS}
_XML: Final = "application/xml"


def catalogue_routes(responding: Responding, settings: Settings) -> APIRouter:
    """Serve the catalogue, its VoID description, dumps and sitemaps."""
    router = APIRouter(tags=["catalogue"])
    publisher = Publisher(settings.publisher, settings.contact)

    async def respond(request: Request, task: Task, *told: str) -> Response:
        tag = (request.url.path, str(request.base_url), *told)
        return await responding.respond(request, task, tag)

    @router.get("/catalog", operation_id="catalogue")
    async def dcat_catalogue(request: Request, format: str | None = None) -> Response:
        """Describe the graph and every source of it in DCAT 3, by the profile DCAT-AP 3."""
        form = choose(request.headers.get("accept"), format, _FORMS)
        task = partial(_dcat, form=form, publisher=publisher, service=str(request.base_url))
        return await respond(request, task, form.name)

    @router.get("/.well-known/void", operation_id="void")
    async def void_description(request: Request, format: str | None = None) -> Response:
        """Describe the graph in VoID: how much it holds, of what, and whereto it links."""
        form = choose(request.headers.get("accept"), format, _FORMS)
        task = partial(_void, form=form, service=str(request.base_url))
        return await respond(request, task, form.name)

    @router.get("/data.json", operation_id="data_json")
    async def harvested(request: Request) -> Response:
        """Describe the same for harvesters that read data.json."""
        return await respond(request, partial(_data_json, publisher=publisher, service=str(request.base_url)))

    @router.get("/dumps/koinon.{ending}", operation_id="dump")
    async def dump(request: Request, ending: str) -> Response:
        """Give the graph as a file: nq, ttl, csv (who takes part in what), gexf (the network), or .gz."""
        if ending not in _TYPES:
            endings = ", ".join(f".{one}" for one in _TYPES)
            raise Problem(
                HTTPStatus.NOT_FOUND, f"The graph cannot be had as “.{ending}”; possible are {endings}."
            )
        return await respond(request, partial(_dump, ending=ending))

    @router.get("/sitemap.xml", operation_id="sitemap_index")
    async def index(request: Request) -> Response:
        """List the sitemaps."""
        return await respond(request, partial(_sitemap_index, service=str(request.base_url)))

    @router.get("/sitemaps/{number}.xml", operation_id="sitemap")
    async def one_sitemap(request: Request, number: int) -> Response:
        """List pages of things."""
        return await respond(request, partial(_sitemap, number=number, service=str(request.base_url)))

    return router


def _dcat(generation: Generation, form: Form, publisher: Publisher, service: str) -> Reply:
    found = described(generation)
    return _written(dcat(found, publisher, service), form, found.base, "catalog")


def _void(generation: Generation, form: Form, service: str) -> Reply:
    found = described(generation)
    return _written(void(found, service), form, found.base, ".well-known/void")


def _written(triples: list[Triple], form: Form, base: str, path: str) -> Reply:
    content = write(triples, form, base, IRI(base + path), CATALOGUE_PREFIXES)
    return Reply(form.media_type, (content,))


def _data_json(generation: Generation, publisher: Publisher, service: str) -> Reply:
    return json_reply(data_json(described(generation), publisher, service))


def _dump(generation: Generation, ending: str) -> Reply:
    plain = ending.removesuffix(".gz")
    # The network is had from its index, which is there; all else is read from the store.
    pieces = gexf(generation.network) if plain == "gexf" else WRITERS[plain](generation.store)
    name = f'attachment; filename="koinon-{generation.number}.{ending}"'
    headers = {"Content-Disposition": name}
    if plain == ending:
        return Reply(_TYPES[ending], pieces, headers=headers)
    return Reply("application/gzip", packed(pieces), headers=headers)


def _paths(generation: Generation) -> list[str]:
    return generation.remember_together(
        "paths", lambda: paths(generation.store, generation.surroundings.addressing)
    )


def _sitemap_index(generation: Generation, service: str) -> Reply:
    return Reply(_XML, (sitemap_index(len(_paths(generation)), service),))


def _sitemap(generation: Generation, number: int, service: str) -> Reply:
    every = _paths(generation)
    if not 1 <= number <= max(1, -(-len(every) // MOST)):
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no sitemap {number}; /sitemap.xml lists them.")
    return Reply(_XML, sitemap(every, number, service))
