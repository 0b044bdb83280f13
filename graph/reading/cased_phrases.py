"""Russian noun phrases: how far a name reaches from its noun, by the cases of the words behind it."""

from ..records import OrganisationKind
from .lexicon import Lexicon
from .marks import Marks
from .russian_words import cases, forms, is_personal, is_pronoun, is_verb, readings
from .vocabulary import Word

_LONGEST = 28
_LONGEST_TITLE = 12
_BEFORE_HEAD = 6
_NAMED_AFTER = frozenset({"имени", "им", "им."})
_FIELDS = frozenset({"области", "сфере", "духе", "регионе", "регионах", "странах"})
_GOVERNING = frozenset(
    {"управления", "управление", "управлению", "управлением", "управлении", "обмена", "торговли"}
)
_ADJECTIVES = frozenset({"ADJF", "PRTF", "NUMR"})
_NOMINAL = frozenset({"NOUN", *_ADJECTIVES})
#: “по” opens a field of work behind a noun for bodies, but with these nouns an adverbial phrase.
_ADVERBIAL = frozenset(
    "адресу итогам результатам случаю инициативе приглашению словам традиции программе проекту заказу "
    "просьбе поручению решению окончании завершении мнению данным теме темам договорённости "
    "договоренности линии поводу понедельникам вторникам средам четвергам пятницам субботам воскресеньям "
    "предложению желанию соглашению состоянию сравнению крайней мере всему всей этому тел телефону".split()
)
_EVALUATIVE = frozenset(
    form
    for word in (
        "новый крупный крупнейший ведущий известный старейший первый второй другой местный соседний многий "
        "некоторый данный сам российский зарубежный различный бывший будущий единственный главный знаменитый"
    ).split()
    for form in forms(word)
)
_OF_OFFICE = frozenset(
    {"президенте", "министерстве", "правительстве", "университете", "академии", "совете", "кабинете"}
)
#: Bodies that are named after persons without more: “Фонд Михаила Прохорова”.
_AFTER_PERSONS = frozenset(
    {
        OrganisationKind.FOUNDATION,
        OrganisationKind.MUSEUM,
        OrganisationKind.LIBRARY,
        OrganisationKind.RESEARCH_INSTITUTE,
        OrganisationKind.UNIVERSITY,
        OrganisationKind.SCHOOL,
        OrganisationKind.COMPANY,
        OrganisationKind.OTHER,
    }
)


