"""The figures reached on the annotated announcements, which only ever rise."""

from pathlib import Path

import pytest

from koinon.graph.evaluation import Evaluation, evaluate

FLOORS = {
    "organisations": 0.97,
    "part_org_role": 0.91,
    "part_org_act": 0.85,
    "part_full": 0.81,
    "activities": 0.85,
    "activity_dates": 0.90,
    "dates": 0.97,
    "countries": 0.93,
    "places": 0.79,
    "heritage_types": 0.73,
    "part_of": 0.68,
}
#: Announcements of our own in English: those that were studied, and the totals of those that were not.
OWN_FLOORS = {
    "studied": {
        "organisations": 0.93,
        "part_org_role": 0.75,
        "part_org_act": 0.73,
        "part_full": 0.66,
        "activities": 0.89,
        "activity_dates": 0.85,
        "dates": 0.94,
        "countries": 0.95,
        "places": 0.73,
        "heritage_types": 0.46,
        "part_of": 0.73,
    },
    "held out": {
        "organisations": 0.85,
        "part_org_role": 0.63,
        "part_org_act": 0.63,
        "part_full": 0.49,
        "activities": 0.82,
        "activity_dates": 0.64,
        "dates": 0.97,
        "countries": 0.72,
        "places": 0.72,
        "heritage_types": 0.56,
        "part_of": 0.35,
    },
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


@pytest.fixture(scope="module")
def own() -> dict[str, Evaluation]:
    documents = (
        evaluate(Path(__file__).parents[2] / "resources" / "announcements").languages()["en"].documents
    )
    held_out = [each for each in documents if int(each.name) < 300 and int(each.name) % 2 == 0]
    studied = [each for each in documents if each not in held_out]
    return {"studied": Evaluation(tuple(studied)), "held out": Evaluation(tuple(held_out))}


@pytest.mark.parametrize(
    ("half", "field"), [(half, field) for half, floors in OWN_FLOORS.items() for field in floors]
)
def test_announcements_of_our_own_are_read_as_well_as_before(
    own: dict[str, Evaluation], half: str, field: str
) -> None:
    score = own[half].micro(field).score
    assert score is not None
    assert score.f1 >= OWN_FLOORS[half][field]
