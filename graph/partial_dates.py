"""Dates exactly as precise as their source: a year, a month or a day."""

import re
from datetime import date
from typing import NewType

#: ISO 8601 calendar date of reduced precision: ``2011``, ``2011-10`` or ``2011-10-18``.
PartialDate = NewType("PartialDate", str)

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def partial_date(text: str) -> PartialDate:
    """Check that a text is a date of the calendar, never padding what it leaves open.

    Raises:
        ValueError: the text has another form, or no such day exists.
    """
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f"“{text}” is not a date of the form 2011, 2011-10 or 2011-10-18.")
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(f"“{text}” is no day of the calendar.") from None
    return PartialDate(text)


def year_of(value: PartialDate) -> int:
    """Give the year of a date of any precision."""
    return int(value[:4])


def datatype_of(value: PartialDate) -> str:
    """Name the XML Schema datatype that is as precise as the date: gYear, gYearMonth or date."""
    return {4: "gYear", 7: "gYearMonth", 10: "date"}[len(value)]
