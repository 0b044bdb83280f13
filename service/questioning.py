"""The question library asked: each question by name, its answer under the limits of every query."""

import json
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool

from koinon.ontology.load import Question, questions

from .forms import RESULTS_JSON
from .generations import Generation
from .pages.tables import Table
from .problems import Problem
from .results import result_table
from .running import QueryRunner

# Bytes of an answer; no question of the library gives nearly as many.
_LONGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """The answer of a question, in the shape of SPARQL results in JSON."""

    results: dict[str, Any]

    def as_table(self) -> Table:
        """Give the answer as rows for a page."""
        return result_table(self.results)


class Questioning:
    """Asks the questions of the library."""

    def __init__(self, runner: QueryRunner) -> None:
        self._runner = runner

    def find(self, name: str) -> Question:
        """Find a question.

        Raises:
            Problem: there is none of that name.
        """
        for question in questions():
            if question.name == name:
                return question
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no question “{name}”; /api/questions lists them.")

    async def answer(self, question: Question, generation: Generation) -> QuestionAnswer:
        """Answer a question from one generation.

        Raises:
            Problem: too many queries are waiting, or the deadline has passed.
        """
        accept = (RESULTS_JSON.media_type,)
        work = partial(generation.store.answer, question.text, accept)
        result = await self._runner.start(work)
        body = await result.whole(_LONGEST)
        return QuestionAnswer(await run_in_threadpool(json.loads, body))