class CasedPhrases:
    """Tells, for the words of one text, what a name in a language with cases may hold."""

    def __init__(self, words: list[Word], marks: Marks, lexicon: Lexicon) -> None:
        self._words = words
        self._marks = marks
        self._lexicon = lexicon
        self._names = lexicon.names

    def head_after(self, first: int, stop: int) -> int:
        """Find the noun for bodies that a word, or the adjectives from it on, belong to; -1 without one."""
        at = first
        while at < min(stop, first + _BEFORE_HEAD):
            word = self._words[at]
            if self.head_of(at) and not self._is_adjective(at):
                return at if self._agree(first, at) else -1
            joined = at > first and word.lower in self._names.and_
            comma = at > first and word.text == ","
            if not (joined or comma or self._is_adjective(at) or (word.acronym and at == first)):
                return -1
            if self._marks.date[at] is not None:
                return -1
            at += 1
        return -1

    def head_of(self, at: int) -> str:
        """Give the noun for bodies that a word is, or that one of its hyphenated parts is."""
        lower, nouns = self._words[at].lower, self._names.head_forms
        if lower in nouns:
            return nouns[lower]
        return next((nouns[part] for part in reversed(lower.split("-")) if part in nouns), "")

    def _is_adjective(self, at: int) -> bool:
        word = self._words[at]
        return word.alpha and any(each.part in _ADJECTIVES for each in readings(word.lower)[:2])

    def cases_of(self, first: int, head: int) -> frozenset[str]:
        """Give the cases that a name may stand in; none where its words do not tell."""
        at = max(first, head)
        word = self._words[at]
        if word.acronym or word.text.isascii():
            return frozenset()
        found = cases(word.lower)
        for before in range(first, at):
            own = cases(self._words[before].lower)
            if own & found and self._is_adjective(before):
                found &= own
        return found

    def is_evaluative(self, at: int) -> bool:
        """Tell an adjective that says something of a body and is no part of its name: “этот новый музей”."""
        word = self._words[at]
        return word.lower in _EVALUATIVE or is_pronoun(word.lower)

    def _agree(self, first: int, head: int) -> bool:
        """Tell whether the adjectives before a noun stand in its case."""
        wanted = cases(self._words[head].lower)
        return all(
            not self._is_adjective(at) or self._words[at].acronym or cases(self._words[at].lower) & wanted
            for at in range(first, head)
        )

    def end(self, head: int, stop: int) -> tuple[int, list[tuple[int, int]], tuple[int, int] | None]:
        """Give the end of a name with its noun at ``head``, its parts, and the range of a quoted name."""
        parts: list[tuple[int, int]] = []
        at, quoted = head + 1, None
        while at < stop and at - head < _LONGEST:
            quotation = self._marks.quotation[at]
            if quotation is not None and quotation.first == at:
                if quotation.title and quotation.last - at <= _LONGEST_TITLE and quoted is None:
                    quoted = (at + 1, quotation.last - 1)
                    at = min(quotation.last, stop)
                    parts.append((quoted[0] - 1, at))
                    if at < stop and self._words[at].lower not in _NAMED_AFTER:
                        break
                    continue
                break
            after = self._further(at, head, stop)
            if after <= at:
                break
            parts.append((at, after))
            at = after
        return at, parts, quoted

    def _further(self, at: int, head: int, stop: int) -> int:
        """Give the end of the part of a name that begins at a word; the word itself where none does."""
        word = self._words[at]
        if word.lower in _NAMED_AFTER:
            return self._person(at + 1, stop)
        if word.text == "№":
            return at + 2 if at + 1 < stop and self._words[at + 1].text.isdigit() else at
        end = self._governed(at, head, stop)
        return self._complement(at, head, stop) if end < 0 else max(end, at)

    def _governed(self, at: int, head: int, stop: int) -> int:
        """Give the end of the part that a small word or a comma opens; -1 where the word is none of these."""
        word, end = self._words[at], -1
        if word.lower == "по":
            end = self._row(at + 1, stop, "datv") if self._opens_field(at + 1, stop) else at
        elif word.lower == "для":
            end = self._row(at + 1, stop, "gent")
        elif word.lower == "при":
            end = self._office(at, stop)
        elif word.lower in self._names.in_:
            end = self._inside(at, head, stop)
        elif word.lower in self._names.and_:
            follows = at + 1 < stop and at > head + 1 and self._joins(at + 1, stop)
            end = self._phrase(at + 1, stop, "gent") if follows else at
            end = end if end > at + 1 else at
        elif word.text == ",":
            end = self._listed(at, stop, head)
        return end

    def _complement(self, at: int, head: int, stop: int) -> int:
        """Give the end of a complement without a small word: in the genitive, apposed, or a person's name."""
        word, direct = self._words[at], at == head + 1
        if direct and self._apposed(at):
            return self._run(at, stop)
        if is_personal(word.lower) and word.capital and self._marks.place[at] is None:
            named_after = direct and self._names.heads.get(self.head_of(head)) in _AFTER_PERSONS
            return self._person(at, stop, genitive=True) if named_after else at
        case = "ablt" if self._words[at - 1].lower in _GOVERNING and self._fits(at, "ablt") else "gent"
        return self._phrase(at, stop, case)

    # -- parts --------------------------------------------------------------------------------------------

    def _fits(self, at: int, case: str) -> bool:
        """Tell whether a word may be a noun or adjective in a case, or is one without cases."""
        word = self._words[at]
        if not word.alpha or self._marks.date[at] is not None or word.text.isdigit():
            return False
        if self._marks.quotation[at] is not None:
            return False
        if word.acronym:
            return True
        if word.lower in self._names.persons and not word.capital:
            return False
        found = readings(word.lower)
        if is_verb(word.lower) or not any(each.part in _NOMINAL for each in found):
            return False
        return case in cases(word.lower)

    def _phrase(self, at: int, stop: int, case: str) -> int:
        """Give the end of adjectives and a noun in a case; a place of several words counts as one."""
        start = at
        while at < stop and (self._fits(at, case) or (at > start and self._in_place(at))):
            noun = not self._is_adjective(at) or self._words[at].acronym
            if noun and self._takes_number(at, start):
                return at
            at += 1
            if noun:
                while at < stop and self._in_place(at):
                    at += 1
                return at
        if at > start and self._is_adjective(at - 1) and not self._named_by_adjective(start, at):
            return start
        return at

    def _takes_number(self, at: int, start: int) -> bool:
        """A common noun of people or a verb's noun opens a new phrase: it never stands in a name."""
        return self._words[at].lower in self._names.people and not self._words[at].capital and start == at

    def _named_by_adjective(self, start: int, at: int) -> bool:
        return at - start == 1 and self._words[start].capital

    def _in_place(self, at: int) -> bool:
        place = self._marks.place[at]
        return place is not None and place is self._marks.place[at - 1]

    def _row(self, at: int, stop: int, case: str) -> int:
        """Give the end of a list in a case: “по культуре, спорту и делам молодёжи”, with what hangs on it."""
        end = self._phrase(at, stop, case)
        if end == at:
            return at - 1
        while end < stop:
            glue = self._words[end]
            joined = glue.lower in self._names.and_ or glue.text == ","
            if joined and end + 1 < stop and not self.head_of(end + 1):
                after = self._phrase(end + 1, stop, case)
                if after > end + 1 and (glue.text != "," or self._list_closes(after, stop, case)):
                    end = after
                    continue
            if joined:
                break
            after = self._phrase(end, stop, "gent") if not is_personal(glue.lower) else end
            if after == end:
                break
            end = after
        return end

    def _list_closes(self, at: int, stop: int, case: str) -> bool:
        """Tell whether a list with commas is closed by “and” further on."""
        while at < stop:
            glue = self._words[at]
            after = self._phrase(at + 1, stop, case) if at + 1 < stop else at
            if glue.lower in self._names.and_:
                return after > at + 1
            if glue.text != "," or after <= at + 1:
                if self._fits(at, "gent"):
                    at += 1
                    continue
                return False
            at = after
        return False

    def _listed(self, at: int, stop: int, head: int) -> int:
        """“Министерство культуры, информации и спорта”: words in the genitive up to an “and”."""
        small = at + 1 < stop and not self._words[at + 1].capital and not self.head_of(at + 1)
        if not small or self.head_of(head) not in self._names.listing or at == head + 1:
            return at
        end = self._phrase(at + 1, stop, "gent")
        return end if end > at + 1 and self._list_closes(end, stop, "gent") else at

    def _joins(self, at: int, stop: int) -> bool:
        """Tell whether “and” goes on with the name: not with another body, a person or a place."""
        word = self._words[at]
        head = self.head_of(at)
        if head and (word.capital or not any(each.number == "plur" for each in readings(word.lower))):
            return False
        if word.capital and (
            self.head_after(at, stop) >= 0
            or word.acronym
            or is_personal(word.lower)
            or self._marks.place[at] is not None
        ):
            return False
        return self.head_after(at, stop) < 0 or bool(head)

    def _opens_field(self, at: int, stop: int) -> bool:
        word = self._words[at] if at < stop else None
        return word is not None and word.lower not in _ADVERBIAL and self._fits(at, "datv")

    def _office(self, at: int, stop: int) -> int:
        """“при Министерстве культуры”: the body that a body belongs to is a part of its name."""
        if at + 1 >= stop or not self._fits(at + 1, "loct"):
            return at
        word = self._words[at + 1]
        if not word.capital and word.lower not in _OF_OFFICE:
            return at
        end = self._phrase(at + 1, stop, "loct")
        while end < stop:
            after = self._phrase(end, stop, "gent") if not is_personal(self._words[end].lower) else end
            if after == end:
                break
            end = after
        return max(end, at)

    def _inside(self, at: int, head: int, stop: int) -> int:
        """“Бюро в Алматы”, “Посольство Казахстана в Узбекистане”, “центр в области культуры”."""
        if at + 1 >= stop:
            return at
        place = self._marks.place[at + 1]
        if place is not None and self.head_of(head) in self._names.seated:
            return self._text_end(place.end, at + 1, stop)
        end = at + 1
        while end < min(stop, at + 4) and self._is_adjective(end):
            end += 1
        if end < stop and self._words[end].lower in _FIELDS and place is None:
            return (
                self._row(end + 1, stop, "gent")
                if self._words[end].lower in {"области", "сфере", "духе"}
                else end + 1
            )
        return at

    def _text_end(self, end: int, at: int, stop: int) -> int:
        while at < stop and self._words[at].start < end:
            at += 1
        return at

    def _apposed(self, at: int) -> bool:
        """“Университет Туран”, “отель Registan Plaza”: a proper word without case beside the noun."""
        word = self._words[at]
        if not word.capital or word.acronym or self._marks.date[at] is not None or is_verb(word.lower):
            return False
        if word.text.isascii():
            return True
        return "gent" not in cases(word.lower) and not self._is_adjective(at) and not is_personal(word.lower)

    def _run(self, at: int, stop: int) -> int:
        latin = self._words[at].text.isascii()
        at += 1
        while latin and at < stop and self._words[at].capital and self._words[at].text.isascii():
            at += 1
        return at

    def _person(self, at: int, stop: int, genitive: bool = False) -> int:
        """“имени А. С. Пушкина”, “Михаила Прохорова”: initials and capitals in a row."""
        start = at
        while at < stop and at - start < 8:
            word = self._words[at]
            initial = len(word.text.rstrip(".")) == 1 and word.capital
            dot = word.text == "." and at > start and len(self._words[at - 1].text) == 1
            particle = word.lower in {"аль", "ибн", "ад", "де", "фон"} and at + 1 < stop
            if not (word.capital or initial or dot or particle or word.text == "-"):
                break
            if word.capital and not initial and self.head_of(at) and at > start:
                break
            if genitive and word.capital and not initial and "gent" not in cases(word.lower):
                break
            if self._marks.date[at] is not None:
                break
            at += 1
        return at if at > start else start - 1
