"""Who takes part in what: cues and keys read as ties between bodies and activities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..records import ActivityKind, Role
from .bodies import Body, BodyBook, Mention
from .deeds import Deed
from .focus import Focus
from .layout import Unit
from .lexicon import Cue, Lexicon
from .marks import Marks
from .names import Grade
from .phrases import Match
from .scope import Scope
from .vocabulary import WordedText

_BLOCKED_BEFORE = 4
_BESIDE = 14
_PEOPLE_NEAR = 4


@dataclass(slots=True)
class Tie:
    """A body in a role in an activity; ranges are of words, ``evidence`` covers cue and name."""

    deed: Deed
    role: Role
    body: Body | None
    mention: tuple[int, int] | None
    phrase: tuple[int, int] | None
    phrase_passage: tuple[int, int] | None
    unit: int
    rule: str
    order: int = 0
    country: str | None = None


class RoleReader:
    """Reads the ties of one text."""

    def __init__(
        self,
        text: WordedText,
        marks: Marks,
        lexicon: Lexicon,
        units: list[Unit],
        scope: Scope,
        bodies: BodyBook,
        focus: Focus,
    ) -> None:
        self._text = text
        self._words = text.words
        self._marks = marks
        self._lexicon = lexicon
        self._known = lexicon.roles
        self._units = units
        self._scope = scope
        self._bodies = bodies
        self._focus = focus

    def read(self, cues: Sequence[Match[Cue]], mentions: dict[int, list[Mention]]) -> list[Tie]:
        """Read every tie of the text, in order."""
        ties: list[Tie] = []
        for number, unit in enumerate(self._units):
            own = [cue for cue in cues if unit.first <= cue.first and cue.last <= unit.last]
            if unit.field in self._roles():
                ties.extend(self._keyed(number, unit))
            elif unit.field == "":
                free = [cue for cue in own if not self._inside_name(cue, mentions[number])]
                free += self._parted(unit, free)
                ties.extend(self._cued(number, unit, sorted(free, key=lambda cue: cue.first)))
                ties.extend(self._compounds(number, unit))
                ties.extend(self._owners(number, unit, own))
        return _first_of_each(ties)

    def _roles(self) -> set[str]:
        return {role.value for role in Role}

    def _inside_name(self, cue: Match[Cue], mentions: Sequence[Mention]) -> bool:
        for mention in mentions:
            inside = mention.name.first < cue.last and cue.first < mention.name.last
            if inside and mention.name.grade is Grade.SURE:
                return True
        return self._marks.in_title(cue.first)

    # -- keys ---------------------------------------------------------------------------------------------

    def _keyed(self, number: int, unit: Unit) -> Iterator[Tie]:
        role = Role(unit.field)
        found = self._scope.all(unit, role)
        if role is Role.ORGANISER and (len(found) > 1 or self._beside_key(number, unit)):
            role = Role.CO_ORGANISER
        assert unit.key is not None
        for deed in self._focus.around(number):
            for order, mention in enumerate(found, 1):
                yield Tie(
                    deed,
                    role,
                    self._bodies.accept(mention),
                    (mention.name.first, mention.name.last),
                    None,
                    (unit.key.start, unit.key.end),
                    number,
                    "roles.key",
                    order,
                )

    def _beside_key(self, number: int, unit: Unit) -> bool:
        """Tell whether the same key governs a further line: several organisers are joint ones."""
        near = self._units[max(0, number - 1) : number] + self._units[number + 1 : number + 2]
        return any(other.key == unit.key and other.field == unit.field for other in near)

    # -- cues ---------------------------------------------------------------------------------------------

    def _cued(self, number: int, unit: Unit, cues: Sequence[Match[Cue]]) -> Iterator[Tie]:
        read = [(cue, names) for cue, names in self._governing(number, unit, cues) if names]
        told = {id(name): cue for cue, names in read if not cue.meaning.people for name in names}
        for cue, names in read:
            kept = [name for name in names if self._keeps(cue, name, told)]
            deeds = self._deeds(number, cue, kept) if kept else []
            yield from self._ties(number, cue, kept, deeds)

    def _governing(
        self, number: int, unit: Unit, cues: Sequence[Match[Cue]]
    ) -> Iterator[tuple[Match[Cue], list[Mention]]]:
        """Give each cue that holds with its names; a verb after “and” has the subject of the one before."""
        subject: list[Mention] = []
        for cue in (self._sided(unit, cue) for cue in cues):
            opens = cue.first == unit.first and cue.meaning.side == "right"
            if cue.meaning.object and not opens and not self._focus.object_after(number, cue.last):
                continue
            names = self._names(unit, cue, self._stop(cues, cue, unit))
            left = cue.meaning.side == "left"
            if left and not names and self._goes_on(cue, unit):
                names = subject
            subject = names if left and names else subject
            if not self._blocked(cue, unit):
                yield cue, names

    def _goes_on(self, cue: Match[Cue], unit: Unit) -> bool:
        """Tell whether a verb shares its subject with a verb before it: “X hosts … and funds …”."""
        number = cue.first - 1
        while number > unit.first and self._words[number].lower in self._known.adverbs:
            number -= 1
        return number > unit.first and self._words[number].lower in self._lexicon.names.and_

    def _stop(self, cues: Sequence[Match[Cue]], cue: Match[Cue], unit: Unit) -> int:
        """Give the word where a scope to the right ends: at the next cue, but not at “the staff of”."""
        for other in cues:
            near = other.meaning.people and other.first - cue.last < _PEOPLE_NEAR and not cue.meaning.people
            if other.first >= cue.last and not near:
                return other.first
        return unit.last

    def _keeps(self, cue: Match[Cue], name: Mention, told: dict[int, Match[Cue]]) -> bool:
        """A body keeps the role that the nearer or stronger cue gives it."""
        other = told.get(id(name), cue)
        if cue.meaning.people:
            return other is cue
        subject = other.meaning.side == "left" and cue.meaning.side == "right" and other.first > cue.first
        return not (subject and self._begins_clause(name.name.first))

    def _begins_clause(self, first: int) -> bool:
        """Tell a name behind a comma, “and” and article passed over: the subject of the verb behind it."""
        names = self._lexicon.names
        at = first - 1
        while at > 0 and self._words[at].lower in names.article | names.and_:
            at -= 1
        return self._words[at].text == ","

    def _parted(self, unit: Unit, cues: Sequence[Match[Cue]]) -> Iterator[Match[Cue]]:
        """Find a “by” that stands apart from its verb: “begun in January 2020 by …”."""
        for at in range(unit.first + 2, unit.last):
            if self._words[at].lower not in self._known.by:
                continue
            if any(cue.first <= at < cue.last for cue in cues):
                continue
            verb = self._verb_before(at, unit)
            role = self._known.agents.get(self._words[verb].lower) if verb >= 0 else None
            if role is not None:
                yield Match(at, at + 1, Cue(role, "right"))

    def _verb_before(self, at: int, unit: Unit) -> int:
        small = (
            self._lexicon.activities.inside
            | self._lexicon.activities.starts_before
            | self._lexicon.names.in_
            | self._lexicon.activities.ends_before
            | {","}
        )
        for number in range(at - 1, max(unit.first, at - _BESIDE) - 1, -1):
            if self._words[number].lower in self._known.agents:
                return number
            word = self._words[number]
            passed = self._marks.date[number] or self._marks.place[number] or word.capital
            passed = passed or self._words[number - 1].lower in self._lexicon.names.article
            if not passed and word.lower not in small | self._lexicon.roles.governed:
                return -1
        return -1

    def _names(self, unit: Unit, cue: Match[Cue], stop: int) -> list[Mention]:
        role, case = cue.meaning.role, cue.meaning.case
        if cue.meaning.side == "left":
            return self._scope.left(unit, cue.first, role, case)
        sure = cue.meaning.weak or cue.meaning.people
        return self._scope.right(unit, cue.last, stop, role, sure, case)

    def _sided(self, unit: Unit, cue: Match[Cue]) -> Match[Cue]:
        """Settle on which side of a cue its names stand, where they may stand on either."""
        if cue.meaning.side != "either":
            return cue
        before = self._scope.left(unit, cue.first, cue.meaning.role, cue.meaning.case)
        apart = self._words[cue.first - 1].text == "," if cue.first > unit.first else False
        inverted = cue.first == unit.first or not self._words[cue.first - 1].alpha or cue.meaning.case
        if (before and not (apart and self._follows(unit, cue))) or not inverted:
            return replace(cue, meaning=replace(cue.meaning, side="left"))
        # Whoever takes part for a body is named with it: “выступила Анна Берг из Института стекла”.
        case = "" if cue.meaning.role is Role.PARTICIPANT else cue.meaning.case
        return replace(cue, meaning=replace(cue.meaning, side="right", case=case))

    def _follows(self, unit: Unit, cue: Match[Cue]) -> bool:
        """Tell whether a name in the case of a cue stands directly behind it."""
        stop = min(unit.last, cue.last + 2)
        return bool(self._scope.right(unit, cue.last, stop, cue.meaning.role, True, cue.meaning.case))

    def _blocked(self, cue: Match[Cue], unit: Unit) -> bool:
        first = max(unit.first, cue.first - _BLOCKED_BEFORE)
        return any(word.lower in self._known.blocks for word in self._words[first : cue.last])

    def _deeds(self, number: int, cue: Match[Cue], names: Sequence[Mention]) -> list[Deed]:
        first = names[0].name.first if cue.meaning.side == "left" else cue.first
        deeds = self._focus.told_by(
            number, first if cue.meaning.side == "left" else cue.first, cue.last, cue.meaning.side
        )
        if cue.meaning.weak and not self._beside(number, cue):
            return []
        return deeds

    def _beside(self, number: int, cue: Match[Cue]) -> bool:
        """Tell whether only dates, places and small words stand between a weak cue and its activity."""
        return self._focus.beside(number, cue.first, _BESIDE)

    def _ties(
        self, number: int, cue: Match[Cue], names: Sequence[Mention], deeds: Sequence[Deed]
    ) -> Iterator[Tie]:
        said = cue.meaning.role
        if said is Role.ORGANISER and len({id(name.body or name) for name in names}) > 1:
            said = Role.CO_ORGANISER
        for deed in deeds:
            role = _fitting(said, cue.meaning, deed.kind)
            if role is None:
                continue
            for order, mention in enumerate(names, 1):
                yield Tie(
                    deed,
                    role,
                    self._bodies.accept(mention),
                    (mention.name.first, mention.name.last),
                    (cue.first, cue.last),
                    None,
                    number,
                    "roles.joint" if cue.meaning.joint else "roles.cue",
                    order,
                )

    def _compounds(self, number: int, unit: Unit) -> Iterator[Tie]:
        """Read “EU-funded project”."""
        for at in range(unit.first, unit.last):
            first, dash, second = self._words[at].text.rpartition("-")
            role = self._known.compounds.get(second.lower()) if dash else None
            if role is None:
                continue
            body = self._bodies.known(first, at)
            if body is None:
                continue
            for deed in self._focus.told_by(number, at, at + 1, "left"):
                yield Tie(deed, role, body, (at, at + 1), (at, at + 1), None, number, "roles.compound", 1)

    def _owners(self, number: int, unit: Unit, cues: Sequence[Match[Cue]]) -> Iterator[Tie]:
        """Read “Training Package of UNESCO and ICOM”, “Renewal Initiative of the Trust”."""
        for mention in self._focus.mentions_in(number):
            role = _OWNERS.get(mention.kind)
            told = any(mention.first <= cue.first <= mention.owner for cue in cues)
            if mention.owner < 0 or role is None or told:
                continue
            stop = max(mention.last, mention.owner + 1)
            names = self._scope.right(unit, mention.owner + 1, min(unit.last, stop), role)
            phrase = Match(mention.owner, mention.owner + 1, Cue(role, "right"))
            yield from self._ties(number, phrase, names, [self._focus.deed(mention)])


def _fitting(said: Role, cue: Cue, kind: ActivityKind) -> Role | None:
    """Fit a role to what is done: who organises a publication is its author, and who prepares an event
    its organiser; but who publishes something beside an event has no part in the event by that."""
    if kind is ActivityKind.PUBLICATION and said in (Role.ORGANISER, Role.CO_ORGANISER):
        return said if cue.joint else Role.AUTHOR
    if said is Role.AUTHOR and kind in _EVENTS:
        return Role.ORGANISER if cue.side == "right" else None
    return said


_EVENTS = frozenset({ActivityKind.TRAINING, ActivityKind.CONFERENCE, ActivityKind.EXHIBITION})
_OWNERS = {ActivityKind.PUBLICATION: Role.AUTHOR, ActivityKind.PROJECT: Role.ORGANISER}


def _first_of_each(ties: Sequence[Tie]) -> list[Tie]:
    """Keep the first statement of each tie, and the more exact of two roles of one kind."""
    seen: dict[tuple[int, int, Role], Tie] = {}
    for tie in ties:
        seen.setdefault((id(tie.deed), id(tie.body), tie.role), tie)
    return [tie for tie in seen.values() if not _outdone(tie, seen)]


_NARROWER = {
    Role.ORGANISER: (Role.CO_ORGANISER,),
    Role.SUPPORTER: (Role.FUNDER,),
    Role.PARTNER: (Role.CO_ORGANISER,),
}


def _outdone(tie: Tie, seen: dict[tuple[int, int, Role], Tie]) -> bool:
    return any((id(tie.deed), id(tie.body), role) in seen for role in _NARROWER.get(tie.role, ()))
