"""When an activity takes place, told apart from when it was published or merely recalled."""

from collections.abc import Iterator, Sequence

from ..records import ActivityKind
from .dates import DateMention
from .deed_titles import DeedMention
from .deeds import Deed
from .focus import Focus
from .layout import Unit, UnitKind
from .lexicon import Lexicon
from .marks import Marks
from .vocabulary import WordedText

_DAY = 10
_NEAR = 40
_DATE_LINE_UNITS = 4


class DeedDater:
    """Gives the activities of one text their dates."""

    def __init__(
        self,
        text: WordedText,
        marks: Marks,
        lexicon: Lexicon,
        units: Sequence[Unit],
        dates: Sequence[DateMention],
        focus: Focus,
    ) -> None:
        self._text = text
        self._words = text.words
        self._marks = marks
        self._known = lexicon.activities
        self._units = units
        self._dates = dates
        self._focus = focus

    def date(self, deeds: Sequence[Deed], main: Deed | None) -> None:
        """Date every activity that the text dates."""
        for deed in deeds:
            found = sorted(self._found(deed, deed is main), key=lambda item: (-item[0], item[1].start))
            if found:
                self._settle(deed, [mention for _, mention in found])

    def _found(self, deed: Deed, main: bool) -> Iterator[tuple[int, DateMention]]:
        for mention in deed.mentions:
            yield from self._bracketed(mention)
            yield from self._beside(deed, mention)
        if main:
            yield from self._fields()
            yield from self._standing()
        for number, unit in enumerate(self._units):
            if unit.kind is UnitKind.PROSE and deed in self._focus.around(number) and not deed.contexts:
                yield from self._focused(number, unit, deed)

    def _bracketed(self, mention: DeedMention) -> Iterator[tuple[int, DateMention]]:
        if mention.bracket is not None:
            for date in self._dates_in(*mention.bracket):
                yield 12, date

    def _beside(self, deed: Deed, mention: DeedMention) -> Iterator[tuple[int, DateMention]]:
        unit = self._units[mention.unit]
        if unit.field and unit.field not in ("title",):
            return
        for date in self._dates_in(unit.first, unit.last):
            first = self._text.at(date.start)
            if not self._nearest(mention, first) or self._is_date_line(mention.unit, date):
                continue
            issued = self._issued(first, unit)
            if issued != (deed.kind is ActivityKind.PUBLICATION) and (issued or not date.last):
                continue
            yield 6 + 2 * (date.last is not None) + (len(date.first) == _DAY), date

    def _nearest(self, mention: DeedMention, number: int) -> bool:
        """Tell whether no other activity stands nearer to a date than a mention does."""
        inside = self._marks.date[number]
        others = self._focus.mentions_in(mention.unit)
        own = _distance(mention, number)
        for other in others:
            if other.bracket and other.bracket[0] <= number < other.bracket[1]:
                return other is mention
            between = mention.last <= other.first < number or number < other.last <= mention.first
            if other is not mention and between and other.context != "whole":
                return False
        return own < _NEAR and inside is not None

    def _issued(self, first: int, unit: Unit) -> bool:
        """Tell a date that something was issued or prepared on."""
        return any(
            word.lower in self._known.issued for word in self._words[max(unit.first, first - 12) : first]
        )

    def _fields(self) -> Iterator[tuple[int, DateMention]]:
        for unit in self._units:
            if unit.field in ("start", "end", "span"):
                for date in self._dates_in(unit.first, unit.last):
                    yield 10, date

    def _standing(self) -> Iterator[tuple[int, DateMention]]:
        """Give dates of a line of their own that is not the date line of the page."""
        for number, unit in enumerate(self._units):
            short = unit.last - unit.first < 16
            if unit.kind in (UnitKind.HEADING, UnitKind.ITEM, UnitKind.PROSE) and short:
                for date in self._dates_in(unit.first, unit.last):
                    if not self._is_date_line(number, date):
                        yield 5 + (date.last is not None), date

    def _focused(self, number: int, unit: Unit, deed: Deed) -> Iterator[tuple[int, DateMention]]:
        mentions = [mention for mention in self._focus.mentions_in(number) if mention not in deed.mentions]
        for date in self._dates_in(unit.first, unit.last):
            first = self._text.at(date.start)
            early = not any(mention.first < first for mention in mentions)
            if early and not self._is_date_line(number, date) and not self._issued(first, unit):
                yield 3 + (date.last is not None) + (len(date.first) == _DAY), date

    def _is_date_line(self, number: int, date: DateMention) -> bool:
        """Tell the date of the page: a single day among the first units, alone or before a dash."""
        unit = self._units[number]
        if unit.field == "published":
            return True
        if date.last is not None or (number >= _DATE_LINE_UNITS and not self._alone(unit, date)):
            return False
        first, last = self._text.at(date.start), self._text.at(date.end)
        opening = first - unit.first <= 3 and last < len(self._words) and self._words[last].text in "—–-:|"
        return self._alone(unit, date) or opening

    def _alone(self, unit: Unit, date: DateMention) -> bool:
        plain = [
            number
            for number in range(unit.first, unit.last)
            if self._words[number].alpha and self._marks.date[number] is None
        ]
        return (
            unit.first < _NEAR * 2
            and len(plain) < 8
            and len(date.first) == _DAY
            and unit.kind is not UnitKind.FIELD
        )

    def _dates_in(self, first: int, last: int) -> list[DateMention]:
        if first >= last:
            return []
        start, end = self._words[first].start, self._words[last - 1].end
        return [date for date in self._dates if start <= date.start and date.end <= end]

    # -- what dates say together -----------------------------------------------------------------------

    def _settle(self, deed: Deed, found: Sequence[DateMention]) -> None:
        best = found[0]
        deed.dated = [best]
        if best.last is not None:
            deed.start, deed.end = best.first, best.last
            return
        side = self._side(best)
        others = [
            date for date in found[1:] if date.first != best.first and self._side(date) == _OTHER.get(side)
        ]
        if side == "end":
            deed.end = best.first
            start = next((date for date in others if date.first <= best.first), None)
            if start is not None:
                deed.start, deed.dated = start.first, [start, best]
            return
        deed.start = best.first
        if side == "start":
            end = next((date for date in others if date.first >= best.first), None)
            if end is not None:
                deed.end, deed.dated = end.first, [best, end]
        elif len(best.first) == _DAY:
            deed.end = best.first

    def _side(self, date: DateMention) -> str:
        """Tell whether a date is said to begin or to end something."""
        first = self._text.at(date.start)
        unit = next((unit for unit in self._units if unit.first <= first < unit.last), None)
        if unit is None:
            return ""
        if unit.field in ("start", "end"):
            return unit.field
        before = [word.lower for word in self._words[max(unit.first, first - 3) : first]]
        for word in reversed(before):
            if word in self._known.ends_before:
                return "end"
            if word in self._known.starts_before:
                return "start"
        return ""


_OTHER = {"start": "end", "end": "start"}


def _distance(mention: DeedMention, number: int) -> int:
    if number >= mention.last:
        return number - mention.last
    return max(0, mention.first - number)
