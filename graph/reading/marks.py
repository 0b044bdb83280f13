"""What is marked on the words of a text before names are read: dates, places, quotations, brackets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .dates import DateMention
from .places import PlaceMention
from .vocabulary import Word, WordedText

_CLOSERS = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’"}
_LONGEST_QUOTATION = 45
_SPEECH_FROM = 9
_MOST_SMALL = 0.8
_VALUE = re.compile(r"[\w-]+[ \t]*(?:=|:)[ \t]*\[?(?:\"[^\"]*\",?[ \t]*)*$|[ \t]+-?[ \t]*$")
#: Languages that write titles as they write sentences, only the first word large.
_SENTENCE_CASE = frozenset({"fr", "es", "ru"})
_LONGEST_SENTENCE_TITLE = 20
_LONGEST_BRACKET = 40


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: the words from mark to mark (half-open), and whether it reads as a name or title."""

    first: int
    last: int
    title: bool


@dataclass(slots=True)
class Marks:
    """Marks on words by their numbers.

    ``quotation[i]`` is the quotation that word i stands in; ``closing[i]`` the number after the bracket
    that opens at i.
    """

    date: list[DateMention | None]
    place: list[PlaceMention | None]
    quotation: list[Quotation | None]
    closing: dict[int, int]
    quotations: list[Quotation]

    def in_title(self, number: int) -> bool:
        """Tell whether a word stands inside a quoted title."""
        quotation = self.quotation[number]
        return quotation is not None and quotation.title


def mark(text: WordedText, dates: Sequence[DateMention], places: Sequence[PlaceMention]) -> Marks:
    """Mark the words of a text."""
    size = len(text.words)
    marks = Marks([None] * size, [None] * size, [None] * size, {}, [])
    for date in dates:
        for number in range(text.at(date.start), text.at(date.end)):
            marks.date[number] = date
    for place in places:
        numbers = range(text.at(place.start), text.at(place.end))
        if not any(marks.date[number] for number in numbers):
            for number in numbers:
                marks.place[number] = place
    for quotation in _quotations(text):
        marks.quotations.append(quotation)
        for number in range(quotation.first, quotation.last):
            marks.quotation[number] = quotation
    marks.closing = dict(_brackets(text.words))
    return marks


def _quotations(text: WordedText) -> Iterator[Quotation]:
    words, number = text.words, 0
    while number < len(words):
        last = _closing(words, number)
        if last is None:
            number += 1
            continue
        shown = _is_title(words[number + 1 : last - 1]) or _is_sentence_title(text, number, last)
        title = shown and not _is_value(text.text, words[number].start)
        yield Quotation(number, last, title)
        number = last


def _is_value(text: str, start: int) -> bool:
    """Tell a quoted value of front matter: ``partners = ["A", "B"]``, ``title: "X"``."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return _VALUE.match(line) is not None


def _closing(words: Sequence[Word], first: int) -> int | None:
    """Find the number after the mark that closes a quotation, on the same paragraph; None without one."""
    closers = _CLOSERS.get(words[first].text)
    if closers is None or first + 1 >= len(words) or words[first + 1].start > words[first].end + 1:
        return None
    depth = 1
    for number in range(first + 1, min(first + _LONGEST_QUOTATION * 3, len(words))):
        shown = words[number].text
        if shown == words[first].text and shown not in closers:
            depth += 1
        elif shown in closers:
            after = words[number + 1] if number + 1 < len(words) else None
            nested_next = after is not None and after.text in closers
            if depth == 1 or (not nested_next and not _closes_later(words, number + 1, first, closers)):
                return number + 1
            depth -= 1
    return None


def _closes_later(words: Sequence[Word], start: int, first: int, closers: str) -> bool:
    """Tell whether another closing mark comes before a further quotation opens."""
    for number in range(start, min(start + _LONGEST_QUOTATION, len(words))):
        if words[number].text in closers:
            return True
        if words[number].text == words[first].text:
            return False
    return False


def _is_title(inner: Sequence[Word]) -> bool:
    plain = [word for word in inner if word.alpha]
    if not plain or len(inner) > _LONGEST_QUOTATION or inner[-1].text in {",", "."}:
        return False
    if not (plain[0].capital or plain[0].text[0].isdigit()):
        return False
    small = sum(not word.capital for word in plain)
    return len(plain) < _SPEECH_FROM or small / len(plain) < _MOST_SMALL


def _is_sentence_title(text: WordedText, first: int, last: int) -> bool:
    """Tell a long title in small letters from speech: it stands behind a noun, and no comma follows it."""
    words = text.words
    inner = words[first + 1 : last - 1]
    plain = [word for word in inner if word.alpha]
    if text.language not in _SENTENCE_CASE or not plain or len(plain) > _LONGEST_SENTENCE_TITLE:
        return False
    behind = first > 0 and words[first - 1].alpha and not words[first - 1].text.isdigit()
    speech = last < len(words) and words[last].text in {",", "—", "–", "-"}
    ends = any(word.text in {".", ";", "…"} for word in inner)
    return behind and plain[0].capital and not speech and not ends


def _brackets(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for number, word in enumerate(words):
        if word.text not in {"(", "["}:
            continue
        depth = 0
        for last in range(number, min(number + _LONGEST_BRACKET, len(words))):
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(words[last].text, 0)
            if depth == 0:
                yield number, last + 1
                break
