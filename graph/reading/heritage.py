"""Heritage types that a text names, by the labels of the scheme and what announcements say for them."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from koinon.ontology.load import concepts

from ..records import Passage
from .heritage_stems import LANGUAGES, stem


@dataclass(frozen=True, slots=True, order=True)
class HeritageMention:
    """Words at ``text[start:end]`` that name a heritage type.

    ``in_name`` tells that they belong to a proper name (“Kyoto National Museum”), which says more about a
    body than about what is done.
    """

    start: int
    end: int
    notation: str
    in_name: bool = False


class _Word(NamedTuple):
    start: int
    end: int
    stem: str


#: What stands for a longer name that names no heritage type.
_NONE = ""


@dataclass(frozen=True, slots=True)
class _Labels:
    """Labels by their stems; ``longest`` counts the words of the longest label that starts with a stem.

    ``proper`` are those that are written with a capital wherever they stand (“Silk Road”).
    """

    notations: Mapping[str, str]
    longest: Mapping[str, int]
    proper: frozenset[str]


def find_heritage_types(text: str, language: str) -> list[HeritageMention]:
    """Find the heritage types a text names, the longest words first, in order and without overlap.

    Words that share a head count each: “tangible and intangible heritage” names two types.
    """
    labels = _labels(language if language in LANGUAGES else "en")
    words = _words(text, language)
    mentions: list[HeritageMention] = []
    at = 0
    while at < len(words):
        size, notation = _longest(text, words, at, labels)
        if size and notation != _NONE:
            mentions += _shared_before(text, words, at, size, labels, notation)
            mentions.append(_mention(text, words, at, size, labels))
            mentions += _held(text, words, at, size, labels)
            mentions += _shared_after(text, words, at, size, labels, notation)
        at += size or 1
    return sorted(mentions)


def subject_types(mentions: Iterable[HeritageMention], titles: Sequence[Passage] = ()) -> list[str]:
    """Choose the types that a text is about, in the order of their first naming.

    Words inside proper names do not count, unless they stand in one of the ``titles``. Work that every
    announcement speaks of must be named several times or in a title, and plain “cultural heritage” counts
    only where nothing more precise is said.
    """
    weights: Counter[str] = Counter()
    for each in mentions:
        titled = any(title.start <= each.start and each.end <= title.end for title in titles)
        weights[each.notation] += _TITLE_WEIGHT if titled else not each.in_name
    limits = _limits()
    kept = [notation for notation, weight in weights.items() if weight >= limits.needed.get(notation, 1)]
    last = limits.last_resort
    if last in weights and last not in kept and not kept and weights[last]:
        return [last]
    if last in kept and len(kept) > 1 and weights[last] < _TITLE_WEIGHT:
        kept.remove(last)
    return kept


#: A naming in a title outweighs every limit.
_TITLE_WEIGHT = 3


class _Limits(NamedTuple):
    needed: Mapping[str, int]
    last_resort: str


@lru_cache(maxsize=1)
def _limits() -> _Limits:
    path = files("koinon.graph.reading.lexicons") / "heritage.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    needed = dict.fromkeys(data["methods"], data["methods_needed"])
    return _Limits(needed | dict.fromkeys(data["general"], data["general_needed"]), data["last_resort"])


@lru_cache(maxsize=len(LANGUAGES))
def _labels(language: str) -> _Labels:
    lexicon = _lexicon(language)
    notations: dict[str, str] = {}
    proper: set[str] = set()
    for concept in concepts("heritage-types"):
        named = [concept.labels.get(language, ""), *concept.alt_labels.get(language, ())]
        for label in (*named, *lexicon["synonyms"].get(concept.notation, ())):
            notations.setdefault(_key(label, language), concept.notation)
            if label[:1].isupper():
                proper.add(_key(label, language))
    notations.update({_key(phrase, language): _NONE for phrase in lexicon["not_types"]})
    notations.pop("", None)
    longest: dict[str, int] = {}
    for key in notations:
        first, *rest = key.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return _Labels(notations, longest, frozenset(proper))


def _lexicon(language: str) -> Mapping[str, Any]:
    folder = files("koinon.graph.reading.lexicons") / language
    return tomllib.loads((folder / "heritage.toml").read_text(encoding="utf-8"))


_WORD = re.compile(r"[^\W_]+")


def _words(text: str, language: str) -> list[_Word]:
    return [_Word(*match.span(), stem(match[0], language)) for match in _WORD.finditer(text)]


def _key(label: str, language: str) -> str:
    return " ".join(stem(word, language) for word in _WORD.findall(label))


_GAP = re.compile(r"[^\S\n]*\n?[^\S\n]*|-|['’]|, ")
#: Labels of this many words may hold a comma (“social practices, rituals and festive events”).
_LISTING = 4


def _longest(text: str, words: Sequence[_Word], at: int, labels: _Labels) -> tuple[int, str]:
    """Count the words of the longest label starting here and name its type; (0, "") where none does."""
    stems = [words[at].stem]
    for nth in range(at + 1, min(at + labels.longest.get(words[at].stem, 0), len(words))):
        if not _GAP.fullmatch(text[words[nth - 1].end : words[nth].start]):
            break
        stems.append(words[nth].stem)
    for size in range(len(stems), 0, -1):
        notation = labels.notations.get(" ".join(stems[:size]))
        if notation is not None and (
            size >= _LISTING or "," not in text[words[at].start : words[at + size - 1].end]
        ):
            return size, notation
    return 0, _NONE


def _held(
    text: str, words: Sequence[_Word], at: int, size: int, labels: _Labels
) -> Iterator[HeritageMention]:
    """Find the types inside a field of work: “museum management” is about museums too."""
    outer = labels.notations[" ".join(word.stem for word in words[at : at + size])]
    if size < 2 or outer not in _fields_of_work():
        return
    begin = at
    while begin < at + size:
        for length in range(min(size - 1, at + size - begin), 0, -1):
            inner = labels.notations.get(" ".join(word.stem for word in words[begin : begin + length]), _NONE)
            if inner not in (_NONE, outer):
                yield _mention(text, words, begin, length, labels)
                begin += length - 1
                break
        begin += 1


@lru_cache(maxsize=1)
def _fields_of_work() -> frozenset[str]:
    """Name the types that are work done for heritage, and not a kind of it."""
    within = {"heritage-work"}
    for concept in concepts("heritage-types"):
        if within & set(concept.broader):
            within.add(concept.notation)
    return frozenset(within)


_AND = {"and", "or", "et", "ou", "y", "e", "o", "и", "или"}


def _shared_before(
    text: str, words: Sequence[_Word], at: int, size: int, labels: _Labels, notation: str
) -> Iterator[HeritageMention]:
    """Find “tangible and” before “intangible heritage”: the word that lends its head from the label."""
    if size < 2 or at < 2 or not _linked(text, words, at - 2, at - 1, at):
        return
    tail = [word.stem for word in words[at + 1 : at + size]]
    other = labels.notations.get(" ".join([words[at - 2].stem, *tail]), _NONE)
    if other not in (_NONE, notation):
        yield HeritageMention(words[at - 2].start, words[at - 2].end, other)


def _shared_after(
    text: str, words: Sequence[_Word], at: int, size: int, labels: _Labels, notation: str
) -> Iterator[HeritageMention]:
    """Find “et immatériel” after “patrimoine matériel”: the word that lends its head from the label."""
    last = at + size - 1
    if size < 2 or last + 2 >= len(words) or not _linked(text, words, last, last + 1, last + 2):
        return
    head = [word.stem for word in words[at:last]]
    other = labels.notations.get(" ".join([*head, words[last + 2].stem]), _NONE)
    if other not in (_NONE, notation):
        yield HeritageMention(words[last + 2].start, words[last + 2].end, other)


def _linked(text: str, words: Sequence[_Word], first: int, link: int, second: int) -> bool:
    between = text[words[first].end : words[second].start]
    return text[words[link].start : words[link].end].casefold() in _AND and between.count("\n") < 2


def _mention(text: str, words: Sequence[_Word], at: int, size: int, labels: _Labels) -> HeritageMention:
    key = " ".join(word.stem for word in words[at : at + size])
    in_name = _is_in_name(text, words, at, size, key in labels.proper)
    return HeritageMention(words[at].start, words[at + size - 1].end, labels.notations[key], in_name)


_STARTS = re.compile(r"(?:^|[.!?:;•●*–—|>\n(\[“«\"„]|\d[.)])\s*$")


def _is_in_name(text: str, words: Sequence[_Word], at: int, size: int, proper: bool) -> bool:
    """See whether a word bears a capital that neither a sentence nor a quotation explains."""
    first, last = words[at], words[at + size - 1]
    if not text[first.start].isupper() or text[first.start : last.end].isupper():
        return False
    if _in_quotation(text, first.start):
        return False
    if not proper and not _STARTS.search(text[max(0, first.start - 4) : first.start]):
        return True
    following = words[at + size] if at + size < len(words) else None
    return (
        following is not None and text[last.end : following.start] == " " and text[following.start].isupper()
    )


def _in_quotation(text: str, at: int) -> bool:
    """See whether a quotation that opened on the same line is still open."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return max(line.rfind(mark) for mark in "“«„") > max(line.rfind(mark) for mark in "”»")
