"""Fields of the questions: what may be changed, and what comes of it."""

import pytest

from koinon.ontology.competency import Question
from koinon.ontology.load import questions
from koinon.ontology.question_fields import fields, filled, options

ASKED = Question(
    "example",
    "What is what?",
    r"""# What is what?
SELECT ?x WHERE {
  # The name of an organisation
  VALUES ?name { "State \"Hermitage\""@en }
  # The country, the first year and the last year
  VALUES (?country ?first ?last) { (country:RUS 2008 2009) }
  # Kinds that count
  VALUES ?kind { hp:Training hp:Conference }
}""",
    "",
)


def test_fields_are_read_from_values_below_comments() -> None:
    assert [(one.name, one.label, one.kind, one.value) for one in fields(ASKED)] == [
        ("name", "The name of an organisation", "text", 'State "Hermitage"'),
        ("country", "The country", "countries", "Russia"),
        ("first", "The first year", "number", "2008"),
        ("last", "The last year", "number", "2009"),
    ]


@pytest.mark.parametrize("given", ["AZ", "AZE", "azerbaijan", "Азербайджан"])
def test_a_concept_goes_by_its_code_and_by_its_name_in_any_language(given: str) -> None:
    assert "(country:AZE 2008 2012)" in filled(ASKED, {"country": given, "last": "2012"})


def test_words_are_written_so_that_they_cannot_leave_their_quotes() -> None:
    text = filled(ASKED, {"name": 'a"@en } DROP ALL \\'})
    assert r'VALUES ?name { "a\"@en } DROP ALL \\"@en }' in text


def test_an_empty_value_changes_nothing() -> None:
    assert filled(ASKED, {"name": " ", "country": ""}) == ASKED.text


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("first", "soon", "whole number"),
        ("first", "1) } DROP", "whole number"),
        ("country", "Atlantis", "such as"),
        ("nobody", "x", "its fields are: name, country, first, last"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_with_what_it_can(name: str, value: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        filled(ASKED, {name: value})


def test_most_questions_have_fields_that_give_their_own_query_back() -> None:
    with_fields = [question for question in questions() if fields(question)]
    assert len(with_fields) >= 20
    for question in with_fields:
        same = {field.name: field.value for field in fields(question)}
        assert filled(question, same) == question.text


def test_fields_from_a_scheme_choose_among_its_names() -> None:
    assert "Azerbaijan" in options("countries")
    assert options("text") == ()
