"""The question library asked: each question by name, its answer under the limits of every query."""

import json
from http import HTTPStatus
from typing import Any

from koinon.graph.store.seam import Store
from koinon.ontology.load import Question, questions

from .forms import RESULTS_JSON
from .problems import Problem


def find_question(name: str) -> Question:
    """Find a question of the library.

    Raises:
        Problem: there is none of that name.
    """
    for question in questions():
        if question.name == name:
            return question
    raise Problem(HTTPStatus.NOT_FOUND, f"There is no question “{name}”; /api/questions lists them.")


def answer_question(store: Store, question: Question) -> dict[str, Any]:
    """Answer a question, in the shape of SPARQL results in JSON."""
    answer = store.answer(question.text, (RESULTS_JSON.media_type,))
    results: dict[str, Any] = json.loads(b"".join(answer.chunks))
    return results
