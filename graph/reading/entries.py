"""Activities whose title opens a paragraph or an item, what they are and when they are behind it."""

from collections.abc import Iterator, Sequence

from ..records import ActivityKind
from .deed_titles import DeedMention
from .layout import Unit, UnitKind
from .lexicon import Lexicon
from .marks import Marks
from .names import Grade, Name
from .vocabulary import WordedText

RULE = "activities.entry"
_LONGEST = 10
_REACH = 40
_BEHIND = 4
_DAY_LINE = 5
_PARTERS = frozenset(", . : ( – — -".split())


class EntryReader:
    """Finds the entries of one text: “Moon Power. Exhibition, …”, “«Glass without Panes», 3–5 May”."""

    def __init__(
        self, text: WordedText, marks: Marks, lexicon: Lexicon, units: Sequence[Unit], names: Sequence[Name]
    ) -> None:
        self._words = text.words
        self._marks = marks
        self._known = lexicon.activities
        self._lexicon = lexicon
        self._units = units
        self._named = {
            at for name in names if name.grade is Grade.SURE for at in range(name.first, name.last)
        }

    def find(self, taken: set[int]) -> Iterator[DeedMention]:
        """Give the mention that each entry is, where none of its words is ``taken`` by another."""
        for number, unit in enumerate(self._units):
            if unit.field or not self._opens_block(number):
                continue
            first = self._past_date(unit)
            title = self._quoted(unit, first) or self._plain(unit, first)
            if title is None or taken & set(range(*title)):
                continue
            kind = self._kind(number, unit, title[1])
            if kind is not None:
                begin, end = title
                quoted = self._words[begin - 1].text in _QUOTES if begin > unit.first else False
                yield DeedMention(
                    begin - quoted, min(end + quoted, unit.last), number, kind, "", title, True, rule=RULE
                )

    def _opens_block(self, number: int) -> bool:
        unit = self._units[number]
        return number == 0 or self._units[number - 1].block != unit.block or unit.kind is UnitKind.ITEM

    def _past_date(self, unit: Unit) -> int:
        """“15/10/2011 — « Night of Tiles »”: pass over the date and the dash before a title."""
        at = unit.first
        while at < min(unit.last, unit.first + _DAY_LINE) and (
            self._marks.date[at] is not None or self._words[at].text in _PARTERS
        ):
            at += 1
        return at if at < unit.last else unit.first

    def _quoted(self, unit: Unit, first: int) -> tuple[int, int] | None:
        quotation = self._marks.quotation[first]
        if quotation is None or quotation.first != first or quotation.last > unit.last:
            return None
        whole = 1 < quotation.last - quotation.first - 2 <= 2 * _LONGEST
        return (first + 1, quotation.last - 1) if whole and first not in self._named else None

    def _plain(self, unit: Unit, first: int) -> tuple[int, int] | None:
        """Find a short title in capitals before a mark; a heading by itself is read elsewhere."""
        if unit.kind is UnitKind.HEADING:
            return None
        last = first
        while last < unit.last and self._words[last].text not in _PARTERS:
            last += 1
        words = [word for word in self._words[first:last] if word.alpha]
        if not 1 < len(words) <= _LONGEST or (last >= unit.last and not self._next_opens(unit)):
            return None
        heavy = [word for word in words if word.lower not in self._known.inside]
        large = sum(word.capital for word in heavy)
        plain = all(
            self._marks.date[at] is None and self._marks.place[at] is None and at not in self._named
            for at in range(first, last)
        )
        told = {word.lower for word in words} & (self._known.stops | self._lexicon.names.persons)
        fits = words[0].capital and large > 1 and large == len(heavy) and plain and not told
        return (first, last) if fits else None

    def _next_opens(self, unit: Unit) -> bool:
        return any(other.block == unit.block and other.first == unit.last for other in self._units)

    # -- what it is ---------------------------------------------------------------------------------------

    def _kind(self, number: int, unit: Unit, last: int) -> ActivityKind | None:
        """Tell the kind of an entry by the noun behind its title, which may stand in the next sentence."""
        end = max(other.last for other in self._units if other.block == unit.block)
        if unit.kind is UnitKind.HEADING and number + 1 < len(self._units):
            end = self._units[number + 1].last
        beside = self._noun(last, min(end, last + _BEHIND), False)
        if beside is not None:
            return beside
        if self._marks.quotation[last - 1] is None:
            dated = any(self._marks.date[at] for at in range(last, min(end, last + 3)))
            return (self._noun(last, min(end, last + _REACH), False) or ActivityKind.OTHER) if dated else None
        return self._noun(last, min(end, last + _REACH), True)

    def _noun(self, first: int, last: int, definite: bool) -> ActivityKind | None:
        for at in range(first, last):
            for length in range(min(self._known.longest, last - at), 0, -1):
                row = tuple(word.lower for word in self._words[at : at + length])
                if row not in self._known.nouns or at in self._named:
                    continue
                if not definite or self._points_back(at, row):
                    return self._known.nouns[row]
        return None

    def _points_back(self, at: int, row: tuple[str, ...]) -> bool:
        before = self._words[at - 1].lower
        return (before in self._known.definite or before in self._lexicon.names.article) and (
            row[-1] not in self._known.weak or before in self._known.definite - self._lexicon.names.article
        )


_QUOTES = frozenset('“«"„‘')
