"""Pages that are not about one thing: the first page, questions, sources, the vocabulary, the API."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.ontology.load import Question, questions

from ..caching import entity_tag, generation_headers, known_tag, not_modified
from ..evaluation import Reply
from ..forms import HTML, RESULTS
from ..generations import Generation
from ..protection import content_policy
from ..questioning import answer_question, fill_question
from ..responding import Responding
from ..results import result_table
from ..sparql.screen import Screen, screen_of, short_enough
from .api_reference import api_reference
from .asking import forms
from .explorer import built
from .home import home
from .looking import Look, View, names_of
from .naming import languages
from .rendering import Pages
from .sources import sources

_BY_LANGUAGE: Final = {"Vary": "Accept, Accept-Language"}


def page_routes(responding: Responding, pages: Pages) -> APIRouter:
    """Serve the pages."""
    router = APIRouter(include_in_schema=False)

    def still(request: Request, template: str, title: str, view: View) -> Response:
        """Show what does not depend on the data."""
        number = responding.generations.newest()
        if known := known_tag(request, number, request.url.path):
            return not_modified(number, known)
        content = pages.render(template, title=title, generation=number, **view)
        return Response(
            content,
            HTTPStatus.OK,
            generation_headers(number, entity_tag(number, request.url.path)),
            HTML.media_type,
        )

    @router.get("/")
    async def first_page(request: Request) -> Response:
        """Show what this graph is."""
        return await responding.respond(request, _home, ("/", *_languages(request)), _BY_LANGUAGE)

    @router.get("/questions")
    async def question_list(request: Request) -> Response:
        """List the questions."""
        return still(request, "questions.html", "Questions", {"questions": questions()})

    @router.get("/questions/{name}")
    async def question(request: Request, name: str) -> Response:
        """Show a question, its query and its answer."""
        given = {field: value for field, value in request.query_params.items() if value}
        screen = screen_of(request, responding.seconds)
        task = partial(_question, asked=fill_question(name, given), given=given, screen=screen)
        return await responding.respond(request, task, (request.url.path, request.url.query))

    @router.get("/sources")
    async def source_list(request: Request) -> Response:
        """List the sources."""
        accepted = _languages(request)
        task = partial(_sources, accepted=accepted)
        return await responding.respond(request, task, ("/sources", *accepted), _BY_LANGUAGE)

    @router.get("/docs")
    async def documentation(request: Request) -> Response:
        """Describe the API from its own OpenAPI document."""
        return still(request, "docs.html", "API", api_reference(request.app.openapi()))

    return router


def _page(generation: Generation, template: str, title: str, view: View) -> Reply:
    pages = generation.surroundings.pages
    content = pages.render(template, title=title, generation=generation.number, **view)
    return Reply(HTML.media_type, (content.encode(),))


def _home(generation: Generation) -> Reply:
    addressing = generation.surroundings.addressing
    shown, explorer = home(generation, addressing), built()
    template = "explorer.html" if explorer else "home.html"
    view = {**shown, "explorer": explorer, "base": addressing.base}
    reply = _page(generation, template, "A knowledge graph of cooperation in heritage", view)
    if not shown["picture"]:
        return reply
    policy = content_policy(shown["picture"].figure.styles)
    return replace(reply, headers={"Content-Security-Policy": policy})


def _question(generation: Generation, asked: Question, given: Mapping[str, str], screen: Screen) -> Reply:
    look, addressing = Look(generation.store), generation.surroundings.addressing
    results = answer_question(generation.store, asked)
    told = {
        "question": asked.name,
        "values": given,
        "query": asked.text,
        "generation": generation.number,
        "results": short_enough(results),
    }
    view = {
        "question": asked,
        "answer": result_table(results, name=names_of(look, addressing)),
        "downloads": RESULTS,
        **screen.view(addressing.base, told),
        **forms(asked),
    }
    return _page(generation, "question.html", asked.asks, view)


def _sources(generation: Generation, accepted: tuple[str, ...]) -> Reply:
    shown = sources(Look(generation.store, accepted))
    return _page(generation, "sources.html", "Sources", {"sources": shown})


def _languages(request: Request) -> tuple[str, ...]:
    return languages(request.headers.get("accept-language", ""))
