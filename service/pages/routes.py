"""Pages that are not about one thing: the first page, questions, sources, the vocabulary, the API."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.ontology.load import questions

from ..addressing import Addressing
from ..caching import entity_tag, generation_headers, is_known, not_modified
from ..forms import HTML
from ..generations import Generation, Generations
from ..protection import content_policy
from ..questioning import Questioning
from .api_reference import api_reference
from .home import home
from .looking import Look
from .naming import languages
from .rendering import Pages
from .sources import sources


def page_routes(
    generations: Generations, pages: Pages, addressing: Addressing, questioning: Questioning
) -> APIRouter:
    """Serve the pages."""
    router = APIRouter(include_in_schema=False)

    def page(
        request: Request, template: str, title: str, view: Callable[[Generation], dict[str, Any]]
    ) -> Response:
        generation = generations.current()
        tag = entity_tag(generation.number, request.url.path, *_languages(request))
        if is_known(request, tag):
            return not_modified(generation.number, tag)
        content = pages.render(template, title=title, generation=generation.number, **view(generation))
        headers = generation_headers(generation.number, tag) | {"Vary": "Accept, Accept-Language"}
        return Response(content, HTTPStatus.OK, headers, HTML.media_type)

    @router.get("/")
    def first_page(request: Request) -> Response:
        """Show what this graph is."""
        generation = generations.current()
        shown = home(generation, addressing)
        response = page(request, "home.html", "A knowledge graph of cooperation in heritage", lambda _: shown)
        if shown["picture"]:
            response.headers["Content-Security-Policy"] = content_policy(shown["picture"].figure.styles)
        return response

    @router.get("/questions")
    def question_list(request: Request) -> Response:
        """List the questions."""
        return page(request, "questions.html", "Questions", lambda _: {"questions": questions()})

    @router.get("/questions/{name}")
    async def question(name: str) -> Response:
        """Show a question, its query and its answer."""
        asked = questioning.find(name)
        generation = generations.current()
        answer = await questioning.answer(asked, generation)
        content = pages.render(
            "question.html",
            title=asked.asks,
            generation=generation.number,
            question=asked,
            answer=answer.as_table(),
        )
        return Response(content, HTTPStatus.OK, generation_headers(generation.number), HTML.media_type)

    @router.get("/sources")
    def source_list(request: Request) -> Response:
        """List the sources."""
        return page(request, "sources.html", "Sources", partial(_sources, request))

    @router.get("/docs")
    def documentation(request: Request) -> Response:
        """Describe the API from its own OpenAPI document."""
        return page(request, "docs.html", "API", lambda _: api_reference(request.app.openapi()))

    return router


def _languages(request: Request) -> tuple[str, ...]:
    return languages(request.headers.get("accept-language", ""))


def _sources(request: Request, generation: Generation) -> dict[str, Any]:
    return {"sources": sources(Look(generation.store, _languages(request)))}
