"""Dates written for people, never more precise than their source."""

from dataclasses import dataclass

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI

from .looking import Look

_MONTHS = "January February March April May June July August September October November December".split()
_DASH = "–"


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time as it is shown, and its first year. Sources that disagree stand side by side."""

    text: str
    year: str | None


def period(look: Look, thing: IRI) -> Period:
    """Tell when a thing begins and ends."""
    starts = sorted(value.value for value in look.texts(thing, hp("start")))
    ends = sorted(value.value for value in look.texts(thing, hp("end")))
    year = (starts or ends or [""])[0][:4] or None
    if len(starts) > 1 or len(ends) > 1:
        told = [" or ".join(map(in_words, dates)) for dates in (starts, ends) if dates]
        return Period(f" {_DASH} ".join(told), year)
    return Period(span(starts[0] if starts else "", ends[0] if ends else ""), year)


def span(start: str, end: str) -> str:
    """Write two dates as one span, leaving out what they share: ``30 October – 3 November 2013``."""
    if not start or not end:
        return in_words(start) or (f"until {in_words(end)}" if end else "")
    if start == end:
        return in_words(start)
    first, last = start.split("-"), end.split("-")
    if len(first) != len(last) or first[0] != last[0] or len(first) == 1:
        spaced = _DASH if len(first) == len(last) == 1 else f" {_DASH} "
        return f"{in_words(start)}{spaced}{in_words(end)}"
    if len(first) == 3 and first[1] == last[1]:
        return f"{int(first[2])}{_DASH}{in_words(end)}"
    return f"{in_words(start).removesuffix(first[0]).strip()} {_DASH} {in_words(end)}"


def in_words(date: str) -> str:
    """Write a partial date of ISO 8601: ``2013-10-30`` is 30 October 2013."""
    parts = date.split("-")
    if len(parts) == 1 or not date:
        return date
    month = _MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"
