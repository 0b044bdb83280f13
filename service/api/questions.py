"""The question library for programs."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.ontology.load import Question, questions
from koinon.ontology.question_fields import fields

from ..evaluation import Reply
from ..generations import Generation
from ..questioning import answer_question, fill_question
from ..responding import Responding
from .answering import BY_LANGUAGE, json_reply, json_tag


def question_routes(responding: Responding) -> APIRouter:
    """Serve the questions and their answers."""
    router = APIRouter(tags=["questions"])

    @router.get("/api/questions", operation_id="questions")
    async def question_list(request: Request) -> Response:
        """List the questions: name, what each asks, and its query."""
        return await responding.respond(request, _questions, json_tag(request), BY_LANGUAGE)

    @router.get("/api/questions/{name}", operation_id="question")
    async def question(request: Request, name: str) -> Response:
        """Answer one question: its query, and its results in the shape of SPARQL results in JSON.

        Every parameter of the question may be given another value, by its name.
        """
        task = partial(_question, asked=fill_question(name, dict(request.query_params)))
        return await responding.respond(request, task, json_tag(request), BY_LANGUAGE)

    return router


def _questions(generation: Generation) -> Reply:
    listed = [_described(question) for question in questions()]
    return json_reply({"generation": generation.number, "questions": listed})


def _question(generation: Generation, asked: Question) -> Reply:
    results = answer_question(generation.store, asked)
    return json_reply({"generation": generation.number, **_described(asked), "results": results})


def _described(question: Question) -> dict[str, Any]:
    parameters = [
        {"name": field.name, "label": field.label, "kind": field.kind, "value": field.value}
        for field in fields(question)
    ]
    return {"name": question.name, "asks": question.asks, "text": question.text, "parameters": parameters}
