"""Dates of a text, as precise as their words, with the years that the words leave out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..partial_dates import PartialDate, partial_date, year_of
from ..records import DatedPassage, Passage
from .dates_grammar import Day, FoundDate, scan_dates

#: How late in a text a line with a full date may stand and still be taken for its date line, in lines.
_DATE_LINES = 6


@dataclass(frozen=True, slots=True, order=True)
class DateMention:
    """A date, or a span of dates, at ``text[start:end]``.

    ``last`` is None for a single date; a span keeps both ends. ``rule`` names the shape of the words
    (``day``, ``days``, ``month``, ``year`` …). ``year_from`` points at the date that supplied a year the
    words leave out; ``year_supplied`` also tells of one that came from outside the text.
    """

    start: int
    end: int
    first: PartialDate
    last: PartialDate | None = None
    rule: str = "day"
    year_supplied: bool = False
    year_from: Passage | None = None


@dataclass(frozen=True, slots=True)
class YearAnchor:
    """A day near which dates without a year fall: the date line of a text, or a date known beforehand."""

    value: PartialDate
    where: Passage | None = None


def find_dates(text: str, language: str, issued: PartialDate | None = None) -> list[DateMention]:
    """Find every date of a text, in order.

    A date without a year takes it from the day the text was issued, where that is given or stands in a
    date line; else from the nearest full date before it, else after it. Without any it is left out.
    """
    found = scan_dates(text, language)
    anchor = YearAnchor(issued) if issued is not None and len(issued) > 4 else date_line(text, found)
    return resolve_years(found, anchor)


def date_line(text: str, found: Sequence[FoundDate]) -> YearAnchor | None:
    """Give the full date among the first lines that stands at the head or the end of its line, if any."""
    head = 0
    for _ in range(_DATE_LINES):
        head = text.find("\n", head) + 1 or len(text)
    for mention in found:
        if (
            mention.start < head
            and mention.last is None
            and _is_day(mention.first)
            and _edges_line(text, mention)
        ):
            return YearAnchor(_written(mention.first), Passage(mention.start, mention.end))
    return None


def resolve_years(found: Sequence[FoundDate], anchor: YearAnchor | None) -> list[DateMention]:
    """Supply the years that words leave out, and write all dates as partial dates."""
    full = [each for each in found if each.first.year is not None and each.first.month is not None]
    mentions = []
    for each in found:
        if each.first.year is not None:
            mentions.append(_mention(each, each.first, each.last))
            continue
        near = anchor if _stands_before(anchor, each) else _nearest(full, each)
        if (near := near or anchor) is not None:
            mentions.append(_supplied(each, near))
    return [mention for mention in mentions if mention is not None]


def listed_dates(mentions: Iterable[DateMention]) -> tuple[DatedPassage, ...]:
    """List each date once, at its first mention; a single year or month beside a fuller date is left out."""
    mentions = list(mentions)
    ends = [value for each in mentions for value in (each.first, each.last) if value is not None]
    days = {value for value in ends if len(value) == 10}
    covered = {day[:4] for day in days} | {day[:7] for day in days}
    listed: dict[PartialDate, Passage] = {}
    for each in mentions:
        for value in (each.first, each.last):
            bare = each.last is None and each.rule in ("year", "month")
            if value is not None and not (bare and value in covered):
                listed.setdefault(value, Passage(each.start, each.end))
    return tuple(DatedPassage(value, where) for value, where in listed.items())


def _is_day(day: Day) -> bool:
    return None not in day


def _edges_line(text: str, mention: FoundDate) -> bool:
    line_start = text.rfind("\n", 0, mention.start) + 1
    line_end = text.find("\n", mention.end)
    before = text[line_start : mention.start].strip()
    after = text[mention.end : line_end if line_end >= 0 else len(text)].strip()
    return len(before) <= 3 or not after or before.endswith((":", "|", "»", ">"))


def _written(day: Day) -> PartialDate:
    text = f"{day.year:04d}"
    for part in (day.month, day.day):
        text += f"-{part:02d}" if part is not None else ""
    return partial_date(text)


def _mention(
    found: FoundDate, first: Day, last: Day | None, near: YearAnchor | None = None
) -> DateMention | None:
    try:
        ends = _written(first), None if last is None else _written(last)
    except ValueError:  # the 29th of February of a year without one
        return None
    return DateMention(
        found.start, found.end, *ends, found.rule, near is not None, near.where if near is not None else None
    )


def _stands_before(anchor: YearAnchor | None, found: FoundDate) -> bool:
    return anchor is not None and (anchor.where is None or anchor.where.start < found.start)


def _nearest(full: Sequence[FoundDate], found: FoundDate) -> YearAnchor | None:
    """Give the full date that ends last before the mention, else the first after it."""
    before = [each for each in full if each.end <= found.start]
    chosen = before[-1] if before else next(iter(full), None)
    if chosen is None:
        return None
    return YearAnchor(_written(chosen.first), Passage(chosen.start, chosen.end))


def _supplied(found: FoundDate, near: YearAnchor) -> DateMention | None:
    """Take the year that brings a date closest to its anchor: December’s news tells of January."""
    centre = year_of(near.value)
    years = sorted(
        (centre, centre - 1, centre + 1), key=lambda year: _distance(found.first, year, near.value)
    )
    first = found.first._replace(year=years[0])
    last = found.last
    if last is not None and last.year is None:
        over = (first.month or 0) > (last.month or 0)
        last = last._replace(year=years[0] + over)
    return _mention(found, first, last, near)


def _distance(day: Day, year: int, value: PartialDate) -> timedelta:
    parts = [int(part) for part in value.split("-")] + [1, 1]
    return abs(date(year, day.month or 1, min(day.day or 15, 28)) - date(parts[0], parts[1], parts[2]))
