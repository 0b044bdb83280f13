"""Names of bodies in a run of words: where each begins and ends, and how sure it is one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from ..records import OrganisationKind, PlaceKind
from .layout import Unit, UnitKind
from .lexicon import Lexicon
from .marks import Marks
from .vocabulary import Word, WordedText

_SHORT_BRACKET = 5
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
    ``aliases`` are ranges of words that also name it.
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


@dataclass(slots=True)
class _Draft:
    """A name in the making: its cores so far, and what has been met."""

    first: int
    last: int
    cores: list[tuple[int, int]]
    head: int = -1
    joint: str = ""
    aliases: list[tuple[int, int]] = field(default_factory=list)
    begins: int = -1


class NameFinder:
    """Finds names in the units of one text. ``bodies`` are names known from elsewhere, as rows of words."""

    def __init__(
        self,
        text: WordedText,
        marks: Marks,
        lexicon: Lexicon,
        bodies: dict[tuple[str, ...], OrganisationKind],
    ) -> None:
        self._text = text
        self._words = text.words
        self._marks = marks
        self._lexicon = lexicon
        self._names = lexicon.names
        self._bodies = bodies
        self._body_starts = {row[0] for row in bodies}
        self._longest_body = max((len(row) for row in bodies), default=0)
        self._activity_ends = {
            noun[-1] for noun in lexicon.activities.nouns if not set(noun) & lexicon.activities.open
        }
        self._start = 0
        self._titled = False
        self._stop = 0

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

    def _shouts(self, unit: Unit) -> bool:
        letters = [word for word in self._words[unit.first : unit.last] if word.alpha and len(word.text) > 2]
        loud = sum(word.text.isupper() for word in letters)
        return len(letters) > 3 and loud * 4 >= len(letters) * 3

    def _step(self, number: int, found: list[Name]) -> int:
        marks, word = self._marks, self._words[number]
        quotation = marks.quotation[number]
        if quotation and quotation.title and quotation.first == number:
            after = self._quoted_first(number)
            if after is None:
                found.extend(self._bodies_in(quotation.first, min(quotation.last, self._stop)))
                return max(number + 1, min(quotation.last, self._stop))
            found.append(after)
            return after.last
        if not self._is_name_word(number):
            return number + 1
        draft = self._draft(number)
        names = self._finish(draft)
        found.extend(names)
        return (
            max(draft.last, number + 1, *(name.last for name in names))
            if names
            else max(draft.last, number + 1)
        )

    # -- words and cores ----------------------------------------------------------------------------

    def _is_name_word(self, number: int) -> bool:
        """Tell a word that may belong to a name: capitalised, no date, no common word opening a sentence."""
        word = self._words[number]
        if not word.capital or self._marks.date[number]:
            return False
        if word.lower not in self._names.common:
            return True
        return not (
            self._titled
            or self._opens(number)
            or word.lower in self._names.article
            or word.lower in self._names.persons
            or word.lower in self._lexicon.roles.governed
        )

    def _opens(self, number: int) -> bool:
        return number == self._start or not self._words[number - 1].alpha

    def _core(self, first: int) -> int:
        """Give the end of the run of name words that begins at a word."""
        last = first + 1
        while last < self._stop:
            word = self._words[last]
            if self._is_name_word(last) and not self._breaks(last):
                last += 1
            elif word.lower in self._names.legal_forms and self._words[last - 1].capital:
                last += 1
                if last < self._stop and self._words[last].text == ".":
                    last += 1
            elif word.text.isdigit() and len(word.text) < 4 and last > first and self._numbered(last):
                last += 1
            else:
                break
        return last

    def _numbered(self, number: int) -> bool:
        return number + 1 < self._stop and self._words[number + 1].capital and not self._marks.date[number]

    def _breaks(self, number: int) -> bool:
        """A line of its own breaks a run of capitals, unless the text is wrapped there."""
        between = self._text.text[self._words[number - 1].end : self._words[number].start]
        return "\n\n" in between or self._marks.in_title(number) != self._marks.in_title(number - 1)

    def _head_in(self, first: int, last: int) -> int:
        """Find the noun that makes a core the name of a body: the last noun for bodies in it."""
        for number in range(last - 1, first - 1, -1):
            if self._head_of(number) and not self._marks.place[number]:
                return number
        return -1

    def _head_of(self, number: int) -> str:
        """Give the noun for bodies that a word is, or that its last part is (“Museum-Reserve”)."""
        lower = self._words[number].lower
        heads = self._names.heads
        if lower in heads:
            return lower
        for part in reversed(lower.split("-")):
            if part in heads:
                return part
        return ""

    def _is_activity(self, first: int, last: int) -> bool:
        """Tell whether a core ends as the name of an activity does, and not as that of a body."""
        end = self._words[last - 1].lower
        return end in self._activity_ends and not self._head_of(last - 1)

    def _body_at(self, number: int) -> int:
        """Give the end of the known body that begins at a word, or -1."""
        if self._words[number].text not in self._body_starts:
            return -1
        for length in range(min(self._longest_body, self._stop - number), 0, -1):
            row = tuple(word.text for word in self._words[number : number + length])
            if row in self._bodies:
                return number + length
        return -1

    def _bodies_in(self, first: int, last: int) -> Iterator[Name]:
        number = first
        while number < last:
            end = self._body_at(number)
            if end > 0:
                yield self._body(number, end)
            number = max(end, number + 1)

    def _body(self, first: int, last: int) -> Name:
        kind = self._bodies[tuple(word.text for word in self._words[first:last])]
        return Name(first, last, self._text.quote(first, last), Grade.SURE, "", kind, "names.body")

    def _all_place(self, first: int, last: int) -> bool:
        return all(self._marks.place[number] for number in range(first, last))

    # -- joining cores ------------------------------------------------------------------------------

    def _draft(self, first: int) -> _Draft:
        last = self._core(first)
        draft = _Draft(first, last, [(first, last)], self._head_in(first, last))
        while draft.last < self._stop:
            if not self._join(draft):
                break
        return draft

    def _join(self, draft: _Draft) -> bool:
        """Take the next part of a name, if what follows is one."""
        word = self._words[draft.last]
        names = self._names
        if self._marks.quotation[draft.last] and word.text in '“«"„‘':
            return self._join_quotation(draft)
        if word.text == "(":
            return self._join_bracket(draft)
        if word.lower in names.possessive and self._possessive(draft):
            return self._join_core(draft, draft.last + 1, "'s")
        if word.lower in names.article and len(draft.cores) == 1 and self._joins_article(draft):
            return self._join_core(draft, draft.last + 1, "the")
        if word.lower in names.of:
            return self._join_of(draft, "of")
        if word.lower in names.for_:
            return self._join_of(draft, "for")
        if word.lower in names.in_:
            return self._join_in(draft)
        if word.lower in names.and_:
            return self._join_and(draft)
        if word.text == ",":
            return self._join_list(draft)
        if word.lower in names.particles and not word.capital:
            return self._join_particle(draft)
        return False

    def _next_core(self, number: int) -> tuple[int, int, bool] | None:
        """Give the core at a word, an article before it passed over."""
        article = number < self._stop and self._words[number].lower in self._names.article
        number += article
        if number >= self._stop or not self._is_name_word(number) or self._marks.in_title(number):
            return None
        return number, self._core(number), article

    def _join_core(self, draft: _Draft, number: int, joint: str) -> bool:
        following = self._next_core(number)
        if following is None:
            return False
        first, last, _ = following
        if self._is_activity(first, last) and last - first > 1:
            return False
        draft.cores.append((first, last))
        draft.joint = joint
        draft.last = last
        if draft.head < 0:
            draft.head = self._head_in(first, last)
        return True

    def _possessive(self, draft: _Draft) -> bool:
        first, last = draft.cores[-1]
        following = self._next_core(draft.last + 1)
        if len(draft.cores) > 1 or last - first > 2 or draft.head >= 0 or following is None:
            return False
        return not self._all_place(first, last) and self._head_in(following[0], following[1]) >= 0

    def _joins_article(self, draft: _Draft) -> bool:
        """“Peter the Great Museum”: an article inside a name whose noun is still to come."""
        first, last = draft.cores[0]
        following = self._next_core(draft.last)
        if following is None or draft.head >= 0 or last - first > 1 or self._marks.place[first]:
            return False
        return following[1] - following[0] > 1 and self._head_in(following[0], following[1]) >= 0

    def _join_of(self, draft: _Draft, joint: str) -> bool:
        following = self._next_core(draft.last + 1)
        if following is None:
            return False
        if draft.head < 0:
            return False
        if self._is_activity(*draft.cores[-1]) and draft.head not in range(*draft.cores[-1]):
            return False
        return self._join_core(draft, draft.last + 1, joint)

    def _join_in(self, draft: _Draft) -> bool:
        following = self._next_core(draft.last + 1)
        if following is None or draft.head < 0 or draft.joint == "in":
            return False
        first, last, article = following
        place = self._marks.place[first]
        head = self._head_of(draft.head)
        if place is None:
            return self._join_core(draft, draft.last + 1, "in")
        if head in self._names.seated:
            return self._join_core(draft, draft.last + 1, "in")
        if place.kind in (PlaceKind.REGION, PlaceKind.COUNTRY) and self._acronym_follows(draft, last):
            return self._join_core(draft, draft.last + 1, "in")
        return False

    def _acronym_follows(self, draft: _Draft, last: int) -> bool:
        """Tell whether an acronym in brackets spells the name with this last part taken in."""
        if last + 1 >= self._stop or self._words[last].text != "(" or not self._words[last + 1].acronym:
            return False
        return spells(self._words[last + 1].text, [word.text for word in self._words[draft.first : last]])

    def _join_and(self, draft: _Draft) -> bool:
        following = self._next_core(draft.last + 1)
        if following is None:
            return False
        first, last, article = following
        previous = draft.cores[-1]
        if article or self._body_at(previous[0]) == previous[1] and draft.joint != "for":
            return False
        if self._body_at(first) > 0:
            both = self._body_at(previous[0]) == previous[1]
            return draft.joint == "for" and both and self._join_core(draft, draft.last + 1, "for")
        if not self._and_fits(draft, first, last):
            return False
        return self._join_core(draft, draft.last + 1, draft.joint or "and")

    def _and_fits(self, draft: _Draft, first: int, last: int) -> bool:
        previous, head = draft.cores[-1], self._head_in(first, last)
        place = self._marks.place[previous[1] - 1] is not None
        if self._words[first].acronym and last - first == 1:
            return False
        if draft.joint in ("of", "for", "in", "'s"):
            if place or self._marks.place[first]:
                return False
            return head < 0 or self._words[head].lower in self._names.weak and last - first == 1
        if draft.head < 0:
            # “Arts and Humanities Research Council”: the noun stands behind both.
            single = previous[1] - previous[0] == 1 and not self._words[previous[0]].acronym
            ending = self._words[previous[1] - 1].lower.endswith(self._names.adjective_endings)
            return (single or ending) and head == last - 1 and last - first > 1 and not place
        ends = draft.head == previous[1] - 1 and self._words[draft.head].lower.endswith("s")
        return ends and last - first == 1 and self._words[first].lower.endswith("s")

    def _join_list(self, draft: _Draft) -> bool:
        """“Ministry of Education, Science, Culture and Sport”: single words up to an “and”."""
        if draft.joint not in ("of", "for") or self._head_of(draft.head) not in self._names.listing:
            return False
        number, rows = draft.last, [draft.cores[-1]]
        if self._marks.place[rows[0][1] - 1] or rows[0][1] - rows[0][0] > 2:
            return False
        while number < self._stop:
            comma = self._words[number].text == ","
            joined = (
                self._words[number + comma].lower in self._names.and_
                if number + comma < self._stop
                else False
            )
            following = self._next_core(number + comma + joined)
            if following is None or not (comma or joined) or not self._listed(following, joined):
                return False
            rows.append(following[:2])
            number = following[1]
            if joined:
                draft.cores += rows[1:]
                draft.last = number
                return True
        return False

    def _listed(self, core: tuple[int, int, bool], last_one: bool) -> bool:
        first, last, article = core
        if article or self._head_in(first, last) >= 0 or self._body_at(first) > 0:
            return False
        if self._marks.place[first] or self._words[first].acronym:
            return False
        return last_one or last - first <= 2

    def _join_particle(self, draft: _Draft) -> bool:
        number = draft.last
        while number < self._stop and self._words[number].lower in self._names.particles:
            number += 1
        if number - draft.last > 3 or number >= self._stop or not self._words[number].capital:
            return False
        return self._join_core(draft, number, "of")

    def _join_quotation(self, draft: _Draft) -> bool:
        """“Center “Name””: a noun for bodies directly before a quoted name."""
        quotation = self._marks.quotation[draft.last]
        assert quotation is not None
        short = quotation.last - quotation.first <= _SHORT_QUOTATION
        at_end = draft.head == draft.last - 1 or (draft.head >= 0 and draft.joint == "of")
        if not quotation.title or not short or not at_end or quotation.first != draft.last:
            return False
        draft.aliases.append((quotation.first + 1, quotation.last - 1))
        draft.last = min(quotation.last, self._stop)
        draft.joint = "quoted"
        return True

    def _join_bracket(self, draft: _Draft) -> bool:
        """“Museum of Anthropology (Kunstkamera) of the Academy”: a second name inside a name."""
        closing = self._marks.closing.get(draft.last)
        if closing is None or closing - draft.last > _SHORT_BRACKET or draft.head < 0:
            return False
        inside = (draft.last + 1, closing - 1)
        if inside[0] >= inside[1] or not self._words[inside[0]].capital or self._marks.date[inside[0]]:
            return False
        if closing < self._stop and self._words[closing].lower in self._names.of:
            kept = draft.last
            draft.last = closing
            if self._join_of(draft, "of"):
                if not self._all_place(*inside):
                    draft.aliases.append(inside)
                return True
            draft.last = kept
        return False

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

    # -- what a draft turns out to be ------------------------------------------------------------------

    def _finish(self, draft: _Draft) -> list[Name]:
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

    def _with_tail(self, draft: _Draft) -> _Draft:
        """“Department of Culture of Astana city”: a small noun belongs to the place before it."""
        if draft.last < self._stop and draft.head >= 0 and self._marks.place[draft.last - 1]:
            draft.last += self._words[draft.last].lower in self._names.tails
        return draft

    def _heads_core(self, draft: _Draft) -> bool:
        first, last = draft.cores[0]
        return draft.head == last - 1 or len(draft.cores) > 1 and draft.head >= last

    def _headed(self, draft: _Draft) -> list[Name]:
        head = self._head_of(draft.head)
        first, last = draft.cores[0]
        own = sum(
            1
            for number in range(draft.first, draft.last)
            if number != draft.head and self._words[number].capital
        )
        if own == 0:
            return [self._name(draft, Grade.BACK, head, "names.back")]
        trailing = (
            draft.head < last - 1 and draft.head in range(first, last) and head not in self._names.foreign
        )
        if trailing and (draft.head == first or last - draft.head > 3 or head in self._names.qualifying):
            # “Museum Management”: the noun for bodies only qualifies another.
            return list(self._bodies_in(draft.first, draft.last)) or self._likely(draft)
        before = self._words[draft.first - 1].lower if draft.first > self._start else ""
        if before in self._names.indefinite:
            return []
        if self._words[draft.last - 1].lower in self._names.people and draft.head != draft.last - 1:
            return list(self._bodies_in(draft.first, draft.last))
        opening = head in self._names.weak and own == 1 and len(draft.cores) == 1 and self._opens(draft.first)
        if opening or head in self._names.ambiguous:
            return [self._name(draft, Grade.LIKELY, head, "names.head")]
        return self._seats(draft, head) or [self._name(draft, Grade.SURE, head, "names.head")]

    def _with_body(self, draft: _Draft, body: int) -> list[Name]:
        first, last = draft.cores[0]
        if body == draft.last or body >= last and draft.head < 0:
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
        if place is not None or word.lower in ("europe", "international", "africa", "asia"):
            end = body + 1
            while end < last and place is not None and self._marks.place[end] is place:
                end += 1
            return end
        return body + 1 if word.acronym and body + 1 == last else body

    def _seats(self, draft: _Draft, head: str) -> list[Name]:
        """“Office in A and B” is two offices: the name up to the place, once with each place."""
        if head not in self._names.seated or draft.joint != "in" or draft.last + 1 >= self._stop:
            return []
        follows = self._words[draft.last].lower in self._names.and_
        place = self._marks.place[draft.last + 1]
        if not follows or place is None or place.kind is not PlaceKind.CITY:
            return []
        whole = self._name(draft, Grade.SURE, head, "names.head")
        last = self._text.at(place.end)
        stem = self._text.quote(draft.first, draft.cores[-1][0])
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

    def _likely(self, draft: _Draft) -> list[Name]:
        first, last = draft.cores[0]
        if self._all_place(first, last) and len(draft.cores) == 1:
            return []
        if self._is_activity(first, last):
            return list(self._bodies_in(draft.first, draft.last))
        bodies = list(self._bodies_in(draft.first, draft.last))
        if bodies and len(draft.cores) == 1 and bodies[-1].last == draft.last and len(bodies) == 1:
            if all(self._words[number].capital for number in range(first, last)):
                return [self._name(draft, Grade.SURE, "", "names.branch", bodies[0].kind)]
        if bodies:
            return bodies
        if self._words[draft.cores[0][1] - 1].lower in self._names.people:
            return []
        legal = any(self._words[number].lower in self._names.legal_forms for number in range(first + 1, last))
        if legal:
            return [self._name(draft, Grade.SURE, "", "names.legal-form", OrganisationKind.COMPANY)]
        return [self._name(draft, Grade.LIKELY, "", "names.capitals")]

    def _without_parts(self, draft: _Draft) -> _Draft:
        """“Chair of Museology of ASPU” means ASPU: a part of a body named with it is left out."""
        if draft.head < 0 or self._head_of(draft.head) not in self._names.parts or len(draft.cores) < 2:
            return draft
        for number, (first, last) in enumerate(draft.cores[1:], 1):
            acronym = self._words[first].acronym and last - first == 1
            head = self._head_in(first, last)
            if acronym or self._body_at(first) > 0 or (head >= 0 and last - first > 1 or head == first):
                rest = draft.cores[number:]
                return _Draft(first, draft.last, rest, head, draft.joint, draft.aliases, draft.first)
        return draft

    def _name(
        self, draft: _Draft, grade: Grade, head: str, rule: str, kind: OrganisationKind | None = None
    ) -> Name:
        label = self._text.quote(draft.first, draft.last)
        grade = Grade.SURE if draft.begins >= 0 else grade
        kind = kind or (self._names.heads.get(head) if head else None)
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


def spells(acronym: str, words: Sequence[str], whole: bool = False) -> bool:
    """Tell whether an acronym is made of the first letters of words, small words skipped at will.

    With ``whole`` the last capitalised word must give its letter too.
    """
    letters = [letter.casefold() for letter in acronym if letter.isalnum()]
    # “Historico-Archaeological” gives two letters; a word inside may stay silent where others answer.
    initials = [
        (part[0].casefold(), word[:1].isupper())
        for word in words
        for part in word.replace("’", "-").split("-")
        if part and part[0].isalnum()
    ]
    if whole and letters and [initial for initial, large in initials if large][-1:] != letters[-1:]:
        return False
    return len(letters) > 1 and _spelled(letters, initials)


def _spelled(letters: list[str], initials: list[tuple[str, bool]]) -> bool:
    position, skipped = 0, 0
    for initial, large in initials:
        if position < len(letters) and initial == letters[position]:
            position += 1
        elif large:
            skipped += 1
    return position == len(letters) and skipped <= max(0, len(letters) - 2) // 2
