"""Joints of names: how “of”, “for”, “and”, brackets and quotations carry a name on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ..records import OrganisationKind, PlaceKind
from .acronyms import spells
from .name_words import NameReader

_SHORT_BRACKET = 5
_SHORT_QUOTATION = 12
_LONGEST_NAME = 16
_HEAD_WITHIN = 4
_HOUSES = frozenset({OrganisationKind.MUSEUM, OrganisationKind.LIBRARY, OrganisationKind.ARCHIVE})


@dataclass(slots=True)
class Draft:
    """A name in the making: its cores so far, and what has been met."""

    first: int
    last: int
    cores: list[tuple[int, int]]
    head: int = -1
    joint: str = ""
    aliases: list[tuple[int, int]] = field(default_factory=list)
    begins: int = -1


class NameJoiner(NameReader):
    """Joins the cores of a name, from its first word to its last."""

    def _draft(self, first: int) -> Draft:
        last = self._core(first)
        draft = Draft(first, last, [(first, last)], self._head_in(first, last))
        while draft.last < self._stop and draft.last - draft.first < _LONGEST_NAME * 2:
            if not self._join(draft) and not (self._names.lowercase_names and self._grow(draft)):
                break
        return draft

    def _grow(self, draft: Draft) -> bool:
        """Take small letters into a name, where a language writes only its first word large."""
        at = draft.last
        if at - draft.first >= _LONGEST_NAME or (draft.head < 0 and at - draft.first > _HEAD_WITHIN):
            return False
        step = at
        while step < self._stop and self._words[step].lower in self._names.particles:
            step += 1
        if step >= self._stop or not self._grows(step, draft):
            return False
        if step > at and draft.head < 0:
            return False
        if self._words[at].lower in self._names.and_ and (self._words[step].capital or self._head_of(step)):
            return False
        draft.last = self._core(step) if self._words[step].capital else step + 1
        if draft.head < 0:
            draft.head = self._head_in(step, draft.last)
        draft.cores.append((step, draft.last))
        draft.joint = "of"
        return True

    def _grows(self, number: int, draft: Draft) -> bool:
        word = self._words[number]
        if not word.alpha or self._marks.date[number] or self._marks.quotation[number]:
            return False
        names = self._names
        if word.lower in names.name_ends or word.lower in self._lexicon.activities.stops:
            return False
        if word.lower in names.persons or word.lower in names.people:
            return False
        if any(word.lower.endswith(ending) for ending in self._names.end_letters):
            return False
        return not (word.capital and not self._is_name_word(number)) and not word.text.isdigit()

    def _join(self, draft: Draft) -> bool:
        """Take the next part of a name, if what follows is one."""
        word, names = self._words[draft.last], self._names
        quoted = self._marks.quotation[draft.last] is not None and word.text in '“«"„‘'
        possessive = word.lower in names.possessive and self._possessive(draft)
        article = word.lower in names.article and len(draft.cores) == 1 and self._joins_article(draft)
        ways: tuple[tuple[bool, Callable[[], bool]], ...] = (
            (quoted, lambda: self._join_quotation(draft)),
            (word.text == "(", lambda: self._join_bracket(draft)),
            (possessive, lambda: self._join_core(draft, draft.last + 1, "'s")),
            (article, lambda: self._join_core(draft, draft.last + 1, "the")),
            (word.lower in names.of, lambda: self._join_of(draft, "of")),
            (word.lower in names.for_, lambda: self._join_of(draft, "for")),
            (word.lower in names.in_, lambda: self._join_in(draft)),
            (word.lower in names.and_, lambda: self._join_and(draft)),
            (word.text == ",", lambda: self._join_list(draft)),
            (word.lower in names.particles and not word.capital, lambda: self._join_particle(draft)),
        )
        return next((join() for fits, join in ways if fits), False)

    def _join_core(self, draft: Draft, number: int, joint: str) -> bool:
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

    def _possessive(self, draft: Draft) -> bool:
        first, last = draft.cores[-1]
        following = self._next_core(draft.last + 1)
        if len(draft.cores) > 1 or last - first > 2 or draft.head >= 0 or following is None:
            return False
        return not self._all_place(first, last) and self._head_in(following[0], following[1]) >= 0

    def _joins_article(self, draft: Draft) -> bool:
        """“Peter the Great Museum”: an article inside a name whose noun is still to come."""
        first, last = draft.cores[0]
        following = self._next_core(draft.last)
        if following is None or draft.head >= 0 or last - first > 1 or self._marks.place[first]:
            return False
        return following[1] - following[0] > 1 and self._head_in(following[0], following[1]) >= 0

    def _join_of(self, draft: Draft, joint: str) -> bool:
        following = self._next_core(draft.last + 1)
        if following is None:
            return False
        if draft.head < 0:
            return False
        first = draft.cores[0]
        if len(draft.cores) == 1 and self._is_activity(*first) and draft.head not in range(*first):
            return False
        return self._join_core(draft, draft.last + 1, joint)

    def _join_in(self, draft: Draft) -> bool:
        following = self._next_core(draft.last + 1)
        if following is None or draft.head < 0 or draft.joint == "in":
            return False
        first, last, _ = following
        place = self._marks.place[first]
        head = self._head_of(draft.head)
        if place is None:
            return self._join_core(draft, draft.last + 1, "in")
        if head in self._names.seated:
            return self._join_core(draft, draft.last + 1, "in")
        if place.kind in (PlaceKind.REGION, PlaceKind.COUNTRY) and self._acronym_follows(draft, last):
            return self._join_core(draft, draft.last + 1, "in")
        return False

    def _acronym_follows(self, draft: Draft, last: int) -> bool:
        """Tell whether an acronym in brackets spells the name with this last part taken in."""
        if last + 1 >= self._stop or self._words[last].text != "(" or not self._words[last + 1].acronym:
            return False
        return spells(self._words[last + 1].text, [word.text for word in self._words[draft.first : last]])

    def _join_and(self, draft: Draft) -> bool:
        following = self._next_core(draft.last + 1)
        if following is None:
            return False
        first, last, article = following
        previous = draft.cores[-1]
        if article or (self._body_at(previous[0]) == previous[1] and draft.joint != "for"):
            return False
        if self._body_at(first) > 0:
            both = self._body_at(previous[0]) == previous[1]
            return draft.joint == "for" and both and self._join_core(draft, draft.last + 1, "for")
        if not self._and_fits(draft, first, last):
            return False
        return self._join_core(draft, draft.last + 1, draft.joint or "and")

    def _and_fits(self, draft: Draft, first: int, last: int) -> bool:
        previous, head = draft.cores[-1], self._head_in(first, last)
        place = self._marks.place[previous[1] - 1] is not None
        if self._words[first].acronym and last - first == 1:
            return False
        if draft.joint in ("of", "for", "in", "'s"):
            if place or self._marks.place[first]:
                return False
            return head < 0 or self._unsure(head) or self._weak_alone(head, first, last)
        if draft.head < 0:
            # “Arts and Humanities Research Council”: the noun stands behind both.
            single = previous[1] - previous[0] == 1 and not self._words[previous[0]].acronym
            ending = self._words[previous[1] - 1].lower.endswith(self._names.adjective_endings)
            begun = self._words[draft.first - 1].lower in self._names.article if draft.first else True
            apart = begun or draft.first == self._start
            return (single or ending or apart) and head == last - 1 and last - first > 1 and not place
        if self._second_house(draft, head, first, last):
            return True
        ends = draft.head == previous[1] - 1 and self._words[draft.head].lower.endswith("s")
        return ends and last - first == 1 and self._words[first].lower.endswith("s")

    def _unsure(self, head: int) -> bool:
        return self._head_of(head) in self._names.ambiguous

    def _weak_alone(self, head: int, first: int, last: int) -> bool:
        return self._words[head].lower in self._names.weak and last - first == 1

    def _second_house(self, draft: Draft, head: int, first: int, last: int) -> bool:
        """“National Museum and Archives”: one body of two houses, the second a noun alone."""
        ends = draft.head == draft.cores[-1][1] - 1 and len(draft.cores) == 1
        kinds = {self._names.heads.get(self._head_of(at)) for at in (draft.head, head) if at >= 0}
        return ends and head == first == last - 1 and kinds <= _HOUSES

    def _join_list(self, draft: Draft) -> bool:
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
        head = self._head_in(first, last)
        if article or (head >= 0 and not self._unsure(head)) or self._body_at(first) > 0:
            return False
        if self._marks.place[first] or self._words[first].acronym:
            return False
        return last_one or last - first <= 2

    def _join_particle(self, draft: Draft) -> bool:
        number = draft.last
        while number < self._stop and self._words[number].lower in self._names.particles:
            number += 1
        if number - draft.last > 3 or number >= self._stop or not self._words[number].capital:
            return False
        return self._join_core(draft, number, "of")

    def _join_quotation(self, draft: Draft) -> bool:
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

    def _join_bracket(self, draft: Draft) -> bool:
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
