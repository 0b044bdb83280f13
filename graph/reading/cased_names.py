"""Names of bodies in a language with cases: found by agreement, recorded in the nominative."""

from ..records import OrganisationKind, PlaceKind
from .cased_phrases import CasedPhrases
from .lexicon import Lexicon
from .marks import Marks
from .name_joints import Draft
from .names import Grade, Name, NameFinder
from .russian_nominatives import nominative
from .russian_words import is_known, is_personal, readings
from .vocabulary import WordedText

_OPENINGS = frozenset(
    {"NOUN", "VERB", "ADVB", "PREP", "CONJ", "NPRO", "PRCL", "GRND", "COMP", "INFN", "PRED", "PRTS", "ADJS"}
)


class CasedNameFinder(NameFinder):
    """Finds the names of bodies in the units of one Russian text."""

    def __init__(
        self,
        text: WordedText,
        marks: Marks,
        lexicon: Lexicon,
        bodies: dict[tuple[str, ...], OrganisationKind],
    ) -> None:
        super().__init__(text, marks, lexicon, bodies)
        self._phrases = CasedPhrases(text.words, marks, lexicon)

    def _draft(self, first: int) -> Draft:
        body = self._body_at(first)
        head = self._phrases.head_after(first, self._stop)
        if body > 0 and (head < 0 or head >= body):
            last = body + self._is_branch(first, body)
            return Draft(first, last, [(first, last)])
        if head < 0:
            last = self._proper_end(first)
            return Draft(first, last, [(first, last)])
        last, parts, quoted = self._phrases.end(head, self._stop)
        draft = Draft(first, last, [(first, head + 1), *parts], head)
        if quoted is not None:
            draft.aliases.append(quoted)
            draft.joint = "quoted"
        if parts and self._words[parts[-1][0]].lower in self._names.in_:
            draft.joint = "in"
            draft.cores[-1] = (parts[-1][0] + 1, last)
        return draft

    def _is_branch(self, first: int, body: int) -> bool:
        """“ИКОМ России”, “ИКОМОС Армения”: a body’s branch bears the name of a country."""
        kind = self._bodies[tuple(word.text for word in self._words[first:body])]
        place = self._marks.place[body] if body < self._stop else None
        branched = kind in (OrganisationKind.PROFESSIONAL_ASSOCIATION, OrganisationKind.NGO)
        return branched and place is not None and place.kind is PlaceKind.COUNTRY

    def _proper_end(self, first: int) -> int:
        """Give the end of a run of capitals that holds no noun for bodies."""
        last = first + 1
        while last < self._stop and self._is_name_word(last) and not self._breaks(last):
            if self._phrases.head_after(last, self._stop) >= 0 or self._body_at(last) > 0:
                break
            last += 1
        return last

    def _is_name_word(self, number: int) -> bool:
        if not super()._is_name_word(number):
            return False
        word = self._words[number]
        if not self._opens(number) or word.acronym or not word.text[0].isalpha() or word.text.isascii():
            return True
        return not self._is_plain(number)

    def _is_plain(self, number: int) -> bool:
        """Tell an ordinary word that is capitalised because it opens a sentence."""
        lower = self._words[number].lower
        if self._head_of(number) or not is_known(lower) or self._phrases.head_after(number, self._stop) >= 0:
            return False
        found = readings(lower)[:1]
        return any(each.part in _OPENINGS and not each.proper for each in found)

    def _heads_quotation(self, number: int) -> bool:
        """“министерство культуры Казахстана”, “гостиница «Registan»”: a name that begins in small letters."""
        word = self._words[number]
        if word.capital or not word.alpha or self._marks.quotation[number] is not None:
            return False
        if self._phrases.is_evaluative(number):
            return False
        head = self._phrases.head_after(number, self._stop)
        if head < 0 or not any(each.number == "sing" for each in readings(self._words[head].lower)):
            return False
        last, _, quoted = self._phrases.end(head, self._stop)
        return quoted is not None or any(self._words[at].capital for at in range(head + 1, last))

    def _headed(self, draft: Draft) -> list[Name]:
        names = super()._headed(draft)
        small = not self._words[draft.first].capital and draft.joint != "quoted"
        for name in names:
            if small and name.grade is Grade.SURE:
                name.grade = Grade.LIKELY
        return names

    def _likely(self, draft: Draft) -> list[Name]:
        words = [self._words[at] for at in range(draft.first, draft.last)]
        if any(is_personal(word.lower) and not word.acronym for word in words):
            return list(self._bodies_in(draft.first, draft.last))
        return super()._likely(draft)

    def _name(
        self, draft: Draft, grade: Grade, head: str, rule: str, kind: OrganisationKind | None = None
    ) -> Name:
        name = super()._name(draft, grade, head, rule, kind)
        known = self._names.bodies.get(name.label)
        if known is not None:
            name.kind, name.grade = known, Grade.SURE
        name.cases = self._phrases.cases_of(draft.first, draft.head)
        return name

    def _label(self, first: int, last: int, head: int) -> str:
        return nominative(self._text, first, last, head)
