"""The grammar of dates: which shapes of numbers and words are dates, and which only look like them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .dates_lexicon import DateWords, date_words


class Day(NamedTuple):
    """A date as far as its words go; the year may be missing where a month is named."""

    year: int | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date or a span of dates as it stands in a text, years not yet supplied. ``rule`` names its shape."""

    start: int
    end: int
    first: Day
    last: Day | None
    rule: str


_SP = r"[^\S\n]{0,3}(?:\n[^\S\n]{0,3})?"
_DASH = r"[-–—‒−]"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d)"
_MAKERS: dict[str, Callable[[re.Match[str], DateWords], Iterator[FoundDate]]] = {}


def scan_dates(text: str, language: str) -> list[FoundDate]:
    """Find every date of a text, in order; of dates that overlap the longest reading is kept."""
    words = date_words(language)
    taken = bytearray(len(text) + 1)
    found: list[FoundDate] = []
    for rule, pattern in _patterns(language):
        for match in pattern.finditer(text):
            start, end = match.span("date")
            if any(taken[start:end]):
                continue
            readings = list(_MAKERS[rule](match, words))
            if readings:
                taken[start:end] = b"\1" * (end - start)
                found += readings
    return sorted(found, key=lambda each: each.start)


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    shapes = _shapes(date_words(language))
    return tuple((rule, re.compile(shape)) for rule, shape in shapes.items())


def _shapes(words: DateWords) -> dict[str, str]:
    """Write the patterns out, the most telling first; each names its words ``date``."""
    return _numeric_shapes() | _day_first_shapes(words) | _month_first_shapes(words) | _wide_shapes(words)


def _numeric_shapes() -> dict[str, str]:
    clock = r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    iso = r"(?P<y§>(?:1[5-9]|20)\d\d)(?P<s§>[-/.])(?P<m§>\d\d)(?P=s§)(?P<d§>\d\d)(?!\d)"
    numbers = r"(?P<d§>\d\d?)(?P<s§>[./-])(?P<m§>\d\d?)(?P=s§)(?P<y§>(?:1[5-9]|20)\d\d)"
    between = rf"{_SP}(?:{_DASH}|/){_SP}"
    day_before = r"(?P<d0>\d\d?)(?:\.(?P<m0>\d\d?)\.?)?"
    alone, after = r"(?<![\w./-])", r"(?![\d]|[./-]\d)"
    iso_1, numbers_1 = _numbered(iso, 1), _numbered(numbers, 1)
    return {
        "iso-span": rf"{alone}(?P<date>{iso_1}{between}{_numbered(iso, 2)})",
        "iso": rf"(?<![\d.-])(?P<date>{iso_1}{clock})",
        "numeric-span": rf"{alone}(?P<date>{numbers_1}{between}{_numbered(numbers, 2)}){after}",
        "numeric-days": rf"(?<![\w/])(?P<date>{day_before}{between}{numbers_1}){after}",
        "numeric": rf"(?<![\w/-])(?<!\d\.)(?P<date>{numbers_1}){after}",
        "numeric-short": rf"{alone}(?P<date>(?P<d1>\d\d)\.(?P<m1>\d\d)\.(?P<y1>\d\d)){after}",
        "iso-month": rf"{alone}(?P<date>(?P<y1>(?:19|20)\d\d)-(?P<m1>0[1-9]|1[0-2]))(?![\w/]|-\d)",
    }


def _numbered(piece: str, number: int) -> str:
    """Number the groups of a piece, so that it can stand twice in a pattern."""
    return piece.replace("§", str(number))


class _Pieces(NamedTuple):
    """Pieces of patterns; ``either`` joins the two ends of a span, ``listed`` is a list of days."""

    day: str
    month: str
    year: str
    to: str
    either: str
    listed: str
    year_end: str


