"""The question library asked: each question by name, its answer under the limits of every query."""

import json
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from koinon.graph.store.seam import Store
from koinon.ontology.load import Question, questions
from koinon.ontology.question_fields import filled

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


def fill_question(name: str, values: Mapping[str, str]) -> Question:
    """Find a question of the library, and put values into its fields.

    Raises:
        Problem: there is none of that name, it has no such field, or a field cannot hold its value.
    """
    found = find_question(name)
    try:
        return replace(found, text=filled(found, values))
    except ValueError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, str(error)) from None


def answer_question(store: Store, question: Question) -> dict[str, Any]:
    """Answer a question, in the shape of SPARQL results in JSON."""
    answer = store.answer(question.text, (RESULTS_JSON.media_type,))
    results: dict[str, Any] = json.loads(b"".join(answer.chunks))
    return results
