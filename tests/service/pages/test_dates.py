import pytest

from koinon.service.pages.dates import in_words, span


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2013-10-30", "2013-11-03", "30 October – 3 November 2013"),
        ("2013-11-01", "2013-11-03", "1–3 November 2013"),
        ("2013-11-01", "2013-11-01", "1 November 2013"),
        ("2013-12-30", "2014-01-02", "30 December 2013 – 2 January 2014"),
        ("2011", "2014", "2011–2014"),
        ("2011", "2014-05", "2011 – May 2014"),
        ("2013-10", "2013-11", "October – November 2013"),
        ("2013", "", "2013"),
        ("", "2014", "until 2014"),
        ("", "", ""),
    ],
)
def test_a_span_leaves_out_what_its_ends_share(start: str, end: str, told: str) -> None:
    assert span(start, end) == told


def test_a_date_is_never_told_more_precisely_than_it_is_known() -> None:
    assert [in_words(date) for date in ("2011", "2011-10", "2011-10-08")] == [
        "2011",
        "October 2011",
        "8 October 2011",
    ]
