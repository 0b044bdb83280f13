"""Bodies of one document: the names that mean the same one, brought together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..linking.names import fold, name_key
from ..records import OrganisationKind, Passage, PlaceKind
from .acronyms import spells
from .layout import Unit
from .lexicon import Lexicon
from .marks import Marks
from .names import Grade, Name
from .vocabulary import WordedText

_SHORTEST_ACRONYM = 2
_LONGEST_ALIAS = 4


@dataclass(slots=True)
class Mention:
    """A name at its place in a unit; ``body`` is what it was found to mean."""

    name: Name
    unit: int
    body: "Body | None" = None


@dataclass(slots=True)
class Body:
    """An organisation of the document. ``aliases`` are further names with their ranges of words."""

    label: str
    key: str
    head: str
    kind: OrganisationKind | None
    rule: str
    first: tuple[int, int]
    aliases: dict[str, tuple[int, int]] = field(default_factory=dict)
    country: str | None = None
    where: Passage | None = None

    def names(self) -> Iterator[str]:
        """Give its name and its aliases."""
        yield self.label
        yield from self.aliases


class BodyBook:
    """Finds which body each name means."""

    def __init__(self, text: WordedText, marks: Marks, lexicon: Lexicon) -> None:
        self._text = text
        self._words = text.words
        self._marks = marks
        self._lexicon = lexicon
        self.bodies: list[Body] = []
        self._by_key: dict[str, Body] = {}
        self._not_short: set[str] = set()
        self._places = {fold(place.name) for place in marks.place if place is not None}

    def settle(self, mentions: list[Mention]) -> None:
        """Assign a body to every name that surely is one, then to the short forms of these names."""
        for mention in mentions:
            if mention.name.grade is Grade.LIKELY and mention.name.head and self._has_post(mention.name):
                mention.name.grade = Grade.SURE
        sure = [mention for mention in mentions if mention.name.grade is Grade.SURE]
        for mention in sorted(sure, key=lambda mention: -self._weight(mention.name)):
            mention.body = self._by_key.get(name_key(mention.name.label)) or self._short_for(mention.name)
            if mention.body is None:
                mention.body = self.add(mention.name)
            self._note(mention.body, mention.name)
        self.bodies.sort(key=lambda body: body.first)
        for mention in mentions:
            self._bracketed(mention, mentions)
        for mention in mentions:
            plain = mention.name.grade is Grade.LIKELY and not self._is_address(mention.name)
            if mention.body is None and plain:
                mention.body = self.short(mention.name)
        self._merge_acronyms(mentions)

    def add(self, name: Name) -> Body:
        """Make a body of a name."""
        body = Body(
            name.label, name_key(name.label), name.head, name.kind, name.rule, (name.first, name.last)
        )
        self.bodies.append(body)
        self._by_key[body.key] = body
        return body

    def accept(self, mention: Mention) -> Body:
        """Give the body of a name that the grammar around it shows to be one."""
        if mention.body is None:
            mention.body = self._by_key.get(name_key(mention.name.label)) or self.add(mention.name)
            self._bracketed(mention, [])
        return mention.body

    def accepted(self, name: Name) -> Body | None:
        """Give the body of a name that was accepted elsewhere in the text."""
        return self._by_key.get(name_key(name.label))

    def _is_address(self, name: Name) -> bool:
        """A word after a comma or “in” may be a place, and is no short form of a name."""
        before = self._words[name.first - 1] if name.first else None
        if before is None or not name.single or self._words[name.first].acronym:
            return False
        return before.text == "," or before.lower in self._lexicon.names.in_

    def _has_post(self, name: Name) -> bool:
        """Tell a body by a post in it: “director of the Heritage Initiative”."""
        number = name.first - 1
        while number > 0 and self._words[number].lower in self._lexicon.names.article:
            number -= 1
        joint = number > 0 and self._words[number].lower in self._lexicon.names.of
        return joint and self._words[number - 1].lower in self._lexicon.names.persons

    def known(self, label: str, number: int) -> Body | None:
        """Find a body by its exact name, or by the name of a body known everywhere."""
        body = self._by_key.get(name_key(label))
        kind = self._lexicon.names.bodies.get(label)
        if body is None and kind is not None:
            name = Name(number, number + 1, label, Grade.SURE, "", kind, "names.body")
            body = self.add(name)
            start = self._words[number].start
            body.where = Passage(start, start + len(label))
        return body

    def back(self, mention: Mention, before: Iterable[Mention]) -> Body | None:
        """Find what “the Museum” points back to: the last body before it with that noun."""
        found = None
        for other in before:
            if other.name.first >= mention.name.first:
                break
            if other.body is not None and other.name.head == mention.name.head:
                found = other.body
        return found

    def short(self, name: Name) -> Body | None:
        """Find the body a short form or an acronym means, where exactly one fits."""
        known = self._by_key.get(name_key(name.label))
        if known is not None:
            return known
        label = name.label
        if label in self._not_short:
            return None
        fitting = [body for body in self.bodies if self._is_short(label, body)]
        if len(fitting) == 1:
            fitting[0].aliases.setdefault(label, (name.first, name.last))
            self._by_key[name_key(label)] = fitting[0]
            return fitting[0]
        self._not_short.add(label)
        return None

    def _weight(self, name: Name) -> int:
        return name.last - name.first

    def _note(self, body: Body, name: Name) -> None:
        if (name.first, name.last) < body.first and name_key(name.label) == body.key:
            if name.label != body.label:
                body.aliases.setdefault(body.label, body.first)
                body.aliases.pop(name.label, None)
            body.label, body.first = name.label, (name.first, name.last)
        elif name.label != body.label:
            body.aliases.setdefault(name.label, (name.first, name.last))
        for first, last in name.aliases:
            self._alias(body, first, last)

    def _alias(self, body: Body, first: int, last: int) -> None:
        label = self._text.quote(first, last).strip("“”«»\"'‘’ ")
        key = name_key(label)
        if label and key not in self._by_key:
            self._by_key[key] = body
        if label and label != body.label and self._by_key.get(key) is body:
            body.aliases.setdefault(label, (first, last))

    def _is_short(self, label: str, body: Body) -> bool:
        words = label.split()
        if len(words) == 1 and sum(letter.isupper() for letter in label) >= _SHORTEST_ACRONYM:
            return any(
                len(name.split()) > 1 and spells(label, name.split(), whole=True) for name in body.names()
            )
        whole = fold(body.label).split()
        part = fold(label).split()
        # “Fitzwilliam” for the Fitzwilliam Museum: all of the name but its noun.
        if not part or not body.head or len(part) != len(whole) - 1:
            return False
        if self._is_place(label) or self._is_nation(part[-1]):
            return False
        return whole[:-1] == part and whole[-1] in body.head.split("-")

    def _is_place(self, label: str) -> bool:
        return fold(label) in self._places

    def _short_for(self, name: Name) -> Body | None:
        """“National Guard” after “Georgian National Guard”: a name less the country or place in it."""
        words = fold(name.label).split()
        if len(words) < 2:
            return None
        fitting = [body for body in self.bodies if self._extends(body, name, words)]
        return fitting[0] if len(fitting) == 1 else None

    def _extends(self, body: Body, name: Name, words: list[str]) -> bool:
        whole = fold(body.label).split()
        if body.head != name.head or len(whole) <= len(words):
            return False
        if name.kind is OrganisationKind.INTERGOVERNMENTAL and name.rule == "names.branch":
            return False
        if whole[-len(words) :] == words:
            return body.first < (name.first, name.last) and self._placed(body, 0, len(whole) - len(words))
        if whole[: len(words)] == words:
            return self._placed(body, len(words), len(whole))
        return False

    def _placed(self, body: Body, first: int, last: int) -> bool:
        """Tell whether a stretch of a body's name is but the name of a place or nation."""
        words = [number for number in range(*body.first) if self._words[number].alpha][first:last]
        capital = [number for number in words if self._words[number].capital]
        return bool(capital) and all(
            self._marks.place[number] or self._is_nation(self._words[number].lower) for number in capital
        )

    def _is_nation(self, word: str) -> bool:
        return (
            word.endswith(self._lexicon.names.adjective_endings)
            and word not in self._lexicon.activities.before
        )

    # -- brackets ---------------------------------------------------------------------------------------

    def _bracketed(self, mention: Mention, mentions: list[Mention]) -> None:
        """Read “Name (ACR)” and “ACR (the Name)”."""
        if mention.name.last >= len(self._words) or mention.name.grade is Grade.BACK:
            return
        closing = self._marks.closing.get(mention.name.last)
        if closing is None:
            return
        inside = (mention.name.last + 1, closing - 1)
        named = [
            other for other in mentions if inside[0] <= other.name.first and other.name.last <= inside[1]
        ]
        if mention.body is not None and len(named) == 1 and self._is_same(mention.name, named[0], inside):
            self._merge(named[0].body, mention.body, mentions)
        elif mention.body is not None:
            self._acronym_inside(mention.body, inside)
        elif named and named[0].body is not None and self._spelled_by(mention.name, named[0]):
            mention.body = named[0].body
            self._alias(mention.body, mention.name.first, mention.name.last)

    def _is_same(self, name: Name, inside: Mention, bracket: tuple[int, int]) -> bool:
        """“International Centre for … (ICCROM)”: a known acronym alone in the bracket is the same body."""
        alone = (inside.name.first, inside.name.last) == bracket
        known = inside.name.rule in ("names.body", "names.branch") and inside.name.label not in name.label
        return alone and known and inside.body is not None

    def _merge(self, body: Body | None, owner: Body, mentions: list[Mention]) -> None:
        if body is None or body is owner or body not in self.bodies:
            return
        self.bodies.remove(body)
        for label, where in [(body.label, body.first), *body.aliases.items()]:
            owner.aliases.setdefault(label, where)
            self._by_key[name_key(label)] = owner
        for mention in mentions:
            if mention.body is body:
                mention.body = owner

    def _spelled_by(self, short: Name, full: Mention) -> bool:
        one = len(short.label.split()) == 1
        return one and short.label[0] == full.name.label[0] and short.label.isupper()

    def _acronym_inside(self, body: Body, inside: tuple[int, int]) -> None:
        """Take an acronym in brackets as an alias, alone or after “known as” and the like."""
        first, last = inside
        words = [number for number in range(first, last) if self._words[number].alpha]
        if not words or len(words) > _LONGEST_ALIAS:
            return
        end = words[-1]
        word = self._words[end]
        introduced = len(words) == 1 or not any(self._words[number].capital for number in words[:-1])
        mixed = sum(letter.isupper() for letter in word.text) >= _SHORTEST_ACRONYM
        spelled = word.capital and spells(word.text, body.label.split())
        if introduced and (mixed or spelled) and not self._country(end):
            self._alias(body, end, end + 1)

    def _country(self, number: int) -> bool:
        place = self._marks.place[number]
        return place is not None and place.kind is PlaceKind.COUNTRY

    def _merge_acronyms(self, mentions: list[Mention]) -> None:
        """Make one of two bodies where the name of one is the acronym of the other."""
        for body in list(self.bodies):
            owner = self._by_key.get(body.key)
            if owner is None or owner is body:
                others = [
                    other for other in self.bodies if other is not body and self._stands_for(body, other)
                ]
                owner = others[0] if len(others) == 1 else body
            if owner is body:
                continue
            self._merge(body, owner, mentions)

    def _stands_for(self, body: Body, other: Body) -> bool:
        """Tell whether one name is the other with words made letters (“ICOM DRMC”, “M. G. University”)."""
        words, whole = body.label.split(), other.label.split()
        if len(whole) <= len(words) and not any(word.endswith(".") for word in words):
            return False
        if len(words) == 1 and (not words[0].isupper() or len(words[0]) < 3):
            return False
        return words != whole and _abbreviates(words, whole)


def _abbreviates(words: list[str], whole: list[str]) -> bool:
    """Match word by word; an acronym or an initial answers to the words whose letters it holds."""
    if not words or not whole:
        return not words and not whole
    word = words[0]
    if fold(word) == fold(whole[0]) and _abbreviates(words[1:], whole[1:]):
        return True
    if len(word) == 2 and word.endswith(".") and word[0] == whole[0][0]:
        return _abbreviates(words[1:], whole[1:])
    if not word.isupper() or len(word) < _SHORTEST_ACRONYM:
        return False
    return any(
        spells(word, whole[:count], whole=True) and _abbreviates(words[1:], whole[count:])
        for count in range(2, min(len(whole), 2 * len(word)) + 1)
    )


def by_unit(mentions: Iterable[Mention], units: list[Unit]) -> dict[int, list[Mention]]:
    """Group mentions by the number of their unit."""
    found: dict[int, list[Mention]] = {number: [] for number in range(len(units))}
    for mention in mentions:
        found[mention.unit].append(mention)
    return found