def _pieces(words: DateWords) -> _Pieces:
    weekday = rf"(?:(?:{words.day_article}\s+)?{words.weekday}\b[.,]?{_SP})?"
    article = rf"(?:{words.day_article}\s+)?"
    to = rf"(?:{_SP}{_DASH}{_SP}|\s+{words.to}\s+)"
    also = rf"(?:{_SP}[,/]{_SP}|,?\s+{words.also}\s+)"
    number = rf"\d\d?(?:{words.ordinal})?(?!\d)"
    return _Pieces(
        day=rf"{weekday}{article}(?P<d§>\d\d?)(?:{words.ordinal})?(?![\d:])",
        month=rf"(?P<m§>{words.month})\b\.?",
        year=rf"(?:,?{_SP}(?:{words.of}\s+)?(?P<y§>{_YEAR}))?",
        to=to,
        either=rf"(?P<how>{to}|{_SP}/{_SP}|\s+{words.also}\s+)",
        listed=rf"(?P<days>{number}(?:{also}{article}{number}){{2,8}})",
        year_end=rf"(?:{_SP}{words.year_after}(?!\w))?",
    )


_HEAD = r"(?<![\d])(?<!\d[.,:/])"


def _day_first_shapes(words: DateWords) -> dict[str, str]:
    day, month, year, to, either, listed, year_end = _pieces(words)
    of = rf"{_SP}(?:{words.of}\s+)?"

    def month_year(n: int) -> str:
        return _numbered(rf"{of}{month}{year}{year_end}", n)

    first, last = _numbered(day, 1), _numbered(day, 2)
    return {
        "days-months": rf"{_HEAD}(?P<date>{first}{month_year(1)}{to}{last}{month_year(2)})",
        "day-list": rf"{_HEAD}(?P<date>{listed}{month_year(1)})",
        "days": rf"{_HEAD}(?P<date>{first}{either}{last}{month_year(2)})",
        "day": rf"{_HEAD}(?P<date>{first}{month_year(1)})",
    }


def _month_first_shapes(words: DateWords) -> dict[str, str]:
    if not words.month_first:
        return {}
    day, month, year, to, either, listed, _ = _pieces(words)
    full_1, full_2 = (_numbered(rf"{month}{_SP}{day}{year}", n) for n in (1, 2))
    first, last = _numbered(day, 1), _numbered(day, 2)
    return {
        "month-days-months": rf"\b(?P<date>{full_1}{to}{full_2})",
        "month-day-list": rf"\b(?P<date>{_numbered(month, 1)}{_SP}{listed}{_numbered(year, 1)})",
        "month-days": rf"\b(?P<date>{_numbered(month, 2)}{_SP}{first}{either}{last}{_numbered(year, 2)})",
        "month-day": rf"\b(?P<date>{full_1})",
    }


def _wide_shapes(words: DateWords) -> dict[str, str]:
    """Write the patterns of months and years."""
    piece = _pieces(words)
    to, end = piece.to, piece.year_end
    month_1, year_1 = _numbered(piece.month, 1), rf"(?P<y1>{_YEAR})"
    maybe_1, maybe_2 = (_numbered(rf"{piece.month}{piece.year}{end}", n) for n in (1, 2))
    alone = r"(?<![\w./№$€£-])"
    year_2 = r"(?P<y2>(?:1[5-9]|20)\d\d|\d\d)(?!\d|[./-]\d)"
    bare = rf"{year_1}(?![-–/.,]\d|\s*%)"
    months = {
        "months": rf"\b(?P<date>{maybe_1}{to}{maybe_2})",
        "month": rf"\b(?P<date>{month_1}(?:,?{_SP}(?:{words.of}\s+)?{year_1}){end})",
        "month-only": rf"\b{words.month_before}[\s-]+(?P<date>{month_1})(?!\s*\d)",
    }
    return months | {
        "years": rf"{alone}(?P<date>{year_1}{end}(?:{to}|/|{_SP}{_DASH}{_SP}){year_2}{end})",
        "years-between": rf"\b{words.between}\s+(?P<date>{year_1}\s+{words.also}\s+(?P<y2>{_YEAR}){end})",
        "season": rf"\b(?P<date>{words.season}\s+(?:{words.of}\s+)?{year_1}{end})",
        "year-word": rf"{alone}(?P<date>{year_1}{_SP}{words.year_after}(?!\w))",
        "year-in": rf"\b{words.year_before}[\s-]+(?P<date>{bare})",
        "year-of": rf"\b{words.year_before_weak}\s+(?P<date>{bare})",
        "year-alone": rf"(?m)(?:(?<=\()|^[ \t]*|(?<=, ))(?P<date>{bare})(?=[ \t]*(?:$|[):;.]|[–—-]\s))",
        "year-event": rf"{alone}(?P<date>{bare})",
    }


