"""The application, made from a store and settings; nothing of it is global."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from .api.health import health_routes
from .api.network import network_routes
from .api.questions import question_routes
from .api.sources import source_routes
from .entities.graphs import graph_routes
from .entities.route import entity_routes
from .entities.vocabulary import vocabulary_routes
from .evaluation import Evaluator
from .generations import Generations
from .heads import Heads
from .pages.routes import page_routes
from .problems import tell_problems
from .protection import Protection
from .quota import Quota
from .responding import Responding
from .settings import Settings
from .sparql.endpoint import SparqlEndpoint
from .sparql.openapi import SPARQL_PATH
from .version import VERSION
from .workers.in_process import InProcess

_SUMMARY = "A knowledge graph of cooperation in heritage, in which every tie opens the words that state it."


class Service(FastAPI):
    """The application, whose OpenAPI document tells of the endpoint too."""

    def openapi(self) -> dict[str, Any]:
        """Give the OpenAPI document."""
        document = super().openapi()
        document["paths"].setdefault("/sparql", SPARQL_PATH)
        return document


def create_app(generations: Generations, settings: Settings, evaluator: Evaluator | None = None) -> FastAPI:
    """Make the service that serves a store.

    Args:
        generations: the store, which may move on to new generations meanwhile.
        settings: limits and the default graph; the base is the store's own.
        evaluator: does all work on the data; without one, threads of this process do it.
    """
    quota = Quota(settings.client_seconds, settings.client_faults)
    if evaluator is None:
        evaluator = InProcess(generations, settings.concurrency, settings.queue)
    evaluator.charge = quota.charge
    responding = Responding(generations, evaluator, quota, settings)
    pages = generations.surroundings.pages
    app = Service(
        title="Koinon",
        version=VERSION,
        summary=_SUMMARY,
        docs_url=None,
        redoc_url=None,
        lifespan=partial(_working, evaluator),
    )
    app.state.pages = pages
    tell_problems(app)
    app.add_middleware(Heads)
    app.add_middleware(Protection)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies)
    app.router.routes.append(Route("/sparql", SparqlEndpoint(responding, settings)))
    for router in (
        health_routes(generations),
        page_routes(responding, pages),
        network_routes(responding),
        question_routes(responding),
        source_routes(responding),
        vocabulary_routes(responding),
        graph_routes(responding),
        entity_routes(responding),
    ):
        app.include_router(router)
    app.mount("/assets", StaticFiles(packages=[("koinon.service", "assets")]), name="assets")
    return app


@asynccontextmanager
async def _working(evaluator: Evaluator, _: FastAPI) -> AsyncIterator[None]:
    await evaluator.start()
    try:
        yield
    finally:
        await evaluator.stop()
