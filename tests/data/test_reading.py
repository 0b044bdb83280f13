"""What Koinon's own reader makes of the announcements that ship, against the table of the same facts."""

import csv
from typing import NamedTuple

import pytest

from koinon.data import announcements, tables
from koinon.graph.documents import read_document
from koinon.graph.linking.names import fold, name_key
from koinon.graph.reading import read_account
from koinon.graph.records import Account

_UNKNOWN_PAGE = "UNESCO Office in Moscow, news of 30 October 2013"


class Tie(NamedTuple):
    """Who took part in what, and how, by what identifies the names."""

    activity: str
    organisation: str
    role: str


def _role(role: str) -> str:
    """Several organisers of one event are each co-organiser to the reader, and organiser to the table."""
    return "organiser" if role == "co-organiser" else role


def _rows() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for path in tables():
        with path.open(encoding="utf-8", newline="") as stream:
            rows += csv.DictReader(stream)
    return rows


ROWS = _rows()
TITLES = {name_key(row["activity"]): row["activity"] for row in ROWS}


def _tie(row: dict[str, str]) -> Tie:
    return Tie(name_key(row["activity"]), name_key(row["organisation"]), _role(row["role"]))


TABLE = {_tie(row) for row in ROWS if row["organisation"]}


def _expected(account: Account) -> set[Tie]:
    """Pick the facts of the page that an announcement was written from, about the activities it names."""
    page, text = account.source.address or _UNKNOWN_PAGE, fold(account.text)
    return {
        _tie(row)
        for row in ROWS
        if row["organisation"] and row["source"] == page and fold(row["activity"]) in text
    }


def _told(account: Account) -> set[Tie]:
    """Give what the reader found, each activity by the one of its names that the table has."""
    bodies = {body.key: name_key(body.name) for body in account.organisations}
    known = {}
    for activity in account.activities:
        names = [name_key(name) for name in (activity.title, *activity.aliases)]
        known[activity.key] = next((name for name in names if name in TITLES), names[0])
    return {
        Tie(known[tie.activity], bodies[tie.organisation], _role(tie.role))
        for tie in account.involvements
        if tie.organisation is not None
    }


@pytest.fixture(scope="module")
def accounts() -> list[Account]:
    return [read_account(read_document(path)) for path in announcements()]


def test_the_texts_state_what_the_table_holds(accounts: list[Account]) -> None:
    stated = set().union(*map(_expected, accounts))
    assert {TITLES[tie.activity] for tie in TABLE - stated} == set()


def test_reading_the_texts_gives_the_ties_of_the_table(accounts: list[Account]) -> None:
    expected = [(number, tie) for number, account in enumerate(accounts) for tie in _expected(account)]
    told = [(number, tie) for number, account in enumerate(accounts) for tie in _told(account)]
    recall = len(set(expected) & set(told)) / len(expected)
    # What a text says beyond its own page is right if any page says so.
    precision = sum(tie in TABLE for _, tie in told) / len(told)
    assert 2 * precision * recall / (precision + recall) >= 0.9
