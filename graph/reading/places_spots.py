"""Stretches of a text that are names of the gazetteer, with what stands around them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .gazetteer import Entry, Gazetteer, fold_words, place_words


class _Word(NamedTuple):
    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A name of the gazetteer at ``text[start:end]``, its entries found under ``key``.

    ``locative`` tells of a word such as “in” before it, ``in_name`` of a longer proper name around it,
    ``person_like`` of capitalised words beside it, ``quoted`` of quotation marks. ``edge`` weighs its
    standing at the start of a sentence (positive) or as an abbreviation in brackets (negative).
    """

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    locative: bool
    in_name: bool
    person_like: bool
    quoted: bool
    edge: float


_WORDS = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \t\u00a0\u202f]*\n?[ \t\u00a0\u202f]*|-|['’]|\.[ \u00a0]?")


def _words(text: str) -> list[_Word]:
    return [_Word(*match.span(), fold_words(match[0])) for match in _WORDS.finditer(text)]


def _joined(text: str, left: _Word, right: _Word) -> bool:
    """Say whether two words can belong to one name; a full stop only after an abbreviation."""
    gap = text[left.end : right.start]
    if gap.startswith(".") and left.end - left.start > 3:
        return False
    return _GAP.fullmatch(gap) is not None


def find_spots(text: str, language: str, names: Gazetteer) -> Iterator[Spot]:
    """Find the longest names of the gazetteer in a text, in order and without overlap."""
    words, at = _words(text), 0
    blocked = _not_places(language)
    while at < len(words):
        size, key = 0, ""
        if text[words[at].start].isupper():
            size, key = _longest(text, words, at, names, blocked)
        if size > 0 and not _hyphenated(text, words[at].start, words[at + size - 1].end):
            yield _spot(text, language, names, words, at, size, key)
        at += abs(size) or 1


def _longest(
    text: str, words: list[_Word], at: int, names: Gazetteer, blocked: frozenset[str]
) -> tuple[int, str]:
    """Count the words of the longest name starting here, and name its entry.

    The count is negative where a longer name is no place.
    """
    reach = max(names.lengths.get(words[at].key, 0), 3)
    keys = [words[at].key]
    for nth in range(at + 1, min(at + reach, len(words))):
        if not _joined(text, words[nth - 1], words[nth]):
            break
        keys.append(words[nth].key)
    for size in range(len(keys), 0, -1):
        key = " ".join(keys[:size])
        if key in blocked:
            return -size, key
        known = names.known(key)
        if known is not None and _cased_as_name(text, words, at, size):
            return size, known
    return 0, ""


def _cased_as_name(text: str, words: list[_Word], at: int, size: int) -> bool:
    """Ask for capitals: a name’s last word bears one, an abbreviation nothing else."""
    last = words[at + size - 1]
    if size == 1 and last.end - last.start <= 3:
        return text[last.start : last.end].isupper() or last.end - last.start == 3
    return text[last.start].isupper() or _lower_tail(words, at, size)


def _lower_tail(words: list[_Word], at: int, size: int) -> bool:
    # “Российская Федерация”, “République tchèque”, “Azerbaijan republic”: state names may end in lower case.
    return size > 1 and len(words[at].key) > 3


def _hyphenated(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return bool(re.fullmatch(r"\w-", before) or re.fullmatch(r"-\w", after))


_OPENING, _CLOSING = frozenset('“«"„‘'), frozenset('”»"“’')
_SENTENCE_EDGE = re.compile(r"(?:^|[.!?:;»”\"•●*–—|>\n(])\s*$")


def _spot(
    text: str, language: str, names: Gazetteer, words: list[_Word], at: int, size: int, key: str
) -> Spot:
    first, last = words[at], words[at + size - 1]
    before = text[max(0, first.start - 24) : first.start]
    touching = at > 0 and not before[-1:].isalpha() and _touches(text, words[at - 1], first)
    previous = text[words[at - 1].start : words[at - 1].end] if touching else ""
    following = words[at + size] if at + size < len(words) else None
    capital_next = (
        following is not None and _touches(text, last, following) and text[following.start].isupper()
    )
    locative = _is_locative(before, place_words(language)["locative"])
    capital_before = not locative and previous[:1].isupper() and fold_words(previous) not in names.lengths
    return Spot(
        first.start,
        last.end,
        key,
        tuple(names.entries[key]),
        locative,
        in_name=capital_next or capital_before or _in_genitive(text, words, at),
        person_like=(capital_before or capital_next) and not locative,
        quoted=before[-1:] in _OPENING and text[last.end : last.end + 1] in _CLOSING,
        edge=_edge(key, text[max(0, first.start - 80) : first.start], text[last.end : last.end + 1]),
    )


def _edge(name: str, before: str, after: str) -> float:
    """Weigh a name’s standing at the start of a sentence or line, or alone in brackets."""
    if before.endswith("(") and after == ")":
        return -2.0 if _abbreviates(name, before) else 1.0
    if before.endswith(", ") and after in (".", ";", ")", "\n", ""):
        return 0.5
    return 0.5 if _SENTENCE_EDGE.search(before) else 0.0


def _abbreviates(name: str, before: str) -> bool:
    """See whether a name in brackets is made of the beginnings of words before it: “… Union (Paun)”."""
    words = [word for word in fold_words(before).split()[-8:] if len(word) > 3]
    for first in range(len(words) - 1):
        rest, used = name, 0
        for word in words[first:]:
            size = next((size for size in range(len(word), 0, -1) if rest.startswith(word[:size])), 0)
            rest, used = rest[size:], used + bool(size)
        if not rest and used > 1 and name[0] == words[first][0]:
            return True
    return False


def _touches(text: str, left: _Word, right: _Word) -> bool:
    gap = text[left.end : right.start]
    return gap in (" ", "\u00a0", "-") or (gap == ". " and left.end - left.start <= 3)


_GENITIVES = frozenset("of de du del d des".split())


def _in_genitive(text: str, words: list[_Word], at: int) -> bool:
    """See “Museum of Lębork”: a capitalised word and “of” stand before."""
    if at < 2 or words[at - 1].key not in _GENITIVES:
        return False
    return text[words[at - 2].start].isupper() and _touches(text, words[at - 2], words[at - 1])


def _is_locative(before: str, locatives: Iterable[str]) -> bool:
    folded = " " + re.sub(r"\s+", " ", before).casefold().rstrip()
    return any(folded.endswith((f" {word}", f"({word}")) for word in locatives)


@lru_cache(maxsize=8)
def _not_places(language: str) -> frozenset[str]:
    return frozenset(
        fold_words(phrase)
        for phrase in (*place_words(language)["not_places"], *place_words("en")["not_places"])
    )
