"""What holds of every account: its words, its keys, and that any text has one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koinon.graph.documents import Document, read_bytes
from koinon.graph.errors import DocumentError
from koinon.graph.reading import read_account
from koinon.graph.records import Account, Evidence, Passage, Role, Source

TEXT = """Turku, 3 June 2012

The international seminar “Boats and Their Builders” was held in Turku, Finland, from 28 to 30 May 2012
in the framework of the project “Wooden Seas”. It was organised by the Maritime Museum of Turku (MMT) in
partnership with the Åland Boat Association and with the support of the Ministry of Education and Culture
of Finland.
MMT also hosted the closing session.
"""
PIECES = (
    "organised by", "in partnership with", "The Museum of Boats", "(MMT)", "“", "”", "«Тест»", "\n\n", "\n- ",
    "Partners:", " and ", ", ", "from 3 to 5 May 2011", "Baku", "UNESCO", "workshop", "Agreement between",
    "EU-funded", "title: x\n", ".", "(", ")", "Министерство культуры", "l'École", "ﬁ", "\u0301", "😀",
    "\t", ":",
)  # fmt: skip

# What begins files of the kinds that are read.
BEGINNINGS = (
    b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<!doctype html><p>", b"\xff\xfe", b"\xef\xbb\xbf",
    b"---\ntitle: x\n---\n",
    b"From: a@example.org\nContent-Type: text/html; charset=x\n\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)  # fmt: skip


def _read(text: str, language: str = "en") -> Account:
    return read_account(Document(text, Source("test.txt", "", language)))


def _evidence(account: Account) -> list[Evidence]:
    found: list[Evidence] = []
    for activity in account.activities:
        found += activity.evidence
    for organisation in account.organisations:
        found += organisation.evidence
    for place in account.places:
        found += place.evidence
    for involvement in account.involvements:
        found += involvement.evidence
    return found


def _quote(evidence: Evidence, text: str) -> str:
    assert isinstance(evidence.where, Passage)
    return " ".join(evidence.where.words(text).split())


def test_a_tie_keeps_its_phrase_and_the_words_that_state_it() -> None:
    account = _read(TEXT)
    names = {each.key: each.name for each in account.organisations}
    tie = next(each for each in account.involvements if each.role is Role.PARTNER)
    said = {each.field: _quote(each, TEXT) for each in tie.evidence}
    assert names[tie.organisation or ""] == "Åland Boat Association"
    assert tie.phrase == said["phrase"] == "in partnership with"
    assert said["organisation"] == "Åland Boat Association"
    assert said["role"].startswith("It was organised by") and said["role"].endswith("Culture of Finland.")


def test_an_acronym_in_brackets_means_the_same_body() -> None:
    account = _read(TEXT)
    museum = next(each for each in account.organisations if each.name == "Maritime Museum of Turku")
    roles = {each.role for each in account.involvements if each.organisation == museum.key}
    assert museum.aliases == ("MMT",)
    assert roles == {Role.ORGANISER, Role.HOST}


def test_the_activity_is_part_of_the_project_it_names() -> None:
    account = _read(TEXT)
    seminar, project = account.activities
    assert (seminar.title, project.title) == ("Boats and Their Builders", "Wooden Seas")
    assert seminar.part_of == (project.key,)
    assert (seminar.start, seminar.end) == ("2012-05-28", "2012-05-30")


def test_names_and_dates_are_quoted_where_they_stand() -> None:
    account = _read(TEXT)
    for organisation in account.organisations:
        assert _quote(organisation.evidence[0], TEXT) == organisation.name
    for activity in account.activities:
        assert _quote(activity.evidence[0], TEXT) == activity.title


def test_words_set_aside_are_not_read() -> None:
    text = "Menu: Museum of Menus\n\nThe workshop was organised by the Museum of Salt."
    aside = (Passage(0, 21),)
    account = read_account(Document(text, Source("page.html", ""), aside))
    assert [each.name for each in account.organisations] == ["Museum of Salt"]


def test_the_same_text_gives_the_same_account() -> None:
    assert _read(TEXT) == _read(TEXT)


@pytest.mark.parametrize("language", ["en", "fr", "ru", "es", "de"])
def test_every_language_reads_an_empty_text(language: str) -> None:
    account = _read("", language)
    assert (account.activities, account.organisations, account.involvements) == ((), (), ())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40).map(" ".join),
    st.sampled_from(["en", "fr", "ru", "es", "ja"]),
)
def test_any_text_gives_an_account_whose_passages_lie_in_it(text: str, language: str) -> None:
    account = _read(text, language)
    assert _read(text, language) == account
    activities = {each.key for each in account.activities}
    organisations = {each.key for each in account.organisations}
    for evidence in _evidence(account):
        assert isinstance(evidence.where, Passage)
        assert 0 <= evidence.where.start < evidence.where.end <= len(text)
    for organisation in account.organisations:
        if organisation.evidence[0].rule != "names.coordinated":
            assert _quote(organisation.evidence[0], text) == organisation.name
    for tie in account.involvements:
        assert tie.activity in activities
        assert tie.organisation in organisations or tie.country
        assert tie.phrase == "" or tie.phrase in " ".join(text.split())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(BEGINNINGS),
    st.lists(st.one_of(st.binary(max_size=30), st.sampled_from([each.encode() for each in PIECES]))),
    st.sampled_from(["a", "a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.eml", "a.csv"]),
)
def test_any_bytes_give_an_account_or_a_sentence(begin: bytes, parts: list[bytes], name: str) -> None:
    try:
        document = read_bytes(begin + b" ".join(parts), name)
    except DocumentError as error:
        assert name in str(error) and str(error).endswith(".")
        return
    for evidence in _evidence(read_account(document)):
        assert _quote(evidence, document.text)
