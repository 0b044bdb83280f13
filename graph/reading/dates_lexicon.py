"""The words dates are made of, a language at a time, and the pieces of pattern made from them."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("en", "fr", "ru", "es")
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class DateWords:
    """What a language calls months, and which words stand around dates; see ``lexicons/en/dates.toml``."""

    month_numbers: dict[str, int]
    month: str
    weekday: str
    ordinal: str
    day_article: str
    of: str
    to: str
    also: str
    month_before: str
    year_before: str
    year_before_weak: str
    year_after: str
    between: str
    season: str
    events: frozenset[str]
    not_dates: frozenset[str]
    function_words: frozenset[str]
    month_first: bool

    def month_number(self, word: str) -> int:
        """Give the number (1-12) of a month named in any form the lexicon holds."""
        return self.month_numbers[word.casefold().rstrip(".")]


@lru_cache(maxsize=len(LANGUAGES))
def date_words(language: str) -> DateWords:
    """Read a language's words of dates. A language without a lexicon is read with the English one."""
    folder = files("koinon.graph.reading.lexicons") / (language if language in LANGUAGES else FALLBACK)
    data = tomllib.loads((folder / "dates.toml").read_text(encoding="utf-8"))
    numbers = {form: number for number, forms in enumerate(data["months"], 1) for form in forms}
    months = _cased(numbers) if data["capitalised"] else list(numbers)
    return DateWords(
        month_numbers=numbers,
        month=_choice(months) if data["capitalised"] else f"(?i:{_choice(months)})",
        weekday=_words(data["weekdays"]),
        ordinal=_words(data["ordinal"]),
        day_article=_words(data["day_article"]),
        of=_words(data["of"]),
        to=_words(data["to"]),
        also=_words(data["and"]),
        month_before=_words(data["month_before"]),
        year_before=_words(data["year_before"]),
        year_before_weak=_words(data["year_before_weak"]),
        year_after=_words(data["year_after"]),
        between=_words(data["between"]),
        season=_words(data["seasons"]),
        events=frozenset(data["events"]),
        not_dates=frozenset(data["not_dates"]),
        function_words=frozenset(data["function_words"]),
        month_first=data["month_first"],
    )


def _cased(words: Iterable[str]) -> list[str]:
    return [form for word in words for form in (word.title(), word.upper())]


def _choice(words: Iterable[str]) -> str:
    return "|".join(sorted({re.escape(word) for word in words}, key=lambda word: (-len(word), word)))


def _words(words: Iterable[str]) -> str:
    # A pattern that can never match stands for an empty list.
    return f"(?i:{_choice(words) or '(?!)'})"
