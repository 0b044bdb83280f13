"""Russian noun phrases: how far a name reaches from its noun, by the cases of the words behind it."""

from ..records import OrganisationKind
from .cased_words import CasedWords
from .russian_words import cases, is_personal, is_verb, readings

_LONGEST = 28
_LONGEST_TITLE = 12
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


class CasedPhrases(CasedWords):
    """Tells, for the words of one text, what a name in a language with cases may hold."""

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
                    if at < stop and self._words[at].lower not in self._cased["named_after"]:
                        break
                    continue
                break
            after = self._further(at, head, stop)
            if after <= at:
                break
            parts.append((at, after))
            at = after
        return at, parts, quoted

    def complement_end(self, at: int, stop: int) -> int:
        """Give the end of what hangs on a noun in the genitive, person's names left out."""
        while at < stop:
            word = self._words[at]
            if word.capital and is_personal(word.lower) and self._marks.place[at] is None:
                break
            joined = word.lower in self._names.and_ and at + 1 < stop and self._complements(at + 1, stop)
            after = self._phrase(at + joined, stop, "gent")
            if after <= at + joined:
                break
            at = after
        return at

    def _complements(self, at: int, stop: int) -> bool:
        return self._joins(at, stop) or self._marks.place[at] is not None

    def _further(self, at: int, head: int, stop: int) -> int:
        """Give the end of the part of a name that begins at a word; the word itself where none does."""
        word = self._words[at]
        if word.capital and len(word.text.rstrip(".")) == 1:
            return self._complement(at, head, stop)
        if word.lower in self._cased["named_after"]:
            return self._person(at + 1, stop)
        if word.lower in self._cased["town"]:
            after = at + 1 + (at + 1 < stop and self._words[at + 1].text == ".")
            return after + 1 if after < stop and self._marks.place[after] is not None else at
        if word.text in {"–", "—"}:
            return self._members(at, stop)
        if word.text == "№":
            return at + 2 if at + 1 < stop and self._words[at + 1].text.isdigit() else at
        end = self._governed(at, head, stop)
        return self._complement(at, head, stop) if end < 0 else max(end, at)

    def _members(self, at: int, stop: int) -> int:
        """“Фонд государств — участников СНГ”: a dash between two nouns in the genitive."""
        small = at + 1 < stop and not self._words[at + 1].capital and self._fits(at + 1, "gent")
        end = self._phrase(at + 1, stop, "gent") if small and self._fits(at - 1, "gent") else at
        return end + 1 if at < end < stop and self._words[end].acronym else at

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
        initial = word.capital and len(word.text.rstrip(".")) == 1
        if (is_personal(word.lower) and word.capital and self._marks.place[at] is None) or initial:
            named_after = direct and self._names.heads.get(self.head_of(head)) in _AFTER_PERSONS
            return self._person(at, stop, genitive=True) if named_after else at
        case = (
            "ablt"
            if self._words[at - 1].lower in self._cased["instrumental"] and self._fits(at, "ablt")
            else "gent"
        )
        return self._phrase(at, stop, case)

    # -- parts --------------------------------------------------------------------------------------------

    def _phrase(self, at: int, stop: int, case: str) -> int:
        """Give the end of adjectives and a noun in a case; a place of several words counts as one."""
        start = at
        while at < stop and (self._fits(at, case) or (at > start and self._in_place(at))):
            noun = not self._is_adjective(at) or self._words[at].acronym
            if noun and self._takes_number(at, start):
                return at
            at += 1
            if not noun:
                at = self._past_and(at, case, stop)
            if noun:
                while at < stop and (self._in_place(at) or self._named_place(at)):
                    at += 1
                return at
        if at > start and self._is_adjective(at - 1) and not self._named_by_adjective(start, at):
            return start
        return at

    def _past_and(self, at: int, case: str, stop: int) -> int:
        """“естественных и технических наук”: adjectives joined before their noun."""
        joined = at + 1 < stop and (self._words[at].lower in self._names.and_ or self._words[at].text == ",")
        adjective = joined and self._is_adjective(at + 1) and self._fits(at + 1, case)
        return at + 1 if adjective and not self._words[at + 1].capital else at

    def _takes_number(self, at: int, start: int) -> bool:
        """A common noun of people or a verb's noun opens a new phrase: it never stands in a name."""
        return self._words[at].lower in self._names.people and not self._words[at].capital and start == at

    def _named_by_adjective(self, start: int, at: int) -> bool:
        return at - start == 1 and self._words[start].capital

    def _row(self, at: int, stop: int, case: str) -> int:
        """Give the end of a list in a case: “по культуре, спорту и делам молодёжи”, with what hangs on it."""
        end = self._phrase(at, stop, case)
        if end == at:
            return at - 1
        while end < stop:
            glue = self._words[end]
            joined = glue.lower in self._names.and_ or glue.text == ","
            if joined and end + 1 < stop and self._joins(end + 1, stop):
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
        return word is not None and word.lower not in self._cased["adverbial"] and self._fits(at, "datv")

    def _office(self, at: int, stop: int) -> int:
        """“при Министерстве культуры”: the body that a body belongs to is a part of its name."""
        if at + 1 >= stop or not self._fits(at + 1, "loct"):
            return at
        word = self._words[at + 1]
        if not word.capital and not self.head_of(at + 1) and word.lower not in self._cased["offices"]:
            return at
        end = self._phrase(at + 1, stop, "loct")
        while end < stop:
            after = self._further(end, at + 1, stop)
            if after <= end:
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
        if end < stop and self._words[end].lower in self._cased["fields"] and place is None:
            return (
                self._row(end + 1, stop, "gent")
                if self._words[end].lower in self._cased["fields_of"]
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
        if len(word.text.rstrip(".")) == 1:
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

    def _is_honour(self, at: int) -> bool:
        """“имени академика …”, “имени Героя Советского Союза …” in small letters."""
        word = self._words[at]
        return word.alpha and not word.capital and "gent" in cases(word.lower) and not is_verb(word.lower)

    def _person(self, at: int, stop: int, genitive: bool = False) -> int:
        """“имени А. С. Пушкина”, “Михаила Прохорова”: initials and capitals in a row."""
        start = at
        while not genitive and at < stop and self._is_honour(at):
            at += 1
        while at < stop and at - start < 8:
            word = self._words[at]
            initial = len(word.text.rstrip(".")) == 1 and word.capital
            dot = word.text == "." and at > start and len(self._words[at - 1].text) == 1
            particle = word.lower in self._cased["of_persons"] and at + 1 < stop
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
