"""Which activity a unit tells of, where it does not name one."""

from collections.abc import Sequence

from .deed_headings import RULE
from .deed_titles import DeedMention
from .deeds import Deed, DeedBook
from .layout import Unit, UnitKind
from .lexicon import Lexicon
from .marks import Marks
from .vocabulary import WordedText

_EARLY = 16
_ADJACENT = 4
_AHEAD = 14
_NEAR = 7
_OBJECT = 18
_TOLD = 4


def _in(unit: Unit, at: int) -> bool:
    return unit.first <= at < unit.last


class Focus:
    """The activities in focus, unit by unit, and the activity that a cue tells of."""

    def __init__(
        self,
        text: WordedText,
        marks: Marks,
        lexicon: Lexicon,
        units: Sequence[Unit],
        book: DeedBook,
        mentions: Sequence[DeedMention],
    ) -> None:
        self._words = text.words
        self._marks = marks
        self._lexicon = lexicon
        self._units = units
        self._book = book
        self._mentions: dict[int, list[DeedMention]] = {}
        #: Activities that are only recalled, without a name: what is told of them is not told of another.
        self._recalled = [
            mention for mention in mentions if mention.context == "past" and id(mention) not in book.of
        ]
        self._spoken: dict[int, list[DeedMention]] = {}
        for mention in mentions:
            self._spoken.setdefault(mention.unit, []).append(mention)
            if id(mention) in book.of:
                self._mentions.setdefault(mention.unit, []).append(mention)
        self._in_focus = self._follow()

    def _follow(self) -> list[list[Deed]]:
        """Carry the focus from unit to unit; a heading brings it back to what is announced."""
        announced = [self._book.main] if self._book.main else []
        beyond: list[Deed] = [] if self._is_one_of_many() else announced
        focus: list[list[Deed]] = []
        current, section, headed = announced, -1, False
        for number, unit in enumerate(self._units):
            if unit.section != section:
                current, section, headed = beyond, unit.section, False
            titled = [mention for mention in self._mentions.get(number, ()) if mention.rule == RULE]
            if titled:
                current, headed = [self.deed(titled[0])], True
            elif unit.kind is not UnitKind.FIELD:
                current = self._own(number, unit) or current
            focus.append(current if headed or not unit.field else announced or current)
        return focus

    def _is_one_of_many(self) -> bool:
        """Tell a newsletter: what is told first stands in one of several sections that tell of their own."""
        main = self._book.main
        if main is None or main.rule == RULE:
            return False
        inside = next((unit for unit in self._units if unit.first <= main.where[0] < unit.last), None)
        if inside is None or inside.section == self._units[0].section or inside.kind is UnitKind.HEADING:
            return False
        own = {unit.section for deed in self._titled() for unit in self._units if _in(unit, deed.where[0])}
        return len(own - {inside.section}) > 0 and len({mention.unit for mention in main.mentions}) < _TOLD

    def _titled(self) -> list[Deed]:
        titled = [deed for deed in self._book.deeds if any(mention.title for mention in deed.mentions)]
        return [deed for deed in titled if not deed.contexts and not deed.part_of]

    def _own(self, number: int, unit: Unit) -> list[Deed]:
        """Give the activities that a unit brings into focus: those it names, not those it only draws on."""
        found: list[Deed] = []
        for mention in self._mentions.get(number, ()):
            deed = self._book.of[id(mention)]
            if mention.context or (unit.kind is UnitKind.HEADING and deed is not self._book.main):
                continue
            main = deed is self._book.main or bool(mention.title)
            if not (main or found) and self._governed(mention, unit):
                continue
            early = mention.first - unit.first < _EARLY or deed is self._book.main
            fresh = unit.first <= deed.where[0] < unit.last or mention.definite or bool(mention.title)
            if (early or found) and fresh and deed not in found:
                found.append(deed)
        return found

    def _governed(self, mention: DeedMention, unit: Unit) -> bool:
        """“… from the Small Grants of X”: an activity behind a preposition is not what is told of."""
        number = mention.first - 1
        while number > unit.first and self._words[number].lower in self._lexicon.names.article:
            number -= 1
        return number >= unit.first and self._words[number].lower in self._lexicon.roles.governed

    def mentions_in(self, number: int) -> list[DeedMention]:
        """Give the mentions of activities in a unit."""
        return self._mentions.get(number, [])

    def deed(self, mention: DeedMention) -> Deed:
        """Give the activity that a mention means."""
        return self._book.of[id(mention)]

    def around(self, number: int) -> list[Deed]:
        """Give the activities in focus in a unit."""
        return self._in_focus[number]

    def told_by(self, number: int, first: int, last: int, side: str) -> list[Deed]:
        """Find the activities that a cue at a range of words tells of."""
        mentions = self._mentions.get(number, [])
        around = [mention for mention in mentions if mention.first < last and first < mention.last]
        if around:
            return [self.deed(around[-1])]
        before = [mention for mention in mentions if mention.last <= first]
        after = [mention for mention in mentions if mention.first >= last - 1]
        beside = after[:1] if side == "left" and after and self._object(after[0], last) else []
        if not beside and before and self._adjacent(before[-1], first):
            beside = before[-1:]
        if beside:
            return self._together(beside[0])
        if any(mention.unit == number and mention.last <= first for mention in self._recalled):
            return []
        free = [mention for mention in before if not mention.context]
        if free:
            drawn_on = self._only_drawn_on(free[-1], number, first)
            return self.around(number) if drawn_on else self._together(free[-1])
        opening = first - self._units[number].first < 2 or side == "left"
        if opening and after and not before and self._ahead(after[0], last):
            return self._together(after[0])
        return self.around(number)

    def _only_drawn_on(self, mention: DeedMention, number: int, first: int) -> bool:
        """“Travel is paid out of the Grants of X; Y lends …”: the next clause tells of what went before."""
        unit = self._units[number]
        others = [deed for deed in self.around(number) if deed is not self._book.of[id(mention)]]
        parted = any(self._words[at].text == ";" for at in range(mention.last, first))
        return bool(others) and parted and self._governed(mention, unit)

    def _ahead(self, mention: DeedMention, last: int) -> bool:
        return mention.first - last < _AHEAD * 2 and not mention.context

    def _object(self, mention: DeedMention, last: int) -> bool:
        """Tell whether an activity is what a verb before it acts on."""
        gap = mention.first - last
        if gap > (_NEAR if mention.context else _AHEAD):
            return False
        return not any(word.text in {";", ".", ":"} for word in self._words[last : mention.first])

    def object_after(self, number: int, last: int) -> bool:
        """Tell whether an activity, named or not, follows a verb as what it acts on."""
        starts = [mention.first for mention in self._spoken.get(number, ()) if mention.last > last]
        return any(
            not any(
                word.text in {";", ".", ":"} or word.lower in self._lexicon.roles.ends
                for word in self._words[last:first]
            )
            for first in starts
            if first - last < _OBJECT
        )

    def _together(self, mention: DeedMention) -> list[Deed]:
        """“The two events”: a plural tells of all that are in focus."""
        deed = self._book.of[id(mention)]
        focus = self._in_focus[mention.unit] if mention.unit < len(self._in_focus) else []
        plural = mention.noun in self._lexicon.activities.plural and mention.definite
        if plural and deed in focus and len(focus) > 1:
            return focus
        return [deed]

    def _adjacent(self, mention: DeedMention, first: int) -> bool:
        last = mention.bracket[1] if mention.bracket else mention.last
        between = [word.lower for word in self._words[last:first]]
        small = self._lexicon.roles.between | self._lexicon.names.article
        return len(between) <= _ADJACENT and all(word in small or word in {",", "-"} for word in between)

    def beside(self, number: int, first: int, reach: int) -> bool:
        """Tell whether an activity stands just before a word, with only dates and places between.

        “It runs until May at …” speaks of the activity too.
        """
        known = self._lexicon.activities
        ends = [
            mention.bracket[1] if mention.bracket else mention.last for mention in self.mentions_in(number)
        ]
        ends += [
            at + 1
            for at in range(self._units[number].first, first)
            if self._words[at].lower in known.runs and not self._words[at].capital
        ]
        small = known.inside | known.starts_before | known.ends_before | {",", "(", ")"}
        small |= self._lexicon.roles.between
        last = max((end for end in ends if end <= first), default=-1)
        return 0 <= first - last <= reach and all(
            self._marks.date[at] or self._marks.place[at] or self._words[at].lower in small
            for at in range(last, first)
        )
