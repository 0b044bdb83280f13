"""The competency questions, asked of the graph that ships."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from koinon.data import shipped
from koinon.graph.addresses import DEFAULT_BASE
from koinon.graph.ingest import ingest
from koinon.graph.sources import read_source
from koinon.graph.store import Store, create_store, open_store
from koinon.ontology.load import Question, questions


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("questions") / "store"
    create_store(path, DEFAULT_BASE)
    ingest(path, [read_source(one).states for one in shipped()])
    opened = open_store(path)
    yield opened
    opened.close()


@pytest.mark.parametrize("question", questions(), ids=lambda question: str(question.name))
def test_a_question_is_answered_as_expected(store: Store, question: Question) -> None:
    answer = b"".join(store.answer(question.text, ["text/csv"]).chunks).decode()
    assert list(csv.reader(StringIO(answer))) == [list(row) for row in question.expected_rows]


@pytest.mark.parametrize("question", questions(), ids=lambda question: str(question.name))
def test_a_question_says_what_it_asks_and_is_answered_by_something(question: Question) -> None:
    assert question.asks.endswith("?")
    assert len(question.expected_rows) > 1


def test_values_that_may_be_changed_stand_below_a_comment() -> None:
    for question in questions():
        lines = question.text.splitlines()
        for number, line in enumerate(lines):
            if line.lstrip().startswith("VALUES"):
                assert lines[number - 1].lstrip().startswith("# "), question.name
