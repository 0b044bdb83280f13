"""The application, made from a store and settings; nothing of it is global."""

from typing import Any

from fastapi import FastAPI
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from .addressing import Addressing
from .api.health import health_routes
from .api.network import network_routes
from .api.questions import question_routes
from .api.sources import source_routes
from .entities.graphs import graph_routes
from .entities.route import entity_routes
from .entities.vocabulary import vocabulary_routes
from .generations import Generations
from .heads import Heads
from .pages.rendering import Pages
from .pages.routes import page_routes
from .problems import tell_problems
from .protection import Protection
from .questioning import Questioning
from .running import QueryRunner
from .settings import Settings
from .sparql.endpoint import SparqlEndpoint
from .sparql.openapi import SPARQL_PATH
from .version import VERSION

_SUMMARY = "A knowledge graph of cooperation in heritage, in which every tie opens the words that state it."


class Service(FastAPI):
    """The application, whose OpenAPI document tells of the endpoint too."""

    def openapi(self) -> dict[str, Any]:
        """Give the OpenAPI document."""
        document = super().openapi()
        document["paths"].setdefault("/sparql", SPARQL_PATH)
        return document


def create_app(generations: Generations, settings: Settings) -> FastAPI:
    """Make the service that serves a store.

    Args:
        generations: the store, which may move on to new generations meanwhile.
        settings: limits and the default graph; the base is the store's own.
    """
    runner = QueryRunner(settings.concurrency, settings.queue, settings.query_seconds)
    addressing = Addressing(generations.base)
    pages, questioning = Pages(addressing), Questioning(runner)
    app = Service(title="Koinon", version=VERSION, summary=_SUMMARY, docs_url=None, redoc_url=None)
    app.state.pages, app.state.addressing = pages, addressing
    tell_problems(app)
    app.add_middleware(Heads)
    app.add_middleware(Protection)
    app.router.routes.append(Route("/sparql", SparqlEndpoint(generations, runner, settings)))
    for router in (
        health_routes(generations),
        page_routes(generations, pages, addressing, questioning),
        network_routes(generations),
        question_routes(generations, questioning),
        source_routes(generations, addressing),
        vocabulary_routes(generations, pages),
        graph_routes(generations),
        entity_routes(generations, addressing),
    ):
        app.include_router(router)
    app.mount("/assets", StaticFiles(packages=[("koinon.service", "assets")]), name="assets")
    return app
