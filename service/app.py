"""The application, made from a store and settings; nothing of it is global."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, cast

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from .accepting import Accepting
from .api.health import health_routes
from .api.labels import label_routes
from .api.network import network_routes
from .api.network_analyses import analysis_routes
from .api.network_queries import query_routes
from .api.questions import question_routes
from .api.search import search_routes
from .api.sources import source_routes
from .api.terms import term_routes
from .authorisation import Authorisation
from .catalogue.routes import catalogue_routes
from .entities.graph_store import graph_writing_routes
from .entities.graphs import graph_routes
from .entities.route import entity_routes
from .entities.vocabulary import vocabulary_routes
from .evaluation import Evaluator
from .generations import Generations
from .heads import Heads
from .metrics import Metrics
from .pages.explorer import BuiltFiles, built, built_folder
from .pages.routes import page_routes
from .problems import tell_problems
from .protection import Protection
from .quota import Quota
from .reconciliation.routes import reconciliation_routes
from .repeating import Repeating
from .responding import Responding
from .sessions import Sessions, session_routes
from .settings import Settings
from .sparql.endpoint import SparqlEndpoint
from .sparql.openapi import SPARQL_PATH
from .version import VERSION
from .watching import Watching
from .workers.in_process import InProcess
from .writing.client import Writer

# Higher levels take several times as long for a few bytes in a hundred.
_COMPRESSION = 5
_SUMMARY = "A knowledge graph of cooperation in heritage, in which every tie opens the words that state it."


class Service(FastAPI):
    """The application, whose OpenAPI document tells of the endpoint too."""

    #: Answers ``/sparql``, past the framework: its middleware and routes take longer than a lookup does.
    endpoint: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self.endpoint is not None and scope["type"] == "http" and scope["path"] == "/sparql":
            await self.endpoint({**scope, "app": self}, receive, send)
        else:
            await super().__call__(scope, receive, send)

    def openapi(self) -> dict[str, Any]:
        """Give the OpenAPI document."""
        document = super().openapi()
        document["paths"].setdefault("/sparql", SPARQL_PATH)
        return document


def create_app(
    generations: Generations,
    settings: Settings,
    evaluator: Evaluator | None = None,
    writer: Writer | None = None,
    sessions: Sessions | None = None,
) -> FastAPI:
    """Make the service that serves a store.

    Args:
        generations: the store, which may move on to new generations meanwhile.
        settings: limits and the default graph; the base is the store's own.
        evaluator: does all work on the data; without one, threads of this process do it.
        writer: writes the store; without one, the service is read-only.
        sessions: the links by which the person who started the service may write from a browser.
    """
    quota = Quota(settings.client_seconds, settings.client_faults)
    if evaluator is None:
        evaluator = InProcess(generations, settings.concurrency, settings.queue)
    evaluator.charge = quota.charge
    responding = Responding(generations, evaluator, quota, settings)
    sessions = sessions or Sessions()
    accepting = Accepting(Authorisation(settings, sessions), writer, settings.upload_bytes)
    pages = generations.surroundings.pages
    app = Service(
        title="Koinon",
        version=VERSION,
        summary=_SUMMARY,
        docs_url=None,
        redoc_url=None,
        lifespan=partial(_working, evaluator, accepting),
    )
    app.state.pages = pages
    tell_problems(app)
    metrics = Metrics(generations, evaluator, responding.kept)
    watched = partial(_watched, metrics=metrics, settings=settings)
    app.add_middleware(lambda app: watched(_protected(app)))
    app.endpoint = watched(_repeated(SparqlEndpoint(responding, accepting, settings), responding))
    for router in (
        health_routes(generations, evaluator, metrics),
        page_routes(responding, pages),
        *_data_routes(responding),
        vocabulary_routes(responding),
        graph_routes(responding, own=settings.default_graph == "own"),
        graph_writing_routes(generations.base, accepting),
        session_routes(sessions),
        reconciliation_routes(responding),
        catalogue_routes(responding, settings),
        entity_routes(responding),
    ):
        app.include_router(router)
    app.mount("/assets", StaticFiles(packages=[("koinon.service", "assets")]), name="assets")
    if built():
        app.mount("/static", BuiltFiles(directory=built_folder()), name="static")
    return app


def _data_routes(responding: Responding) -> tuple[APIRouter, ...]:
    """Give the addresses below ``/api`` that answer from the data."""
    return (
        network_routes(responding),
        query_routes(responding),
        analysis_routes(responding),
        question_routes(responding),
        search_routes(responding),
        label_routes(responding),
        term_routes(responding),
        source_routes(responding),
    )


def _repeated(app: ASGIApp, responding: Responding) -> ASGIApp:
    """Surround an endpoint so that what it was asked before costs next to nothing."""
    newest, admit, kept = responding.generations.newest, responding.admit_sender, responding.kept
    return Repeating(_protected(app), newest, admit, kept.counted, kept.room)


def _protected(app: ASGIApp) -> ASGIApp:
    """Surround an application with what every answer needs; HEAD tells the length of what GET would send."""
    return Protection(Heads(GZipMiddleware(app, compresslevel=_COMPRESSION)))


def _watched(app: ASGIApp, metrics: Metrics, settings: Settings) -> ASGIApp:
    """Surround an application with what sees every request first, and its answer last."""
    if settings.trusted_proxies:
        app = cast(ASGIApp, ProxyHeadersMiddleware(cast(Any, app), trusted_hosts=settings.trusted_proxies))
    return Watching(app, metrics, settings.log_clients)


@asynccontextmanager
async def _working(evaluator: Evaluator, accepting: Accepting, _: FastAPI) -> AsyncIterator[None]:
    await evaluator.start()
    await accepting.start()
    try:
        yield
    finally:
        await accepting.stop()
        await evaluator.stop()
