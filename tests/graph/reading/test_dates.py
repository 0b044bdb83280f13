import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.graph.partial_dates import PartialDate, partial_date
from koinon.graph.reading.dates import DateMention, find_dates, listed_dates
from koinon.graph.records import Passage

CASES = tomllib.loads(Path(__file__).with_name("dates.toml").read_text(encoding="utf-8"))["case"]
PIECES = """12 3 May 2011 2014 - – / . , and to from mai мая г. года de octubre July 2012-05-03 (5)""".split()


def _said(mention: DateMention) -> str:
    return mention.first if mention.last is None else f"{mention.first}/{mention.last}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text'][:40]}")
def test_dates_are_read_as_precisely_as_they_are_written(case: dict[str, Any]) -> None:
    issued = PartialDate(case["issued"]) if "issued" in case else None
    assert [_said(each) for each in find_dates(case["text"], case["language"], issued)] == case["dates"]


def test_a_mention_quotes_its_words() -> None:
    text = "Held in Graz (30 October – 3 November 2013)."
    (mention,) = find_dates(text, "en")
    assert text[mention.start : mention.end] == "30 October – 3 November 2013"
    assert mention.rule == "days"
    assert not mention.year_supplied


def test_a_date_line_supplies_years_and_is_named_as_their_source() -> None:
    text = "3 November 2011\n\nThey met from 18 to 22 October. In 2001 others met, on 5 June 2001."
    mentions = find_dates(text, "en")
    assert _said(mentions[1]) == "2011-10-18/2011-10-22"
    assert mentions[1].year_supplied
    assert mentions[1].year_from == Passage(0, 15)


def test_without_a_date_line_the_nearest_full_date_before_supplies_the_year() -> None:
    text = "It all began, one remembers, on 10 February 2014 with little noise. The next came on 3 July."
    mention = find_dates(text, "en")[1]
    assert mention.first == "2014-07-03"
    assert mention.year_from == Passage(text.index("10 Feb"), text.index(" with"))


def test_listing_leaves_out_a_year_beside_its_full_dates_but_keeps_spans() -> None:
    text = (
        "In 2012 we met: 3 May 2012. The project (2012-2014) goes on. In 2010 it was young. 3 May 2012 again."
    )
    listed = listed_dates(find_dates(text, "en"))
    assert [each.value for each in listed] == ["2012-05-03", "2012", "2014", "2010"]
    first = listed[0].where
    assert isinstance(first, Passage)
    assert first.words(text) == "3 May 2012"


@given(
    st.lists(st.sampled_from(PIECES), max_size=14),
    st.sampled_from([" ", "\n", ""]),
    st.sampled_from(["en", "fr", "ru", "es", "xx"]),
)
def test_any_heap_of_date_words_gives_calendar_dates_in_order(
    pieces: list[str], joint: str, language: str
) -> None:
    text = joint.join(pieces)
    mentions = find_dates(text, language)
    assert mentions == find_dates(text, language)
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        assert partial_date(mention.first) == mention.first
        assert mention.last is None or partial_date(mention.last) > mention.first


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "ru", "es"]))
def test_any_text_is_read_without_a_stumble(text: str, language: str) -> None:
    for mention in find_dates(text, language):
        assert text[mention.start : mention.end].strip()
