"""Titles of activities in quotation marks: which noun each belongs to."""

from dataclasses import dataclass

from ..records import ActivityKind
from .cased_phrases import CasedPhrases
from .layout import Unit, UnitKind
from .lexicon import Lexicon
from .marks import Marks, Quotation
from .names import Name
from .vocabulary import WordedText

_NAMING_GAP = 5
_APPOSED = 6
_ABOVE = 10


@dataclass(slots=True)
class DeedMention:
    """An activity as a half-open range of words; ``title`` is the range of its quoted or written title.

    ``named`` tells that it has a name of its own, ``back`` that it may point back (“the training”).
    ``bracket`` is the range of a bracket behind it, where its dates and places often stand.
    """

    first: int
    last: int
    unit: int
    kind: ActivityKind
    noun: str
    title: tuple[int, int] | None = None
    named: bool = False
    back: bool = False
    definite: bool = False
    subject: bool = False
    weak: bool = False
    bracket: tuple[int, int] | None = None
    context: str = ""
    noun_at: int = -1
    owner: int = -1
    rule: str = "activities.noun"


class TitleFinder:
    """Finds the quoted titles of activities in one unit of a text."""

    def __init__(self, text: WordedText, marks: Marks, lexicon: Lexicon) -> None:
        self._text = text
        self._words = text.words
        self._marks = marks
        self._lexicon = lexicon
        self._known = lexicon.activities
        self._beginnings = {noun[0] for noun in self._known.nouns}
        self._cased = CasedPhrases(text.words, marks, lexicon) if lexicon.names.grammar == "cased" else None
        self._unit = Unit(0, 0, UnitKind.PROSE, 0, 0)
        self._in_name: dict[int, Name] = {}
        self._likely: dict[int, Name] = {}

    def _noun_at(self, at: int) -> int:
        if at >= self._unit.last or self._words[at].lower not in self._beginnings:
            return 0
        for length in range(min(self._known.longest, self._unit.last - at), 0, -1):
            if tuple(word.lower for word in self._words[at : at + length]) in self._known.nouns:
                return length
        return 0

    def _title_after(self, number: int) -> Quotation | None:
        """Find the quoted title that begins at a word, or a few naming words after it."""
        for at in range(number, min(number + _NAMING_GAP, self._unit.last)):
            quotation = self._marks.quotation[at]
            if quotation is not None:
                own = quotation.title and at not in self._in_name
                fits = own and quotation.first == at and quotation.last <= self._unit.last
                return quotation if fits else None
            if self._words[at].text == "(" and self._marks.closing.get(at, 0) - at < _NAMING_GAP:
                closing = self._marks.closing[at]
                return self._title_after(closing) if closing > at else None
            if self._words[at].lower not in self._known.naming:
                return None
        return None

    def _title_near(self, number: int) -> Quotation | None:
        """Find a quoted title a few words on, with no mark or verb between (“… from CIS countries “…””)."""
        for at in range(number, min(number + _NAMING_GAP, self._unit.last)):
            quotation = self._marks.quotation[at]
            if quotation is not None:
                own = quotation.title and at not in self._in_name
                fits = own and quotation.first == at and quotation.last <= self._unit.last
                return quotation if fits and at > number else None
            word = self._words[at]
            if (
                not word.alpha
                or (self._cased is not None and self._cased.is_verb(at))
                or (word.lower in self._known.stops and word.lower not in self._known.starts_before)
                or self._noun_at(at)
            ):
                return None
        return None

    def _called(self, at: int, number: int) -> DeedMention | None:
        """Find “under the title “…””, “called “…””: a title whose noun stands further off, or nowhere."""
        quotation = self._marks.quotation[at]
        if quotation is None or not quotation.title or quotation.first != at:
            return None
        if at == self._unit.first:
            return self._standing_alone(quotation, number, at)
        inside = self._named_inside(quotation)
        if inside is not None:
            return self._quoted(quotation, number, inside, at)
        before = [word.lower for word in self._words[max(self._unit.first, at - 3) : at]]
        if not set(before[-2:]) & self._known.titles:
            return self._standing_alone(quotation, number, at)
        for other in range(at - 1, self._unit.first - 1, -1):
            length = self._noun_at(other)
            if length and other not in self._in_name:
                return self._quoted(quotation, number, (other, other + length), other)
        return self._quoted(quotation, number, self._noun_above(at), at)

    def _noun_above(self, at: int) -> tuple[int, int] | None:
        """Find the noun that “It is called “…”” speaks of, in the sentence before."""
        for other in range(self._unit.first - 1, max(0, self._unit.first - _ABOVE) - 1, -1):
            row = (self._words[other].lower,)
            if row in self._known.nouns and row[0] not in self._known.stops:
                return other, other + 1
        return None

    def _standing_alone(self, quotation: Quotation, number: int, at: int) -> DeedMention | None:
        """““Across the Water” can be seen until 30 May”: a title in capitals that its sentence dates."""
        inner = [word for word in self._words[at + 1 : quotation.last - 1] if word.alpha]
        heavy = [word for word in inner if word.lower not in self._known.inside]
        large = sum(word.capital for word in heavy)
        if large < 2 or large * 3 < len(heavy) * 2 or at in self._in_name:
            return None
        for other in range(quotation.last, min(quotation.last + _APPOSED, self._unit.last)):
            length = self._noun_at(other)
            if length and self._words[other - 1].lower in self._articles():
                return self._quoted(quotation, number, (other, other + length), other)
        dated = any(
            self._marks.date[other] is not None
            for other in range(self._unit.first, self._unit.last)
            if self._marks.quotation[other] is not quotation
        )
        return self._quoted(quotation, number, self._noun_below(), at) if dated else None

    def _noun_below(self) -> tuple[int, int] | None:
        """Find “The exhibition …” at the head of the next sentence."""
        for other in range(self._unit.last + 1, min(self._unit.last + 3, len(self._words) - 1)):
            if self._words[other - 1].lower in self._lexicon.names.article:
                row = (self._words[other].lower,)
                if row in self._known.nouns:
                    return other, other + 1
        return None

    def _named_inside(self, quotation: Quotation) -> tuple[int, int] | None:
        """““Project for the Study of Wells””: a title that itself holds a noun of activities."""
        first, last = quotation.first + 1, quotation.last - 1
        length = self._noun_at(first)
        if length and first + length < last:
            return first, first + length
        length = self._noun_at(last - 1)
        return (last - 1, last) if length == 1 and last - first > 1 else None

    def _quoted(
        self, quotation: Quotation, number: int, noun: tuple[int, int] | None, noun_at: int
    ) -> DeedMention:
        words = [word.lower for word in self._words[slice(*noun)]] if noun else []
        kind = self._known.nouns[tuple(words)] if words else ActivityKind.PROJECT
        last = min(quotation.last, self._unit.last)
        closing = self._marks.closing.get(last)
        return DeedMention(
            quotation.first,
            last,
            number,
            kind,
            " ".join(words),
            (quotation.first + 1, quotation.last - 1),
            True,
            bracket=(last, closing) if closing else None,
            noun_at=noun_at,
            rule="activities.title",
        )

    def _articles(self) -> frozenset[str]:
        return self._lexicon.names.article | self._lexicon.names.indefinite
