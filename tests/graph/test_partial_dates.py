"""Dates are kept exactly as precise as the source."""

import pytest

from koinon.graph.partial_dates import datatype_of, partial_date, year_of


@pytest.mark.parametrize(
    ("text", "datatype"), [("2011", "gYear"), ("2011-10", "gYearMonth"), ("2011-10-18", "date")]
)
def test_precision_decides_the_datatype(text: str, datatype: str) -> None:
    value = partial_date(text)
    assert (value, datatype_of(value), year_of(value)) == (text, datatype, 2011)


@pytest.mark.parametrize("text", ["2011-13", "2013-02-29", "11", "2011-1-1", "2011-10-18T10:00", "", "MMXI"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|is no day"):
        partial_date(text)


def test_a_leap_day_is_a_day() -> None:
    assert partial_date("2012-02-29") == "2012-02-29"
