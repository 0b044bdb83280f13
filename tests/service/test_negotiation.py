import csv
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.graph.errors import NotAcceptable
from koinon.service.forms import ANSWERS, HTML, RDF, TURTLE
from koinon.service.negotiation import Form, choose, parse_accept, parse_media_type, ranked

CASES = list(csv.DictReader(Path(__file__).with_name("negotiation.csv").read_text("utf-8").splitlines()))
QUERIES = {
    "select": "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1",
    "ask": "ASK { ?s ?p ?o }",
    "construct": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1",
}
A, B, C = Form("a", "text/a"), Form("b", "text/b"), Form("c", "image/c")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['address']} {case['accept']}" for case in CASES])
def test_an_address_answers_in_the_form_asked_for(case, ask, paths) -> None:  # type: ignore[no-untyped-def]
    queries = {name: f"/sparql?query={quote(text)}" for name, text in QUERIES.items()}
    response = ask(case["address"].format(**paths, **queries), case["accept"])
    assert response.status_code == int(case["status"])
    assert response.headers.get("content-type", "").partition(";")[0] == case["type"]
    assert "Accept" in response.headers["vary"]


def test_the_most_specific_range_decides() -> None:
    assert ranked("text/*;q=0.3, text/b;q=0.9, */*;q=0.1", (A, B, C)) == (B, A, C)


def test_a_quality_of_zero_excludes_even_beside_a_wildcard() -> None:
    assert ranked("*/*, text/a;q=0", (A, B)) == (B,)


def test_what_is_named_goes_before_what_a_wildcard_lets_in() -> None:
    assert ranked("text/b, */*", (A, B, C))[0] is B


def test_without_a_header_our_own_order_stands() -> None:
    assert ranked(None, (A, B, C)) == (A, B, C)


def test_parameters_must_be_offered_to_be_matched() -> None:
    with_profile = Form("p", 'text/a;profile="x"')
    assert ranked('text/a;profile="x"', (A, with_profile)) == (with_profile,)


def test_a_comma_within_quotes_does_not_end_a_range() -> None:
    assert [one.subtype for one in parse_accept('text/a;title="one, two";q=0.5, text/b')] == ["a", "b"]


@pytest.mark.parametrize(
    "wrong", ["text", "text/", "*/html", "text/a;q=2", "text/a;q=high", ";q=1", "text/a b"]
)
def test_what_is_no_range_is_passed_over(wrong: str) -> None:
    assert parse_accept(wrong) == ()


def test_a_media_type_is_split_from_its_parameters() -> None:
    assert parse_media_type('Text/Turtle ; Charset="utf-8"') == ("text/turtle", {"charset": "utf-8"})


def test_a_refusal_says_what_is_possible() -> None:
    with pytest.raises(NotAcceptable, match="text/turtle"):
        choose("image/png", None, RDF)


def test_a_name_goes_before_the_header() -> None:
    assert choose("text/html", "turtle", (HTML, TURTLE)) is TURTLE


@given(st.text(max_size=60))
def test_no_header_breaks_the_parser(header: str) -> None:
    assert set(ranked(header, ANSWERS)) <= set(ANSWERS)
