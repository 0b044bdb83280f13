"""Years of dates that are exactly as precise as their source."""

import re
from typing import Final, NamedTuple

from ..terms import Literal

_YEAR: Final = re.compile(r"-?\d{4,}")


class Years(NamedTuple):
    """The years between which an activity takes place, None where no source dates it.

    The first is that of its earliest start, else of its end; the last of its latest end, else of its start.
    """

    first: int | None = None
    last: int | None = None


def year_of(date: Literal) -> int | None:
    """Give the year of a date, a month or a year; None where it is none of them."""
    found = _YEAR.match(date.value)
    return int(found[0]) if found else None
