"""The figures reached on the annotated announcements, which only ever rise."""

from pathlib import Path

import pytest

from koinon.graph.evaluation import Evaluation, evaluate

FLOORS = {
    "organisations": 0.94,
    "part_org_role": 0.90,
    "part_org_act": 0.84,
    "part_full": 0.81,
    "activities": 0.80,
    "activity_dates": 0.87,
    "dates": 0.95,
    "countries": 0.92,
    "places": 0.79,
    "heritage_types": 0.68,
    "part_of": 0.62,
}


@pytest.fixture(scope="module")
def english(shared: Path) -> Evaluation:
    read = [evaluate(shared / "corpus" / folder) for folder in ("real", "written")]
    documents = tuple(each for evaluation in read for each in evaluation.documents)
    return Evaluation(documents).languages()["en"]


@pytest.mark.parametrize("field", FLOORS)
def test_english_announcements_are_read_as_well_as_before(english: Evaluation, field: str) -> None:
    score = english.micro(field).score
    assert score is not None
    assert score.f1 >= FLOORS[field]


@pytest.mark.parametrize("field", ["organisations", "part_org_role", "activities", "dates"])
def test_precision_is_not_given_away_for_recall(english: Evaluation, field: str) -> None:
    score = english.micro(field).score
    assert score is not None
    assert score.precision >= score.recall - 0.05
