"""Activities that stand as headings: a title on a line of its own, its date or its kind below."""

import re
from collections.abc import Iterator, Sequence

from ..records import ActivityKind
from .dates import DateMention
from .deed_titles import DeedMention
from .layout import Unit, UnitKind
from .lexicon import Lexicon
from .marks import Marks
from .names import Grade, Name
from .vocabulary import WordedText

RULE = "activities.heading"
_LONGEST = 18
_LED_WITHIN = 8
_DATE_LINE_UNITS = 3
_SHORT = 16
_SECTION = 8
_OPENING = 3
_SUBJECT = 3
_ASKING = frozenset("what why how who where when which".split())


class HeadingReader:
    """Finds the headings of one text that are titles of activities."""

    def __init__(
        self,
        text: WordedText,
        marks: Marks,
        lexicon: Lexicon,
        units: Sequence[Unit],
        names: Sequence[Name],
    ) -> None:
        self._text = text
        self._words = text.words
        self._marks = marks
        self._known = lexicon.activities
        self._lexicon = lexicon
        self._units = units
        self._named = {
            at for name in names if name.grade is Grade.SURE for at in range(name.first, name.last)
        }

    def find(self) -> Iterator[DeedMention]:
        """Give the mention that each such heading is."""
        for number, unit in enumerate(self._units):
            if number + 1 < len(self._units) and self._may_be_title(unit):
                below = self._units[number + 1]
                kind = self._noun(unit.first, unit.last)
                led = self._dated(number + 1, below) or self._kind_led(below)
                led = led and not (kind is ActivityKind.PUBLICATION and number <= _OPENING)
                if (
                    (led and (kind is not None or self._proper(unit)))
                    or (kind is not None and self._colon(unit))
                    or (kind is not None and self._spoken_of(number, unit, kind))
                ):
                    kind = kind or self._kind_below(number)
                    yield self._mention(unit, number, kind or ActivityKind.OTHER)

    def _may_be_title(self, unit: Unit) -> bool:
        if unit.field or unit.kind is UnitKind.FIELD or not 1 < unit.last - unit.first <= _LONGEST:
            return False
        words = self._words[unit.first : unit.last]
        first = next((word for word in words if word.alpha), None)
        ordinal = (
            first is not None
            and first.text[0].isdigit()
            and (first.text[-1].isalpha() or len(first.text) == 4)
        )
        if first is None or not (first.capital or ordinal):
            return False
        if any(word.lower in self._lexicon.names.persons for word in words):
            return False
        if "\n" in self._text.text[words[0].start : words[-1].end].strip() or words[-1].text in ".;,:":
            return False
        plain = [at for at in range(unit.first, unit.last) if self._words[at].alpha]
        if len(plain) < 2 and self._noun(unit.first, unit.last) is None:
            return False
        told = [at for at in plain if self._marks.date[at] or self._marks.place[at] or at in self._named]
        verbs = any(word.lower in self._known.copulas for word in words)
        return len(told) < len(plain) and not verbs and not self._quoted(unit)

    def _quoted(self, unit: Unit) -> bool:
        """A heading with a title in quotation marks is read as any mention is."""
        return any(self._marks.in_title(at) for at in range(unit.first, unit.last))

    # -- what stands below ----------------------------------------------------------------------------

    def _dated(self, number: int, below: Unit) -> bool:
        """Tell whether the line below opens with a date that is not the date line of the page."""
        if below.field in ("start", "span"):
            return True
        if below.field == "place" and number + 1 < len(self._units):
            return self._units[number + 1].field in ("start", "span")
        if below.field or below.kind in (UnitKind.HEADING, UnitKind.ITEM):
            return False
        date = self._first_date(below)
        if date is None:
            return False
        block = [unit for unit in self._units if unit.block == below.block]
        if number <= _DATE_LINE_UNITS + 1 and block[-1].last - block[0].first > _SHORT:
            return False
        return date.last is not None or number > _DATE_LINE_UNITS

    def _spoken_of(self, number: int, unit: Unit, kind: ActivityKind) -> bool:
        """“Agreement on the Study of Wells”, below: “This agreement …”: the text speaks of its title."""
        words = self._words[unit.first : unit.last]
        plain = [word for word in words if word.alpha]
        noun = self._noun_length(unit.first, unit.last) or self._noun_length(unit.first + 1, unit.last)
        if number > _OPENING or noun == 0 or len(plain) < noun + _SUBJECT:
            return False
        if any(word.lower in self._known.stops | self._known.plural for word in plain):
            return False
        forms = {row[0] for row, other in self._known.nouns.items() if other is kind and len(row) == 1}
        times = 0
        for other in self._units[number + 1 :]:
            for at in range(other.first + 1, other.last):
                if self._words[at].lower in forms and not self._marks.in_title(at):
                    before = self._words[at - 1].lower
                    times += before in self._known.definite or before in self._lexicon.names.article
        return times > 1

    def _proper(self, unit: Unit) -> bool:
        """Tell a title from a question (“What we do”) and from the rest of a line."""
        start = self._words[unit.first].start
        line = self._text.text[self._text.text.rfind("\n", 0, start) + 1 : start]
        asks = self._words[unit.first].lower in _ASKING
        return not asks and not re.search(r"[^\W\d_]{2}", line)

    def _first_date(self, below: Unit) -> DateMention | None:
        closing = self._marks.date[below.last - 1]
        if (
            closing is not None
            and closing.last is not None
            and below.last - below.first <= _SHORT
            and self._words[below.first].capital
        ):
            return closing
        for at in range(below.first, min(below.last, below.first + _LED_WITHIN)):
            date = self._marks.date[at]
            if date is not None:
                return date
            word = self._words[at]
            small = word.alpha and not word.capital and self._marks.place[at] is None
            if small and word.lower not in self._known.inside:
                return None
        return None

    def _kind_led(self, below: Unit) -> bool:
        """“Study day, 15 November”: the line below opens with what the activity is."""
        if below.field or below.kind is UnitKind.HEADING:
            return False
        for at in range(below.first, min(below.last, below.first + 3)):
            length = self._noun_length(at, below.last)
            if length:
                end = at + length
                return end < below.last and self._words[end].text in {",", ".", ":", "("}
        return False

    def _noun_length(self, at: int, last: int) -> int:
        for length in range(min(self._known.longest, last - at), 0, -1):
            if tuple(word.lower for word in self._words[at : at + length]) in self._known.nouns:
                return length
        return 0

    # -- what it is ---------------------------------------------------------------------------------------

    def _noun(self, first: int, last: int) -> ActivityKind | None:
        for at in range(first, last):
            length = self._noun_length(at, last)
            if length:
                return self._known.nouns[tuple(word.lower for word in self._words[at : at + length])]
        return None

    def _colon(self, unit: Unit) -> bool:
        """“Winter school: Brine and Bytes”: a noun of activities, a colon, and a title."""
        for at in range(unit.first, min(unit.last - 1, unit.first + 4)):
            if self._words[at].text in {":", "–", "—"}:
                return (
                    self._noun_length(at - 1, at) > 0 or self._noun_length(max(unit.first, at - 2), at) == 2
                )
        return False

    def _kind_below(self, number: int) -> ActivityKind | None:
        """Tell the kind by the noun that the lines below use most, “the exhibition” before “books”."""
        counts: dict[ActivityKind, int] = {}
        for unit in self._units[number + 1 : number + _SECTION]:
            for at in range(unit.first, unit.last):
                kind = self._known.nouns.get((self._words[at].lower,))
                if kind is not None and unit.field != "ignore":
                    definite = self._words[at - 1].lower in self._known.definite
                    counts[kind] = counts.get(kind, 0) + (_SECTION if definite else 1)
        likely = {kind: count for kind, count in counts.items() if kind is not ActivityKind.PUBLICATION}
        return max(likely or counts, key=lambda kind: counts[kind], default=None)

    def _mention(self, unit: Unit, number: int, kind: ActivityKind) -> DeedMention:
        first, last = unit.first, unit.last
        while first < last and not self._words[first].alpha:
            first += 1
        if self._colon(unit):
            colon = next(at for at in range(first, last) if self._words[at].text in {":", "–", "—"})
            first = colon + 1
        while last > first + 1 and not self._words[last - 1].alpha and self._words[last - 1].text not in "?!":
            last -= 1
        return DeedMention(first, last, number, kind, "", (first, last), True, rule=RULE)