def _valid(day: Day) -> bool:
    try:
        date(2000 if day.year is None else day.year, day.month or 1, day.day or 1)
    except ValueError:
        return False
    return True


def _number(match: re.Match[str], name: str) -> int | None:
    value = match.groupdict().get(name)
    return int(value) if value else None


def _month(match: re.Match[str], name: str, words: DateWords) -> int | None:
    value = match.groupdict().get(name)
    return words.month_number(value) if value else None


def _one(match: re.Match[str], first: Day, rule: str, last: Day | None = None) -> Iterator[FoundDate]:
    """Give the match as one date, if its days exist and do not run backwards."""
    if not _valid(first) or (last is not None and not _valid(last)):
        return
    if last is not None and None not in (first.year, last.year) and _order(first) > _order(last):
        return
    yield FoundDate(*match.span("date"), first, None if last == first else last, rule)


def _order(day: Day) -> tuple[int, int, int]:
    return (day.year or 0, day.month or 0, day.day or 0)


def _numeric(match: re.Match[str], number: int) -> Day:
    """Read a date in numbers: the day stands first, unless only the other way is a day of the calendar."""
    year, month, day = (_number(match, f"{part}{number}") for part in "ymd")
    read = Day(year, month, day)
    return read if _valid(read) else Day(year, day, month)


