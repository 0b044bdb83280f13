"""Activities of one document: the mentions that mean the same one, brought together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..linking.names import fold, name_key
from ..partial_dates import PartialDate
from ..records import ActivityKind, Passage
from .dates import DateMention
from .deed_headings import RULE as HEADING
from .deed_titles import DeedMention
from .layout import Unit, UnitKind
from .lexicon import Lexicon
from .marks import Marks
from .phrases import Match
from .vocabulary import WordedText

_SHARED = 0.6
_REACH = 30
_LIST = 14
_HEADED = 2.0
_STOPS = frozenset(".!?")
_WHO = frozenset({"organiser", "co-organiser", "host", "partner", "coordinator", "funder"})


@dataclass(slots=True, eq=False)
class Deed:
    """An activity of the document; ranges are of words.

    ``contexts`` tell how it is spoken of: ``whole`` (something is a part of it), ``base`` (something
    draws on it), ``past`` (it is recalled); an activity without any may be the one announced.
    """

    label: str
    kind: ActivityKind
    where: tuple[int, int]
    rule: str
    named: bool = True
    aliases: dict[str, tuple[int, int]] = field(default_factory=dict)
    mentions: list[DeedMention] = field(default_factory=list)
    contexts: set[str] = field(default_factory=set)
    start: PartialDate | None = None
    end: PartialDate | None = None
    dated: list[DateMention] = field(default_factory=list)
    part_of: dict[int, tuple["Deed", Passage]] = field(default_factory=dict)
    based_on: dict[int, tuple["Deed", Passage]] = field(default_factory=dict)
    wanted: bool = False

    def name_keys(self) -> Iterator[str]:
        """Give the keys of its name and aliases."""
        yield name_key(self.label)
        for alias in self.aliases:
            yield name_key(alias)


class DeedBook:
    """Finds which activity each mention means, and which activity is announced."""

    def __init__(self, text: WordedText, marks: Marks, lexicon: Lexicon, units: Sequence[Unit]) -> None:
        self._text = text
        self._words = text.words
        self._marks = marks
        self._known = lexicon.activities
        self._lexicon = lexicon
        self._units = units
        self.deeds: list[Deed] = []
        self.of: dict[int, Deed] = {}
        self.main: Deed | None = None

    # -- contexts ---------------------------------------------------------------------------------------

    def place_contexts(self, mentions: Sequence[DeedMention], contexts: Sequence[Match[str]]) -> None:
        """Tell each mention what the phrase before it makes of it."""
        for context in contexts:
            if context.meaning == "announced" or self._marks.in_title(context.first):
                continue
            reached = [
                mention
                for mention in mentions
                if mention.last > context.last
                and mention.first - context.last < _REACH
                and self._same_unit(mention, context.first)
            ]
            if not reached or self._parted(context.last, reached[0].first):
                continue
            first = reached[0]
            first.context = first.context or context.meaning
            for other in reached[1:]:
                if context.meaning == "base" and self._listed(first.last, other.first):
                    other.context = other.context or context.meaning
                    first = other

    def _same_unit(self, mention: DeedMention, number: int) -> bool:
        unit = self._units[mention.unit]
        return unit.first <= number < unit.last

    def _parted(self, first: int, last: int) -> bool:
        """Tell whether a clause ends between two words."""
        return any(self._words[number].text in {";", "."} for number in range(first, last)) or (
            last - first > 12
        )

    def _listed(self, first: int, last: int) -> bool:
        between = self._words[first:last]
        joined = any(word.lower in self._lexicon.names.and_ for word in between)
        clear = not any(word.text in {".", ";", ":"} for word in between)
        return len(between) < _LIST and joined and clear

    # -- which activity is meant ------------------------------------------------------------------------

    def settle(self, mentions: Sequence[DeedMention]) -> None:
        """Assign an activity to every mention that names one, then to those that point back."""
        named = [mention for mention in mentions if mention.title] + [
            mention for mention in mentions if mention.named and not mention.title
        ]
        for mention in named:
            deed = self._known_deed(mention)
            if deed is None and self._makes_one(mention):
                deed = self._add(mention)
            if deed is not None:
                self._note(deed, mention)
        self._order()

    def settle_plain(self, mentions: Sequence[DeedMention], telling: set[int], cue_starts: set[int]) -> None:
        """Make activities of phrases without a name, where their unit tells of one and dates it."""
        for mention in mentions:
            fresh = not mention.definite or (mention.subject and not mention.weak)
            if id(mention) in self.of or not fresh or mention.context in ("whole", "base", "past"):
                continue
            unit = self._units[mention.unit]
            dated = any(self._marks.date[number] for number in range(unit.first, unit.last))
            early = mention.first - unit.first < _REACH
            alone = mention.last - mention.first == 1
            cued = mention.last in cue_starts and not mention.definite
            if alone or unit.kind is UnitKind.HEADING or not early:
                continue
            if (mention.unit in telling and dated) or cued:
                deed = self._add(mention)
                deed.named = False
                self._note(deed, mention)
        self._order()

    def settle_back(self, mentions: Sequence[DeedMention]) -> None:
        """Let “the training” mean the last activity of its kind before it."""
        for mention in mentions:
            if id(mention) in self.of or not mention.definite or (mention.subject and mention.weak):
                continue
            before = [deed for deed in self.deeds if deed.where[0] < mention.first]
            like = [deed for deed in before if deed.kind is mention.kind or _shares_noun(deed, mention)]
            main = [deed for deed in like if deed is self.main]
            if like:
                self._note((main or like)[-1], mention, alias=False)

    def _order(self) -> None:
        self.deeds.sort(key=lambda deed: deed.where)

    def _makes_one(self, mention: DeedMention) -> bool:
        if mention.title:
            return True
        unit = self._units[mention.unit]
        if unit.kind is UnitKind.HEADING or unit.field in ("title", "excerpt", "whole"):
            return False
        phrase = mention.last - mention.first
        if mention.weak:
            return phrase > 2 and not self._starts_small(mention)
        return phrase > 1

    def _starts_small(self, mention: DeedMention) -> bool:
        noun = [
            number
            for number in range(mention.first, mention.last)
            if self._words[number].lower == mention.noun.split()[0]
        ]
        return bool(noun) and not self._words[noun[0]].capital

    def label_of(self, mention: DeedMention) -> str:
        """Quote the title of a mention, or its phrase."""
        return self._text.quote(*self.range_of(mention))

    def range_of(self, mention: DeedMention) -> tuple[int, int]:
        """Give the words of the title of a mention, or its phrase, without the body that owns it."""
        return mention.title or (mention.first, mention.owner if mention.owner > 0 else mention.last)

    def _known_deed(self, mention: DeedMention) -> Deed | None:
        key = name_key(self.label_of(mention))
        for deed in self.deeds:
            if key in set(deed.name_keys()) and self._may_be(deed, mention):
                return deed
        if mention.title:
            return next((deed for deed in self.deeds if self._same_title(deed, mention)), None)
        if self._own_date(mention):
            return None
        likely = [deed for deed in self.deeds if deed.kind is mention.kind and self._shares(deed, mention)]
        return likely[0] if likely else None

    def _may_be(self, deed: Deed, mention: DeedMention) -> bool:
        """A book may bear the title of a course: a title means one activity only where the kind fits."""
        publication = ActivityKind.PUBLICATION
        return (deed.kind is publication) == (mention.kind is publication)

    def _same_title(self, deed: Deed, mention: DeedMention) -> bool:
        """“Running Shops – 21 Century” and “Running Shops – XXI Century: …” are one title."""
        words = [word for word in fold(self.label_of(mention)).split() if not _numeral(word)]
        whole = [word for word in fold(deed.label).split() if not _numeral(word)]
        shorter, longer = sorted((words, whole), key=len)
        return len(shorter) > 3 and longer[: len(shorter)] == shorter and deed.kind is mention.kind

    def _own_date(self, mention: DeedMention) -> bool:
        return mention.bracket is not None and any(
            self._marks.date[number] for number in range(*mention.bracket)
        )

    def _shares(self, deed: Deed, mention: DeedMention) -> bool:
        words = self._content(mention)
        for other in deed.mentions:
            theirs = self._content(other)
            shorter = min(len(words), len(theirs))
            if (
                shorter
                and len(words & theirs) >= _SHARED * shorter
                and (mention.definite or words <= theirs or theirs <= words)
            ):
                return not (mention.context and not other.context and len(words) > 3 and words != theirs)
        return False

    def _content(self, mention: DeedMention) -> set[str]:
        return {
            word.lower
            for number, word in enumerate(self._words[mention.first : mention.last], mention.first)
            if word.alpha and word.lower not in self._known.inside and not self._marks.quotation[number]
        }

    def _add(self, mention: DeedMention) -> Deed:
        label = self.label_of(mention)
        deed = Deed(label, mention.kind, self.range_of(mention), mention.rule)
        self.deeds.append(deed)
        return deed

    def _note(self, deed: Deed, mention: DeedMention, alias: bool = True) -> None:
        deed.mentions.append(mention)
        self.of[id(mention)] = deed
        if mention.context:
            deed.contexts.add(mention.context)
        if not alias:
            return
        for first, last in self._phrases(mention):
            label = self._text.quote(first, last)
            if label != deed.label and last > first:
                deed.aliases.setdefault(label, (first, last))

    def _phrases(self, mention: DeedMention) -> Iterator[tuple[int, int]]:
        """Give the ranges of words that name a mention: its title, its phrase, and both."""
        if mention.title is None:
            if mention.named:
                yield mention.first, mention.last
            return
        yield mention.title
        if mention.first < mention.title[0] - 1 and self._words[mention.first].capital:
            yield mention.first, mention.last
            last = mention.title[0] - 1
            while last > mention.first and not self._words[last - 1].alpha:
                last -= 1
            if last - mention.first > 2 and self._counted(mention.first, last):
                yield mention.first, last

    def _counted(self, first: int, last: int) -> bool:
        """“Second Expert Meeting”: a phrase names one activity by its number; one without may mean many."""
        return any(
            word.text[0].isdigit() or word.lower in self._known.ordinals for word in self._words[first:last]
        )

    def worth(self, deed: Deed, tied: bool) -> bool:
        """Tell whether an activity says enough to be recorded: a title, a tie, or a part in another."""
        titled = any(mention.title for mention in deed.mentions)
        strong = any(mention.named and not mention.weak for mention in deed.mentions)
        return titled or tied or bool(deed.part_of) or strong

    # -- the announced one ------------------------------------------------------------------------------

    def choose(self, announced: set[int], telling: set[int], stated: Deed | None = None) -> None:
        """Choose the activity that the document announces, if its title does not state it."""
        if stated is not None:
            self.main = stated
            stated.wanted = True
        if not self.deeds or stated is not None:
            return
        title = self._title_words()
        scored = [
            (self._score(deed, announced, telling, title), -position, deed)
            for position, deed in enumerate(self.deeds)
        ]
        best = max(scored, key=lambda item: item[:2])
        if best[0] > 0:
            self.main = best[2]
            self.main.wanted = True

    def _heads(self, deed: Deed) -> bool:
        """Tell whether an activity is named above a sheet of fields, before the first sentence."""
        if not any(unit.field in _WHO for unit in self._units):
            return False
        for unit in self._units:
            if unit.kind is UnitKind.PROSE and self._words[unit.last - 1].text in _STOPS:
                return False
            if unit.first <= deed.where[0] < unit.last:
                return unit.field in ("", "title") and unit.kind is not UnitKind.ITEM
        return False

    def _title_words(self) -> set[str]:
        for unit in self._units:
            if unit.kind is UnitKind.HEADING or unit.field == "title":
                return {word.lower for word in self._words[unit.first : unit.last] if len(word.text) > 3}
        return set()

    def _score(self, deed: Deed, announced: set[int], telling: set[int], title: set[str]) -> float:
        free = [mention for mention in deed.mentions if not mention.context]
        if not free:
            return -1.0
        units = {mention.unit for mention in free}
        first = self._units[free[0].unit]
        dated = any(
            self._marks.date[number]
            for unit in units
            for number in range(self._units[unit].first, self._units[unit].last)
        )
        words = {word for mention in free for word in self._content(mention)}
        score = 2.0 * bool(units & announced) + 2.0 * bool(units & telling) + 1.5 * dated
        score += 2.0 * any(mention.title for mention in free) + 0.5 * min(len(free), 4)
        score += 1.5 * (len(words & title) > 0) - 0.25 * first.block
        score += _HEADED * self._heads(deed)
        score += 3.0 * (
            deed.rule == HEADING
            and not any(other.rule == HEADING for other in self.deeds[: self.deeds.index(deed)])
        )
        score -= 3.0 * bool(deed.contexts) + 2.0 * (deed.kind is ActivityKind.PUBLICATION)
        score -= 1.5 * (deed.kind is ActivityKind.PROJECT and bool(deed.contexts))
        return score


def _shares_noun(deed: Deed, mention: DeedMention) -> bool:
    """“the project” may mean what was called a conservation project."""
    last = mention.noun.split()[-1:]
    return bool(last) and any(other.noun.split()[-1:] == last for other in deed.mentions)


def _numeral(word: str) -> bool:
    return word.isdigit() or set(word) <= set("ivxlc") or word in {"st", "nd", "rd", "th"}
