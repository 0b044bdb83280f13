"""The question library for programs."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.ontology.load import Question, questions

from ..generations import Generations
from ..questioning import Questioning
from .answering import answer_json


def question_routes(generations: Generations, questioning: Questioning) -> APIRouter:
    """Serve the questions and their answers."""
    router = APIRouter(tags=["questions"])

    @router.get("/api/questions", operation_id="questions")
    def question_list(request: Request) -> Response:
        """List the questions: name, what each asks, and its query."""
        generation = generations.current()
        listed = [_described(question) for question in questions()]
        return answer_json(
            request, generation, lambda: {"generation": generation.number, "questions": listed}
        )

    @router.get("/api/questions/{name}", operation_id="question")
    async def question(request: Request, name: str) -> Response:
        """Answer one question: its query, and its results in the shape of SPARQL results in JSON."""
        asked = questioning.find(name)
        generation = generations.current()
        answer = await questioning.answer(asked, generation)
        body = {"generation": generation.number, **_described(asked), "results": answer.results}
        return answer_json(request, generation, lambda: body)

    return router


def _described(question: Question) -> dict[str, Any]:
    # No question takes parameters yet; the list says so.
    return {"name": question.name, "asks": question.asks, "text": question.text, "parameters": []}