def _read_iso(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    first = Day(_number(match, "y1"), _number(match, "m1"), _number(match, "d1"))
    last = (
        Day(_number(match, "y2"), _number(match, "m2"), _number(match, "d2"))
        if _number(match, "y2")
        else None
    )
    yield from _one(match, first, "iso", last)


def _read_numeric(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    last = _numeric(match, 2) if _number(match, "y2") else None
    yield from _one(match, _numeric(match, 1), "numeric", last)


def _read_numeric_short(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    year = _number(match, "y1") or 0
    full = (
        2000 + year if year < 50 else 1900 + year
    )  # the pivot of POSIX strptime is 69; museums look back less
    yield from _one(match, Day(full, _number(match, "m1"), _number(match, "d1")), "numeric")


def _read_numeric_days(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    last = _numeric(match, 1)
    first = Day(last.year, _number(match, "m0") or last.month, _number(match, "d0"))
    yield from _one(match, first, "numeric", last)


def _read_iso_month(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    year, month = _number(match, "y1") or 0, _number(match, "m1")
    if month == (year + 1) % 100:  # “2010-11” is a season of two years more often than a month
        yield from _one(match, Day(year), "years", Day(year + 1))
    else:
        yield from _one(match, Day(year, month), "month")


def _read_days_months(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    last = Day(_number(match, "y2"), _month(match, "m2", words), _number(match, "d2"))
    first = Day(_number(match, "y1"), _month(match, "m1", words), _number(match, "d1"))
    yield from _one(match, *_share_year(first, last))


def _share_year(first: Day, last: Day) -> tuple[Day, str, Day]:
    """Give the first day the year of the last, one less where the months run over the new year."""
    if first.year is None and last.year is not None:
        first = first._replace(year=last.year - ((first.month or 0) > (last.month or 0)))
    elif last.year is None and first.year is not None:
        last = last._replace(year=first.year + ((first.month or 0) > (last.month or 0)))
    return first, "days" if last.day else "months", last


def _read_days(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    year, month = _number(match, "y2"), _month(match, "m2", words)
    first, last = Day(year, month, _number(match, "d1")), Day(year, month, _number(match, "d2"))
    if not (_valid(first) and _valid(last)) or _order(first) >= _order(last):
        return
    if re.fullmatch(rf"\s+{words.also}\s+", match["how"]) and (last.day or 0) - (first.day or 0) > 1:
        yield FoundDate(match.start("d1"), match.end("d1"), first, None, "day")
        yield FoundDate(match.start("d2"), match.end("date"), last, None, "day")
    else:
        yield from _one(match, first, "days", last)


def _read_day_list(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    """Read “5, 6 and 7 May” as a span, “5, 12 and 19 May” as three days."""
    year, month = _number(match, "y1"), _month(match, "m1", words)
    spots = list(re.finditer(r"\d\d?", match["days"]))
    days = [Day(year, month, int(spot[0])) for spot in spots]
    if not all(_valid(day) for day in days) or days != sorted(days, key=_order):
        return
    numbers = [int(spot[0]) for spot in spots]
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        yield from _one(match, days[0], "days", days[-1])
        return
    offset = match.start("days")
    for spot, day in zip(spots, days, strict=True):
        yield FoundDate(offset + spot.start(), offset + spot.end(), day, None, "day")


def _read_day(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    day = Day(_number(match, "y1"), _month(match, "m1", words), _number(match, "d1"))
    if not _valid(day):
        day = day._replace(day=None) if day.year and match.start("m1") < match.start("d1") else day
    yield from _one(match, day, "day")


def _read_months(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    first = Day(_number(match, "y1"), _month(match, "m1", words))
    last = Day(_number(match, "y2"), _month(match, "m2", words))
    yield from _one(match, *_share_year(first, last))


def _read_month(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    yield from _one(match, Day(_number(match, "y1"), _month(match, "m1", words)), "month")


def _read_years(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    first, last = _number(match, "y1") or 0, _number(match, "y2") or 0
    if last < 100:
        last += first - first % 100
    if first < last <= first + 100:
        yield from _one(match, Day(first), "years", Day(last))


def _read_season(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    yield from _one(match, Day(_number(match, "y1")), "season")


def _read_year(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    before, after = _words_before(match), _words_after(match)
    if not words.not_dates & (set(before[-4:]) | set(_capitalised(after))):
        yield from _one(match, Day(_number(match, "y1")), "year")


def _read_weak_year(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    after = _words_after(match)
    if not after or not after[0].islower() or after[0] in words.function_words:
        yield from _read_year(match, words)


def _read_event_year(match: re.Match[str], words: DateWords) -> Iterator[FoundDate]:
    """Read “the 2017 … Conference” and “Forum 2024” as years, “the 2003 Convention” as a name."""
    before, after = _words_before(match)[-1:], [word.casefold() for word in _words_after(match)[:5]]
    if words.events & ({word.casefold() for word in before} | set(after)):
        nearest = next((word for word in after if word in words.events | words.not_dates), "")
        if nearest not in words.not_dates:
            yield from _read_year(match, words)


_WORD = re.compile(r"[^\W\d_][\w'’-]*|№|n[°º]")
_BREAK = re.compile(r"[.;:!?()\[\]\n]")


def _words_before(match: re.Match[str]) -> list[str]:
    """Give the words of the same clause before a date, folded."""
    window = match.string[max(0, match.start("date") - 60) : match.start("date")]
    return [word.casefold() for word in _WORD.findall(_BREAK.split(window)[-1])]


def _words_after(match: re.Match[str]) -> list[str]:
    window = match.string[match.end("date") : match.end("date") + 60]
    clause = _BREAK.split(window)[0].split(",")[0]
    return _WORD.findall(clause)


def _capitalised(words: list[str]) -> list[str]:
    run = []
    for word in words:
        if not word[0].isupper():
            break
        run.append(word.casefold())
    return run


_MAKERS.update(
    {
        "iso-span": _read_iso,
        "iso": _read_iso,
        "numeric-span": _read_numeric,
        "numeric-days": _read_numeric_days,
        "numeric": _read_numeric,
        "numeric-short": _read_numeric_short,
        "iso-month": _read_iso_month,
        "days-months": _read_days_months,
        "days": _read_days,
        "day-list": _read_day_list,
        "day": _read_day,
        "month-days-months": _read_days_months,
        "month-days": _read_days,
        "month-day-list": _read_day_list,
        "month-day": _read_day,
        "months": _read_months,
        "month": _read_month,
        "month-only": _read_month,
        "years": _read_years,
        "years-between": _read_years,
        "season": _read_season,
        "year-word": _read_year,
        "year-in": _read_year,
        "year-of": _read_weak_year,
        "year-alone": _read_year,
        "year-event": _read_event_year,
    }
)
