"""Scores of ties are held against what is right."""

import pytest

from koinon.graph.documents import Document
from koinon.graph.evaluation import Calibration, Judged, compare, gold, judge
from koinon.graph.reading import read_account
from koinon.graph.records import Source

TEXT = """The workshop “Care of Textiles” was organised by the Museum of Silk in Tbilisi in May 2015 in
partnership with the Abegg Foundation.
"""


def test_scores_that_mean_what_they_say_have_no_calibration_error() -> None:
    calibration = Calibration((*(Judged(0.75, True),) * 3, Judged(0.75, False)))
    assert calibration.expected_error() == 0
    assert calibration.brier() == pytest.approx(0.75 * 0.25)
    assert [tuple(each) for each in calibration.bins()] == [(0.6, 0.8, 4, 0.75, 0.75)]


def test_scores_that_promise_too_much_have_an_error_as_large_as_the_promise() -> None:
    calibration = Calibration((Judged(0.9, True), Judged(0.9, False), Judged(1.0, False), Judged(1.0, False)))
    assert calibration.expected_error() == pytest.approx(0.95 - 0.25)


def test_without_ties_there_is_no_figure() -> None:
    assert (Calibration(()).brier(), Calibration(()).expected_error()) == (None, None)


def test_a_tie_is_right_where_the_annotation_has_it() -> None:
    account = read_account(Document(TEXT, Source("case.txt", "")))
    expected = gold(account)
    expected["participations"] = [each for each in expected["participations"] if each["role"] != "partner"]
    said = {tie.role.value: right for tie, right in judge(account, compare(expected, gold(account)))}
    assert said == {"organiser": True, "partner": False}


def test_every_tie_that_is_read_has_a_confidence() -> None:
    scores = [each.confidence for each in read_account(Document(TEXT, Source("case.txt", ""))).involvements]
    assert len(scores) == 2
    assert all(score is not None and 0 < score < 1 for score in scores)
