"""How far a cue reaches: the names that stand in its list, to its right or to its left."""

from collections.abc import Sequence

from ..records import Role
from .bodies import BodyBook, Mention
from .layout import Unit
from .lexicon import Lexicon
from .marks import Marks
from .names import Grade, Name
from .vocabulary import WordedText

_GAP = 8
_PEOPLE_GAP = 16
_LEFT_GAP = 6
_TO_COLON = 20
_PARTINGS = frozenset(", ; • · | / ( - * :".split())
_LONGEST_ASIDE = 30
_PERSONAL = frozenset({Role.PARTICIPANT, Role.CONSULTATIVE})
_UNSURE = frozenset({Role.ORGANISER, Role.AUTHOR, Role.BENEFICIARY})


class Scope:
    """Reads the lists of names that cues govern in one text."""

    def __init__(
        self, text: WordedText, marks: Marks, lexicon: Lexicon, bodies: BodyBook, mentions: Sequence[Mention]
    ) -> None:
        self._words = text.words
        self._marks = marks
        self._lexicon = lexicon
        self._known = lexicon.roles
        self._bodies = bodies
        self._mentions = mentions
        self._starting = {mention.name.first: mention for mention in mentions}
        self._ending = {mention.name.last: mention for mention in mentions}

    def right(
        self, unit: Unit, start: int, stop: int, role: Role, sure: bool = False, case: str = ""
    ) -> list[Mention]:
        """Give the names listed after a cue, up to the next cue, a verb, or the end of the sentence.

        With ``sure`` only names that are known to be bodies count, with a ``case`` only those in it.
        """
        found: list[Mention] = []
        number, gap = start, 0
        listed = start > unit.first and self._words[start - 1].text == ":"
        while number < min(stop, unit.last):
            mention = self._starting.get(number)
            if mention is not None and not self._stands_in(mention, case):
                if found or gap > _GAP:
                    break
                number, gap = mention.name.last, gap + 1
                continue
            if mention is not None and self._fits(mention, role, found, sure, listed):
                found.append(mention)
                number, gap = self._past(mention.name.last, role), 0
                continue
            if mention is not None and not found and mention.name.grade is Grade.SURE:
                break
            gap += 1
            if self._ends(number, found, gap, role):
                break
            if self._words[number].text == ":":
                gap = 0
            number = self._past(number + 1 if mention is None else mention.name.last, role)
        return self._own_address(found, unit, number)

    def _own_address(self, found: list[Mention], unit: Unit, number: int) -> list[Mention]:
        """“National Mission, ABCD, New Delhi” is one body and its address, not two bodies."""
        if len(found) != 2 or not self._words[found[1].name.first].acronym or not found[1].name.single:
            return found
        between = [word.text for word in self._words[found[0].name.last : found[1].name.first]]
        after = found[1].name.last
        placed = after + 1 < unit.last and self._words[after].text == "," and self._marks.place[after + 1]
        return found[:1] if between == [","] and placed else found

    def left(self, unit: Unit, stop: int, role: Role, case: str = "") -> list[Mention]:
        """Give the names that a cue has as its subject, with a ``case`` only those in it."""
        number, gap = self._back_over(unit, stop)
        if gap > _LEFT_GAP:
            return []
        number = self._before_aside(unit, number)
        number = self._before_others(unit, number, case)
        found: list[Mention] = []
        while number > unit.first:
            opening = self._opened_by(number, unit)
            mention = self._affiliation_in(opening, number, role) or self._ending.get(opening)
            if mention is None or not self._stands_in(mention, case):
                break
            if not self._fits(mention, role, found, False):
                break
            found.insert(0, mention)
            number = self._before_glue(unit, mention.name.first, len(found) == 1)
        if not found or self._governed(unit, found[0], role):
            return []
        return found

    def _before_others(self, unit: Unit, number: int, case: str) -> int:
        """Step back over “together with Y” where no comma parts it: the cases tell it from the subject."""
        if not case:
            return number
        step = number
        while step > unit.first and number - step < _LONGEST_ASIDE:
            mention = self._ending.get(self._opened_by(step, unit))
            if mention is not None and self._stands_in(mention, case):
                before = self._words[step] if step < number else None
                return step if before is None or before.lower in self._known.asides else number
            word = self._words[step - 1].lower
            if mention is None and word not in self._known.asides and word not in self._known.list:
                return number
            step = mention.name.first if mention is not None else step - 1
        return number

    def _before_aside(self, unit: Unit, number: int) -> int:
        """Step back over a remark between commas: “X, together with Y, holds …” tells of X."""
        if number >= unit.last or self._words[number].text != ",":
            return number
        for comma in range(number - 2, max(unit.first, number - _LONGEST_ASIDE), -1):
            if self._words[comma].text != "," or comma not in self._ending:
                continue
            after = self._words[comma + 1]
            opens = not after.capital and after.alpha and after.lower not in self._known.list
            if opens and after.lower not in self._lexicon.names.article:
                return comma
        return number

    def _affiliation_in(self, opening: int, closing: int, role: Role) -> Mention | None:
        """“Anna Berg (Institute of Glass)”: who takes part does so for the body in the bracket."""
        if role not in _PERSONAL or opening + 1 >= closing:
            return None
        inside = self._starting.get(opening + 1)
        person = self._ending.get(opening)
        sure = inside is not None and inside.name.grade is Grade.SURE and inside.name.last == closing - 1
        unsure = person is None or person.name.grade is not Grade.SURE
        return inside if sure and unsure else None

    def _before_glue(self, unit: Unit, number: int, last: bool) -> int:
        """Step back over what joins a name to the one before; the last two must be joined by “and”."""
        step = number
        while step > unit.first and self._words[step - 1].lower in self._known.list:
            step -= 1
        joined = {word.lower for word in self._words[step:number]} & self._lexicon.names.and_
        return step if joined or not last else unit.first

    def all(self, unit: Unit, role: Role) -> list[Mention]:
        """Give the names in a field or an item that a key governs."""
        found: list[Mention] = []
        number = unit.first
        while number < unit.last:
            mention = self._starting.get(number)
            if mention is None:
                number += 1
                continue
            begun = mention.name.grade is Grade.SURE or self._begins_item(unit, mention.name.first)
            if begun and self._fits(mention, role, [mention], False, listed=True):
                found.append(mention)
            number = self._past(mention.name.last, role)
        return self._own_address(found, unit, number)

    def _begins_item(self, unit: Unit, first: int) -> bool:
        """Tell whether a name begins an item of a list, and is no remark in it (“… – Culture 2000”)."""
        at = first - 1
        while at > unit.first and self._words[at].lower in self._lexicon.names.article:
            at -= 1
        return (
            at < unit.first
            or self._words[at].text in _PARTINGS
            or (self._words[at].lower in self._lexicon.names.and_)
        )

    def _past(self, number: int, role: Role | None = None) -> int:
        """Pass over a bracket, unless it may hold the body of a person before it."""
        if role in _PERSONAL and (number + 1) in self._starting:
            return number
        if number < len(self._words) and self._words[number].text in "([":
            return max(number, self._marks.closing.get(number, number))
        return number

    def _ends(self, number: int, found: list[Mention], gap: int, role: Role) -> bool:
        word = self._words[number]
        if word.lower in self._known.list:
            return word.text == ";" and not self._list_goes_on(number)
        clear = word.text not in {".", "!", "?"}
        if clear and not found and self._colon_ahead(number):
            return False
        if not clear or word.lower in self._known.ends:
            return True
        if not found or role in _PERSONAL:
            return gap > (_PEOPLE_GAP if role in _PERSONAL and not found else _GAP)
        return word.text != ":" and not self._apposed(number)

    def _colon_ahead(self, number: int) -> bool:
        """Tell whether a colon opens the list further on: “the beneficiaries of the works are three: …”."""
        for at in range(number, min(number + _TO_COLON, len(self._words))):
            if self._words[at].text == ":":
                return True
            if self._words[at].text in {".", ";", ","} or (
                at in self._starting and (self._starting[at].name.grade is Grade.SURE)
            ):
                return False
        return False

    def _apposed(self, number: int) -> bool:
        """Pass over the place or short remark behind a name: “Agency for Culture, Japan”."""
        return self._marks.place[number] is not None or (
            self._words[number].lower in self._lexicon.names.of | self._lexicon.names.in_
            and (number + 1 < len(self._words) and self._marks.place[number + 1] is not None)
        )

    def _list_goes_on(self, number: int) -> bool:
        after = number + 1
        while after < len(self._words) and self._words[after].lower in self._known.list:
            after += 1
        return after in self._starting

    def _back_over(self, unit: Unit, stop: int) -> tuple[int, int]:
        number, gap = stop, 0
        while number > unit.first and gap <= _LEFT_GAP:
            word = self._words[number - 1]
            if self._marks.date[number - 1] is not None and number not in self._ending:
                number -= 1
                continue
            if number in self._ending or (word.lower not in self._known.between and word.text != ","):
                joined = (
                    word.lower in self._known.agents and self._words[number].lower in self._lexicon.names.and_
                )
                if number in self._ending or not joined:
                    break
            number -= 1
            gap += 1
        return number, gap

    def _opened_by(self, number: int, unit: Unit) -> int:
        """Step back over a bracket, or over the place behind a name."""
        if self._words[number - 1].text in ")]":
            for opening in range(number - 1, unit.first, -1):
                if self._marks.closing.get(opening) == number:
                    return opening
        apart = self._ending.get(number)
        if apart is not None and apart.name.single and apart.name.grade is Grade.LIKELY:
            comma = apart.name.first - 1
            if comma > unit.first and self._words[comma].text == "," and comma in self._ending:
                return comma
        step = number
        while step > unit.first and step not in self._ending and self._marks.place[step - 1] is not None:
            step -= 1
        behind = step < number and step > unit.first
        if behind and (
            self._words[step - 1].text == "," or self._words[step - 1].lower in self._lexicon.names.in_
        ):
            step -= 1
        return step if step in self._ending else number

    def _governed(self, unit: Unit, mention: Mention, role: Role) -> bool:
        """Tell whether a name depends on a word before it and is no subject of its own."""
        number = (mention.name.begins if mention.name.begins >= 0 else mention.name.first) - 1
        while number > unit.first and self._words[number].lower in self._lexicon.names.article:
            number -= 1
        if number < unit.first or self._words[number].lower not in self._known.governed:
            return False
        if role is Role.PARTNER and self._words[number].lower in self._known.accompanied:
            return False
        before = self._words[number - 1] if number > unit.first else None
        if before is None:
            return True
        people = before.lower in self._lexicon.names.people or (role in _PERSONAL and before.capital)
        return not people

    # -- which names fit ----------------------------------------------------------------------------------

    def _fits(
        self, mention: Mention, role: Role, found: list[Mention], sure: bool, listed: bool = False
    ) -> bool:
        name = mention.name
        if name.grade is Grade.BACK:
            mention.body = mention.body or self._bodies.back(mention, self._mentions)
            return mention.body is not None
        mention.body = mention.body or self._bodies.accepted(name)
        if mention.body is not None:
            return True
        if name.grade is Grade.SURE or sure or self._is_none(mention, found):
            return False
        if role is Role.HOST and not listed and self._is_site(name):
            return False
        return self._may_be_one(mention, role, found, listed)

    def _stands_in(self, mention: Mention, case: str) -> bool:
        """Tell whether a name may stand in a case; without cases it may."""
        held = mention.name.cases
        if not case or not held or case in held:
            return True
        # “составлен сотрудниками Музея истории”: its people stand in the case, the body behind them.
        number = mention.name.first - 1
        return number >= 0 and self._words[number].lower in self._lexicon.names.people and "gent" in held

    def _is_none(self, mention: Mention, found: list[Mention]) -> bool:
        """Tell a name of something else: a person, a place, a nation, or those a country is named for."""
        return (
            self._personal(mention)
            or self._is_place(mention)
            or self._is_nation(mention)
            or self._names_people(mention)
            or self._apposed_to_last(mention, found)
        )

    def _may_be_one(self, mention: Mention, role: Role, found: list[Mention], listed: bool) -> bool:
        """Tell whether the role asks for a body where only a capitalised phrase stands."""
        name = mention.name
        if name.head or self._words[name.first].acronym or name.rule == "names.legal-form":
            return not name.single or self._words[name.first].acronym
        if role in _PERSONAL:
            return self._affiliation(mention) or (listed and self._has_own_noun(name.first, name.last))
        if name.single and not listed:
            joined = self._words[name.first - 1].lower in self._lexicon.names.and_
            return bool(found) and joined and role not in _UNSURE
        return listed or bool(found) or role not in _UNSURE or self._has_own_noun(name.first, name.last)

    def _has_own_noun(self, first: int, last: int) -> bool:
        """“Heritage Malta”, “Radio Tanzania”: a place, or a noun that bodies share with other things."""
        heads = self._lexicon.names.heads
        noun = any(self._words[at].lower in heads for at in range(first, last))
        return noun or (self._marks.place[last - 1] is not None and self._marks.place[first] is None)

    def _personal(self, mention: Mention) -> bool:
        """Tell the name of a person: after a title or post, before “of the Museum” or “, director”."""
        first, last = mention.name.first, mention.name.last
        before = self._words[first - 1].lower if first else ""
        if before in self._lexicon.names.persons:
            return True
        if last + 1 >= len(self._words):
            return False
        after = self._words[last].lower
        if after in self._known.governed - self._known.accompanied:
            step = last + 1
            while step < len(self._words) and self._words[step].lower in self._lexicon.names.article:
                step += 1
            return step in self._starting
        if self._words[last].text == ",":
            return any(word.lower in self._lexicon.names.persons for word in self._words[last + 1 : last + 4])
        return False

    def _names_people(self, mention: Mention) -> bool:
        """“CIS countries”, “EU states”: the name only tells which people or countries are meant."""
        last = mention.name.last
        return last < len(self._words) and self._words[last].lower in self._lexicon.delegations.people

    def _apposed_to_last(self, mention: Mention, found: list[Mention]) -> bool:
        """“an initiative of UNESCO, the Partnership for Museums”: the second name is the initiative's."""
        if not found or mention.name.head not in self._lexicon.names.ambiguous:
            return False
        between = [word.lower for word in self._words[found[-1].name.last : mention.name.first]]
        return between[:1] == [","] and len(between) == 2

    def _is_site(self, name: Name) -> bool:
        """“held at the Old Customs House”: a building is a place, and receives nobody."""
        doubtful = not name.head or name.head in self._lexicon.names.ambiguous
        words = {self._words[at].lower for at in range(name.first, name.last)}
        return doubtful and bool(words & self._lexicon.venues.sites)

    def _affiliation(self, mention: Mention) -> bool:
        """Tell a body by the person before it: “Hiroshi Sugino of NTT Data”."""
        first = mention.name.first
        first -= first > 0 and self._words[first - 1].lower in self._lexicon.names.article
        if first < 3:
            return False
        before = self._words[first - 1].lower
        if before == "(" and self._marks.closing.get(first - 1) == mention.name.last + 1:
            person = self._ending.get(first - 1)
            known = person is not None and person.name.grade is Grade.SURE
            own = self._has_own_noun(mention.name.first, mention.name.last)
            return self._words[first - 2].capital and own and not known
        joint = before in self._known.governed - self._known.accompanied
        return joint and self._words[first - 2].capital and self._words[first - 3].capital

    def _is_place(self, mention: Mention) -> bool:
        name = mention.name
        return all(self._marks.place[number] is not None for number in range(name.first, name.last))

    def _is_nation(self, mention: Mention) -> bool:
        name = mention.name
        if not name.single or self._words[name.first].acronym:
            return False
        return self._words[name.first].lower.endswith(self._lexicon.names.adjective_endings)
