"""Words that name an activity, at their places: noun phrases and quoted titles."""

from collections.abc import Sequence

from ..records import ActivityKind, PlaceKind
from .deed_titles import DeedMention, TitleFinder
from .layout import Unit
from .names import Grade, Name

_LONGEST_PHRASE = 32
_APOSTROPHES = frozenset("’'")
_OPENERS = '“«"„‘'


class DeedFinder(TitleFinder):
    """Finds the mentions of activities in the units of one text."""

    def find(self, unit: Unit, number: int, names: Sequence[Name]) -> list[DeedMention]:
        """Find the mentions of a unit, from left to right, none inside another."""
        self._unit = unit
        self._in_name = {
            at: name for name in names if name.grade is Grade.SURE for at in range(name.first, name.last)
        }
        self._likely = {name.last: name for name in names if name.grade is Grade.LIKELY}
        found: list[DeedMention] = []
        at = unit.first
        while at < unit.last:
            mention = self._at(at, number)
            if mention is None or (found and found[-1].first < mention.first < found[-1].last):
                at += 1
                continue
            while found and found[-1].first >= mention.first:
                found.pop()
            found = [other for other in found if not other.first <= mention.noun_at < other.last]
            found.append(mention)
            at = max(mention.last, at + 1)
        return found

    def _at(self, at: int, number: int) -> DeedMention | None:
        if self._marks.in_title(at):
            return self._called(at, number)
        length = self._noun_at(at)
        if not length or (at in self._in_name and not self._ambiguous(at)):
            return None
        last = at + length
        if self._qualifies(last):
            return None
        noun = " ".join(word.lower for word in self._words[at:last])
        kind = self._known.nouns[tuple(noun.split())]
        first = self._left(at)
        mention = DeedMention(first, last, number, kind, noun)
        self._extend(mention, at)
        self._coordinate(mention)
        self._describe(mention, at)
        self._owned(mention, at + length)
        self._defined(mention)
        return mention

    def _ambiguous(self, at: int) -> bool:
        return self._in_name[at].head in self._lexicon.names.ambiguous

    def _qualifies(self, last: int) -> bool:
        """Tell whether a noun only qualifies the next one (“training workshop”, “Conference Centre”)."""
        if last >= self._unit.last:
            return False
        word = self._words[last]
        if last in self._in_name:
            return self._in_name[last].first < last
        if self._known.noun_first:
            return False
        if self._noun_at(last) and self._words[last - 1].end + 1 == word.start:
            return True
        return (
            word.capital
            and self._words[last - 1].capital
            and self._marks.date[last] is None
            and (word.lower not in self._lexicon.names.common and self._marks.place[last] is None)
        )

    def _left(self, at: int) -> int:
        first = at
        while first > self._unit.first:
            before = self._words[first - 1]
            if self._marks.quotation[first - 1] or not self._belongs_left(first - 1):
                break
            if before.lower in self._lexicon.names.common and self._opens(first - 1):
                break
            first -= 1
        while first < at and not self._words[first].alpha:
            first += 1
        return first

    def _opens(self, number: int) -> bool:
        return number == self._unit.first or not self._words[number - 1].alpha

    def _belongs_left(self, number: int) -> bool:
        word = self._words[number]
        name = self._in_name.get(number)
        if name is not None:
            return not name.head or name.head in self._lexicon.names.ambiguous
        if word.text in _APOSTROPHES and number > self._unit.first:
            return self._words[number - 1].lower.endswith("s") and self._words[number - 1].capital
        if word.text == "/":
            return number > self._unit.first and self._words[number - 1].capital
        if self._marks.date[number] is not None:
            return word.text.isdigit() and len(word.text) == 4 and self._words[number + 1].capital
        if word.lower in self._known.before or (
            not self._known.noun_first and self._noun_at(number) and word.lower not in self._known.stops
        ):
            return True
        ordinal = word.text[0].isdigit() and word.text[-1].isalpha()
        return (word.capital and word.lower not in self._lexicon.names.article) or ordinal

    # -- what follows the noun ----------------------------------------------------------------------------

    def _extend(self, mention: DeedMention, at: int) -> None:
        before = self._marks.quotation[mention.first - 1] if mention.first > self._unit.first else None
        after = self._title_after(mention.last)
        if after is None and self._named_behind(mention):
            return
        if after is None:
            end = self._subject_end(self._complement_end(mention))
            end = self._before_whole(mention.last, end)
            after = self._title_after(end) or self._title_near(end)
            mention.subject = end > mention.last
            mention.last = end
        if after is not None:
            mention.title = (after.first + 1, after.last - 1)
            mention.last = after.last
            mention.rule = "activities.title"
        elif before is not None and before.title and before.last == mention.first:
            mention.title = (before.first + 1, before.last - 1)
            mention.first = before.first
            mention.rule = "activities.title"

    def _before_whole(self, start: int, end: int) -> int:
        """“a module of the research project “X””: the title is that of the noun it stands behind."""
        for at in range(start + 2, end + 1):
            length = self._noun_at(at) if at < self._unit.last else 0
            titled = length and self._title_after(at + length) is not None
            begun = next(
                (b for b in range(at - 1, start, -1) if self._words[b].lower in self._articles()), -1
            )
            if titled and begun > start:
                return start
        return end

    def _named_behind(self, mention: DeedMention) -> bool:
        """“the network COLDSHORE”, “the programme Creative Europe”: a name right behind the noun."""
        last = mention.last
        name = next((name for name in self._likely.values() if name.first == last), None)
        plain = mention.first > self._unit.first and not self._words[last - 1].capital
        if name is None or not plain or self._words[last - 1].end + 1 != self._words[last].start:
            return False
        articles = self._articles() | self._known.definite
        if self._words[mention.first - 1].lower not in articles or self._marks.place[last] is not None:
            return False
        mention.title = (name.first, name.last)
        mention.last = name.last
        mention.rule = "activities.named"
        return True

    def _coordinate(self, mention: DeedMention) -> None:
        """“Training and Expert Meeting “…””: the first of two nouns before one title tells the kind."""
        joint = mention.first - 1
        if mention.title is None or joint - 1 <= self._unit.first:
            return
        if self._words[joint].lower not in self._lexicon.names.and_ or not self._noun_at(joint - 1):
            return
        mention.noun = self._words[joint - 1].lower
        mention.kind = self._known.nouns[mention.noun,]
        mention.first = self._left(joint - 1)
        mention.noun_at = joint - 1

    def _complement_end(self, mention: DeedMention) -> int:
        """Give the end of a complement in the genitive: what is restored may be a body, who holds may not."""
        at = mention.last
        while self._cased is not None and at < self._unit.last:
            name = self._in_name.get(at)
            held = name is not None and mention.kind is not ActivityKind.RESTORATION
            stop = next((to for to in range(at, self._unit.last) if to in self._in_name), self._unit.last)
            end = name.last if name is not None else self._cased.complement_end(at, stop)
            if held or end <= at:
                break
            at = end
        return at

    def _subject_end(self, number: int) -> int:
        """Give the end of “on …”, “for …”, “of …” behind a noun."""
        if number >= self._unit.last or self._words[number].lower not in self._known.open:
            return number
        at = number + (self._words[number].lower in self._known.concluded)
        while at < min(self._unit.last, number + _LONGEST_PHRASE):
            name = self._in_name.get(at)
            if name is not None and name.first == at:
                at = name.last
                continue
            quotation = self._marks.quotation[at]
            concluded = self._words[number].lower in self._known.concluded
            if quotation is not None and quotation.first == at and at > number + (not concluded):
                break
            if quotation is not None:
                at = quotation.last
                continue
            if self._ends_subject(at, number):
                break
            at += 1
        while at > number and self._words[at - 1].lower in self._known.inside:
            at -= 1
        return at

    def _ends_subject(self, at: int, start: int) -> bool:
        word = self._words[at]
        if word.text in _APOSTROPHES and self._words[at - 1].lower.endswith("s"):
            return False
        if not word.alpha and word.text not in {"&", "’s", "'s", "/"}:
            return True
        if self._marks.date[at] is not None:
            return True
        if word.lower in self._known.stops:
            return not (at == start + 1 and self._words[start].lower in self._known.concluded)
        if word.lower in self._lexicon.names.in_ and at + 1 < self._unit.last:
            place = self._marks.place[at + 1] or (
                self._marks.place[at + 2] if at + 2 < self._unit.last else None
            )
            return place is not None and place.kind in (PlaceKind.CITY, PlaceKind.COUNTRY)
        return at > start and word.lower in self._lexicon.roles.accompanied

    def _describe(self, mention: DeedMention, at: int) -> None:
        words, article = self._words, self._lexicon.names.article
        before = words[mention.first - 1].lower if mention.first > self._unit.first else ""
        mention.definite = before in article or before in self._known.definite
        if not article and mention.last - mention.first == len(mention.noun.split()):
            # Without articles a bare noun points back: “Семинар — часть программы”.
            mention.definite = True
        large = sum(
            words[number].capital and not (self._opens(number) and number == mention.first)
            for number in range(mention.first, mention.last)
            if self._marks.quotation[number] is None
        )
        own = [number for number in range(mention.first, mention.last) if number not in range(at, at + 1)]
        mention.named = (
            mention.title is not None
            or (words[at].capital and large > 0 and bool(own))
            or self._proper_before(mention.first, at)
        )
        mention.weak = mention.noun in self._known.weak
        mention.named = mention.named or (
            mention.subject and not mention.weak and self._proper_in(at + 1, mention.last)
        )
        mention.back = not mention.title and (mention.definite or not mention.named)
        if mention.last < self._unit.last and words[mention.last].text == "(":
            closing = self._marks.closing.get(mention.last)
            if closing is not None:
                mention.bracket = (mention.last, closing)

    def _owned(self, mention: DeedMention, number: int) -> None:
        """“Training Package of UNESCO”: mark where the bodies that own an activity begin."""
        if number + 1 >= mention.last or self._words[number].lower not in self._lexicon.names.of:
            return
        first = number + 1 + (self._words[number + 1].lower in self._lexicon.names.article)
        if first in self._in_name and self._in_name[first].first == first and number - mention.first > 1:
            mention.owner = number

    def _defined(self, mention: DeedMention) -> None:
        """“Deep Shores is a three-year project”: the subject of the definition is the title."""
        article = mention.first - 1
        self._apposed_title(mention, article)
        while article > self._unit.first and self._words[article].lower not in self._lexicon.names.indefinite:
            if self._words[article].capital or not self._words[article].alpha or mention.first - article > 4:
                return
            article -= 1
        subject = self._likely.get(article - 1)
        if mention.title or subject is None or self._words[article - 1].lower not in self._known.copulas:
            return
        opening = self._text_opening(subject)
        if opening:
            mention.title = (subject.first, subject.last)
            mention.first, mention.named, mention.back = subject.first, True, False
            mention.rule = "activities.definition"

    def _apposed_title(self, mention: DeedMention, article: int) -> None:
        """““Northern Fire”, a major exhibition”: the quoted title before is its own."""
        while article > self._unit.first and self._words[article].lower not in self._articles():
            if self._words[article].capital or not self._words[article].alpha or mention.first - article > 4:
                return
            article -= 1
        comma = article - 1
        if mention.title or comma <= self._unit.first or self._words[comma].text != ",":
            return
        quotation = self._marks.quotation[comma - 1]
        subject = self._likely.get(comma)
        indefinite = self._words[article].lower in self._lexicon.names.indefinite
        if indefinite and subject is not None and not subject.single and self._called_after(subject):
            mention.title = (subject.first, subject.last)
            mention.first, mention.named, mention.back = subject.first, True, False
            mention.rule = "activities.apposition"
            return
        if quotation is not None and quotation.title and quotation.last == comma:
            mention.title = (quotation.first + 1, quotation.last - 1)
            mention.first, mention.named, mention.back = quotation.first, True, False
            mention.rule = "activities.title"

    def _called_after(self, name: Name) -> bool:
        """“the Sound Rescue, a five-year effort”: an article before the name, so it names no person."""
        return (
            name.first > self._unit.first and self._words[name.first - 1].lower in self._lexicon.names.article
        )

    def _text_opening(self, name: Name) -> bool:
        first = name.first
        if first > self._unit.first and self._words[first - 1].lower in self._lexicon.names.article:
            first -= 1
        return first == self._unit.first

    def _proper_before(self, first: int, at: int) -> bool:
        """“IIIF event”, “the 2017 Forum”: a proper word stands in the phrase before its noun."""
        return any(
            self._words[number].capital and not self._opens(number) and self._words[number].text != "/"
            for number in range(first, at)
        )

    def _proper_in(self, first: int, last: int) -> bool:
        return any(self._words[number].capital for number in range(first, last))
