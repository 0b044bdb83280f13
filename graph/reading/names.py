"""Names of bodies in a run of words: where each begins and ends, and how sure it is one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from ..records import OrganisationKind, PlaceKind
from .kinds import kind_of
from .layout import Unit, UnitKind
from .name_joints import Draft, NameJoiner

_SHORT_QUOTATION = 12


class Grade(Enum):
    """How sure it is that a phrase names a body."""

    SURE = auto()  # a noun for bodies with something of its own, or a known body
    LIKELY = auto()  # a capitalised phrase, a body where the grammar around it asks for one
    BACK = auto()  # “the Museum”: a noun alone, pointing back to a body named before


@dataclass(slots=True)
class Name:
    """A name as a half-open range of words; ``label`` as it is written, white space made single.

    ``head`` is the noun that makes it a body. ``core`` ends where an alias in brackets begins.
    ``aliases`` are ranges of words that also name it. ``cases`` are those it may stand in, where known.
    """

    first: int
    last: int
    label: str
    grade: Grade
    head: str = ""
    kind: OrganisationKind | None = None
    rule: str = "names.head"
    aliases: list[tuple[int, int]] = field(default_factory=list)
    single: bool = False
    begins: int = -1
    cases: frozenset[str] = frozenset()


class NameFinder(NameJoiner):
    """Finds the names of bodies in the units of one text."""

    def find(self, unit: Unit) -> list[Name]:
        """Find the names of a unit, from left to right, none inside another."""
        self._start, self._stop = unit.first, unit.last
        self._titled = unit.kind is UnitKind.HEADING or unit.field == "title"
        if unit.kind is not UnitKind.FIELD and self._shouts(unit):
            return list(self._bodies_in(unit.first, unit.last))
        found: list[Name] = []
        number = unit.first
        while number < unit.last:
            number = self._step(number, found)
        return found

    def _heads_quotation(self, number: int) -> bool:
        """“гостиница «Registan»”: a noun for bodies in small letters, before a name in quotation marks."""
        small = self._names.lowercase_names and not self._words[number].capital
        if not small or number + 1 >= self._stop or not self._head_of(number):
            return False
        quotation = self._marks.quotation[number + 1]
        return quotation is not None and quotation.title and quotation.first == number + 1

    def _shouts(self, unit: Unit) -> bool:
        letters = [word for word in self._words[unit.first : unit.last] if word.alpha and len(word.text) > 2]
        loud = sum(word.text.isupper() for word in letters)
        return len(letters) > 3 and loud * 4 >= len(letters) * 3

    def _step(self, number: int, found: list[Name]) -> int:
        quotation = self._marks.quotation[number]
        if quotation and quotation.title and quotation.first == number:
            after = self._quoted_first(number)
            if after is None:
                found.extend(self._bodies_in(quotation.first, min(quotation.last, self._stop)))
                return max(number + 1, min(quotation.last, self._stop))
            found.append(after)
            return after.last
        if not self._is_name_word(number) and not self._heads_quotation(number):
            return number + 1
        draft = self._draft(number)
        names = self._finish(draft)
        found.extend(names)
        return (
            max(draft.last, number + 1, *(name.last for name in names))
            if names
            else max(draft.last, number + 1)
        )

    def _bodies_in(self, first: int, last: int) -> Iterator[Name]:
        number = first
        while number < last:
            end = self._body_at(number)
            if end > 0:
                yield self._body(number, end)
            number = max(end, number + 1)

    def _body(self, first: int, last: int) -> Name:
        kind = self._bodies[tuple(word.text for word in self._words[first:last])]
        return Name(first, last, self._label(first, last, -1), Grade.SURE, "", kind, "names.body")

    def _label(self, first: int, last: int, head: int) -> str:
        """Give what a range of words with its noun at ``head`` is recorded as; -1 stands for no noun."""
        return self._text.quote(first, last)

    def _quoted_first(self, number: int) -> Name | None:
        """““Erebuni” Museum-Reserve”: a quoted name before the noun for bodies."""
        quotation = self._marks.quotation[number]
        assert quotation is not None
        after = quotation.last
        if after >= self._stop or quotation.last - quotation.first > _SHORT_QUOTATION // 2:
            return None
        if not self._is_name_word(after) or self._head_in(after, self._core(after)) < 0:
            return None
        if self._is_activity(after, self._core(after)):
            return None
        draft = self._draft(after)
        draft.first = quotation.first
        names = [name for name in self._finish(draft) if name.first == quotation.first]
        return names[0] if names else None

    def _finish(self, draft: Draft) -> list[Name]:
        draft = self._with_tail(self._without_parts(draft))
        first, last = draft.cores[0]
        body = self._body_at(first)
        if body > 0 and draft.first == first:
            return self._with_body(draft, body)
        if (
            self._is_activity(first, last)
            and draft.head < first + (last - first)
            and not self._heads_core(draft)
        ):
            return list(self._bodies_in(draft.first, draft.last))
        if draft.head < 0:
            return self._likely(draft)
        return self._headed(draft)

    def _with_tail(self, draft: Draft) -> Draft:
        """“Department of Culture of Astana city”: a small noun belongs to the place before it."""
        if draft.last < self._stop and draft.head >= 0 and self._marks.place[draft.last - 1]:
            draft.last += self._words[draft.last].lower in self._names.tails
        return draft

    def _heads_core(self, draft: Draft) -> bool:
        last = draft.cores[0][1]
        return draft.head == last - 1 or (len(draft.cores) > 1 and draft.head >= last)

    def _headed(self, draft: Draft) -> list[Name]:  # noqa: PLR0911 - one answer a case of the grammar
        head = self._head_of(draft.head)
        first, last = draft.cores[0]
        own = sum(
            1
            for number in range(draft.first, draft.last)
            if number not in (draft.head, draft.first - 1) and self._is_own(number)
        )
        if own == 0:
            return [self._name(draft, Grade.BACK, head, "names.back")]
        if self._is_school_of_days(draft.head):
            return list(self._bodies_in(draft.first, draft.last))
        trailing = (
            draft.head in range(first, last - 1)
            and head not in self._names.foreign
            and not self._all_place(draft.head + 1, last)
        )
        if trailing and self._placed_behind(draft):
            return [self._name(draft, Grade.SURE, head, "names.head")]
        if trailing and (draft.head == first or last - draft.head > 3 or head in self._names.qualifying):
            # “Museum Management”: the noun for bodies only qualifies another.
            return list(self._bodies_in(draft.first, draft.last)) or self._likely(draft)
        before = self._words[draft.first - 1].lower if draft.first > self._start else ""
        if before in self._names.indefinite:
            return []
        if self._words[draft.last - 1].lower in self._names.people and draft.head != draft.last - 1:
            return list(self._bodies_in(draft.first, draft.last))
        opening = head in self._names.weak and own == 1 and len(draft.cores) == 1 and self._opens(draft.first)
        if opening or (head in self._names.ambiguous and not self._surveys(draft, head)):
            return [self._name(draft, Grade.LIKELY, head, "names.head")]
        return self._seats(draft, head) or [self._name(draft, Grade.SURE, head, "names.head")]

    def _is_school_of_days(self, head: int) -> bool:
        """“Summer School”, “Field School”: a noun for bodies that is part of a noun for activities."""
        pair = tuple(word.lower for word in self._words[max(0, head - 1) : head + 1])
        return len(pair) == 2 and pair in self._lexicon.activities.nouns

    def _placed_behind(self, draft: Draft) -> bool:
        """“Archaeological Museum Zadar”: one word behind the noun says where it stands."""
        first, last = draft.cores[0]
        word = self._words[last - 1]
        plain = draft.head == last - 2 and draft.head > first and not word.acronym
        return plain and len(draft.cores) == 1 and word.lower not in self._names.matters

    def _surveys(self, draft: Draft, head: str) -> bool:
        """“Geological Survey of India”: a doubtful noun made sure by the country it works for."""
        first, _ = draft.cores[-1]
        country = self._marks.place[first]
        of_country = draft.joint == "of" and country is not None and country.kind is PlaceKind.COUNTRY
        return of_country and draft.head > draft.cores[0][0] and head not in self._lexicon.venues.sites

    def _with_body(self, draft: Draft, body: int) -> list[Name]:
        first, last = draft.cores[0]
        if body == draft.last or (body >= last and draft.head < 0):
            names = [self._body(first, body)]
            draft.last = body
            return names
        rest_head = draft.head == last - 1 or (len(draft.cores) > 1 and draft.head >= 0)
        if rest_head and draft.head >= body:
            return self._seats(draft, self._head_of(draft.head)) or [
                self._name(draft, Grade.SURE, self._head_of(draft.head), "names.branch")
            ]
        branch = self._branch(body, last)
        if branch > body:
            draft.last = branch
            return [self._name(draft, Grade.SURE, "", "names.branch", self._body(first, body).kind)]
        draft.last = last
        return [self._body(first, body), *self._bodies_in(body, last)]

    def _branch(self, body: int, last: int) -> int:
        """“ICOM Georgia”, “ICOM International”, “ICOM DRMC”: the end of a branch named after its body."""
        if body >= last:
            return body
        word = self._words[body]
        place = self._marks.place[body]
        if place is not None or word.lower in self._names.branches:
            end = body + 1
            while end < last and place is not None and self._marks.place[end] is place:
                end += 1
            return end
        return body + 1 if word.acronym and body + 1 == last else body

    def _seats(self, draft: Draft, head: str) -> list[Name]:
        """“Office in A and B” is two offices: the name up to the place, once with each place."""
        if head not in self._names.seated or draft.joint != "in" or draft.last + 1 >= self._stop:
            return []
        follows = self._words[draft.last].lower in self._names.and_
        place = self._marks.place[draft.last + 1]
        if not follows or place is None or place.kind is not PlaceKind.CITY:
            return []
        whole = self._name(draft, Grade.SURE, head, "names.head")
        last = self._text.at(place.end)
        stem = self._label(draft.first, draft.cores[-1][0], draft.head)
        second = Name(
            draft.last + 1,
            last,
            f"{stem} {self._text.quote(draft.last + 1, last)}",
            Grade.SURE,
            head,
            whole.kind,
            "names.coordinated",
        )
        return [whole, second]

    def _likely(self, draft: Draft) -> list[Name]:
        first, last = draft.cores[0]
        placed = self._all_place(first, last) and len(draft.cores) == 1
        if placed or self._words[last - 1].lower in self._names.people:
            return list(self._bodies_in(draft.first, draft.last))
        bodies = list(self._bodies_in(draft.first, draft.last))
        if len(bodies) == 1 and self._national(draft, bodies[0]):
            return [self._name(draft, Grade.SURE, "", "names.branch", bodies[0].kind)]
        if bodies or self._is_activity(first, last):
            return bodies
        legal = any(self._words[number].lower in self._names.legal_forms for number in range(first + 1, last))
        if legal:
            return [self._name(draft, Grade.SURE, "", "names.legal-form", OrganisationKind.COMPANY)]
        return [self._name(draft, Grade.LIKELY, "", "names.capitals")]

    def _national(self, draft: Draft, body: Name) -> bool:
        """“Italian Red Cross”: only words of a nation stand before a known body."""
        whole = len(draft.cores) == 1 and body.last == draft.last
        return whole and all(self._is_nation(number) for number in range(draft.first, body.first))

    def _without_parts(self, draft: Draft) -> Draft:
        """“Chair of Museology of ASPU” means ASPU: a part of a body named with it is left out."""
        if draft.head < 0 or self._head_of(draft.head) not in self._names.parts or len(draft.cores) < 2:
            return draft
        for number, (first, last) in enumerate(draft.cores[1:], 1):
            acronym = self._words[first].acronym and last - first == 1
            head = self._head_in(first, last)
            unsure = head >= 0 and self._head_of(head) in self._names.ambiguous
            own = head >= 0 and not unsure and (last - first > 1 or head == first)
            if acronym or self._body_at(first) > 0 or own:
                rest = draft.cores[number:]
                return Draft(first, draft.last, rest, head, draft.joint, draft.aliases, draft.first)
        return draft

    def _name(
        self, draft: Draft, grade: Grade, head: str, rule: str, kind: OrganisationKind | None = None
    ) -> Name:
        label = self._label(draft.first, draft.last, draft.head)
        grade = Grade.SURE if draft.begins >= 0 else grade
        kind = kind or self._kind(draft, head, label)
        aliases = [alias for alias in draft.aliases if alias[0] < alias[1]]
        return Name(
            draft.first,
            draft.last,
            label,
            grade,
            head,
            kind,
            rule,
            aliases,
            draft.last - draft.first == 1,
            draft.begins,
        )

    def _kind(self, draft: Draft, head: str, label: str) -> OrganisationKind | None:
        inside = next(self._bodies_in(draft.first, draft.last), None)
        return kind_of(self._names, head, label.casefold().split(), inside.kind if inside else None)
