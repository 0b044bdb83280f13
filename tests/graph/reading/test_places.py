import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.graph.reading.places import countries_of, find_places
from koinon.graph.reading.places_inflection import inflected, nominatives

CASES = tomllib.loads(Path(__file__).with_name("places.toml").read_text(encoding="utf-8"))["case"]
PIECES = """in Baku Paris , ( ) Republic of Moldova Музей Москвы в Алматы St. MA Côte – область""".split()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text'][:40]}")
def test_places_are_named_and_told_from_their_namesakes(case: dict[str, Any]) -> None:
    found = find_places(case["text"], case["language"])
    assert [f"{each.name}/{each.country}/{each.kind.value}" for each in found] == case["places"]


def test_a_settlement_knows_where_it_lies_and_how_many_live_there() -> None:
    (place,) = find_places("They met in Yerevan.", "en")
    assert place.geonames == "616052"
    assert place.latitude == pytest.approx(40.18, abs=0.05)
    assert place.longitude == pytest.approx(44.51, abs=0.05)
    assert place.population > 1_000_000
    assert place.locative


def test_a_place_inside_a_proper_name_says_so() -> None:
    text = "Japan: lectures by Kyoto University and the Museum of Yerevan, in Tokyo."
    found = {each.name: each.in_name for each in find_places(text, "en") if each.name != "Japan"}
    assert found == {"Kyoto": True, "Yerevan": True, "Tokyo": False}


def test_the_countries_of_a_text_decide_between_namesakes() -> None:
    assert find_places("Valencia and the towns of Venezuela", "en")[0].country == "VE"
    assert find_places("Valencia and the towns of Spain", "en")[0].country == "ES"


def test_countries_are_listed_once_in_the_order_of_the_text() -> None:
    text = "Kenya, Peru, the United Republic of Tanzania and again Kenya"
    assert countries_of(find_places(text, "en")) == ("KE", "PE", "TZ")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Москва", "Москвой"),
        ("Казань", "Казани"),
        ("Ярославль", "Ярославле"),
        ("Грузия", "Грузию"),
        ("Нижний Новгород", "Нижнем Новгороде"),
        ("Ростов-на-Дону", "Ростове-на-Дону"),
        ("Республика Корея", "Республики Корея"),
        ("Великие Луки", "Великих Луки"),
    ],
)
def test_russian_names_have_their_cases(name: str, form: str) -> None:
    assert form in inflected(name)


def test_cases_of_one_word_are_undone() -> None:
    assert "самарканд" in nominatives("самарканде")
    assert "москва" in nominatives("москвы")


@settings(deadline=None)  # the first example reads the lexicons
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["en", "fr", "ru", "es", "xx"]))
def test_any_heap_of_names_gives_places_that_quote_the_text(pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    found = find_places(text, language)
    assert found == find_places(text, language)
    end = 0
    for place in found:
        assert end <= place.start < place.end <= len(text)
        end = place.end
        assert place.name


@settings(deadline=None)  # the first example reads the lexicons
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_stumble(text: str) -> None:
    for place in find_places(text, "ru"):
        assert text[place.start : place.end].strip()
