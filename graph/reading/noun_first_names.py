"""Names of bodies in a language whose nouns stand before what they are told by."""

from ..records import OrganisationKind
from .lexicon import Lexicon
from .marks import Marks
from .name_joints import Draft
from .names import Grade, Name, NameFinder
from .noun_first_phrases import NounFirstPhrases
from .vocabulary import WordedText


class NounFirstNameFinder(NameFinder):
    """Finds the names of bodies in the units of one French or Spanish text."""

    def __init__(
        self,
        text: WordedText,
        marks: Marks,
        lexicon: Lexicon,
        bodies: dict[tuple[str, ...], OrganisationKind],
    ) -> None:
        super().__init__(text, marks, lexicon, bodies)
        self._phrases = NounFirstPhrases(text.words, marks, lexicon)

    def _draft(self, first: int) -> Draft:
        head = self._first_head(first)
        if head < 0:
            return super()._draft(first) if self._body_at(first) > 0 else self._headless(first)
        last, quoted = self._phrases.end(head, self._stop)
        while last > head + 1 and self._is_small(last - 1):
            last -= 1
        draft = Draft(first, last, [(first, head + 1)], head)
        if last > head + 1:
            draft.cores.append((head + 1, last))
        draft.joint = self._joint(head, last)
        if quoted is not None:
            draft.aliases.append(quoted)
            draft.joint = "quoted"
        return draft

    def _breaks(self, number: int) -> bool:
        """A noun for bodies on a new line opens a name of its own."""
        between = self._text.text[self._words[number - 1].end : self._words[number].start]
        return super()._breaks(number) or ("\n" in between and self._phrases.head_of(number) != "")

    def _headless(self, first: int) -> Draft:
        """Draft a name without a noun for bodies: capitals, with “of” and the joints of other languages."""
        last = self._core(first)
        small = self._names.of | self._names.article | self._names.phrases["foreign_joints"]
        while last < self._stop:
            number = last
            while number < self._stop and self._words[number].lower in small:
                number += 1
            joined = number > last and number < self._stop and self._is_name_word(number)
            if not joined or self._phrases.head_of(number) or self._body_at(number) > 0:
                break
            last = self._core(number)
        while last < self._stop and self._phrases.is_adjective(last) and self._marks.place[last - 1] is None:
            last += 1
        return Draft(first, last, [(first, last)], self._foreign_head(first, last))

    def _foreign_head(self, first: int, last: int) -> int:
        """Find the noun of a name in another language: “Victoria and Albert Museum”."""
        return next((at for at in range(last - 1, first, -1) if self._head_of(at)), -1)

    def _without_parts(self, draft: Draft) -> Draft:
        """“Faculté des lettres de l’Université de Dakar” means the university."""
        if draft.head < 0 or self._head_of(draft.head) not in self._names.parts:
            return draft
        for number in range(draft.head + 1, draft.last):
            behind = self._words[number - 1].lower in self._names.of | self._names.article
            if behind and (self._phrases.head_of(number) or self._body_at(number) > 0):
                return self._draft(number)
        return draft

    def _joint(self, head: int, last: int) -> str:
        """Tell whether a name ends in the place where the body has its seat."""
        place = self._marks.place[last - 1]
        if place is None:
            return "of"
        first = self._text.at(place.start) - 1
        while first > head and self._words[first].lower in self._names.article:
            first -= 1
        return "in" if self._words[first].lower in self._names.in_ else "of"

    def _is_small(self, number: int) -> bool:
        word = self._words[number]
        small = self._names.of | self._names.article | self._names.and_ | self._names.for_ | {",", "’", "'"}
        return not word.capital and word.lower in small

    def _first_head(self, first: int) -> int:
        """Find the noun for bodies that a name begins with, capitals or adjectives before it."""
        if self._body_at(first) > 0 and not self._phrases.head_of(first):
            return -1
        last = self._core(first) if self._words[first].capital else first + 1
        if last == first + 1 < self._stop and self._words[first].lower in self._names.phrases["before"]:
            # “Haute école”, “Gran museo”
            last += not self._words[last].capital
        for number in range(first, last):
            if self._phrases.head_of(number) and self._words[number].lower not in self._names.foreign:
                return number if self._marks.place[number] is None or number == first else -1
        return -1

    def _heads_quotation(self, number: int) -> bool:
        """“le ministère de la Culture”, “l’association « Bois »”: a name that begins in small letters."""
        word = self._words[number]
        head = self._phrases.head_of(number)
        if word.capital or head == "" or self._marks.quotation[number] is not None:
            return False
        plural = word.lower not in self._names.heads
        last, quoted = self._phrases.end(number, self._stop)
        while last > number + 1 and self._is_small(last - 1):
            last -= 1
        proper = any(self._words[at].capital for at in range(number + 1, last))
        common = head in self._names.weak | self._names.phrases["actions"]
        return not plural and (quoted is not None or (proper and not common))

    def _headed(self, draft: Draft) -> list[Name]:
        names = super()._headed(draft)
        if not self._words[draft.first].capital and draft.joint != "quoted":
            for name in names:
                if name.grade is Grade.SURE and not self._definite(draft.first):
                    name.grade = Grade.LIKELY
        return names

    def _name(
        self, draft: Draft, grade: Grade, head: str, rule: str, kind: OrganisationKind | None = None
    ) -> Name:
        name = super()._name(draft, grade, head, rule, kind)
        known = self._names.bodies.get(name.label)
        if known is not None:
            name.kind, name.grade = known, Grade.SURE
        return name

    def _definite(self, first: int) -> bool:
        """A name in small letters is surely one behind “the”, “of the”, “to the”."""
        before = self._words[first - 1].lower if first > self._start else ""
        return before in self._names.article or before in self._names.phrases["definite"]
