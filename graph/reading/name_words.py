"""Words as parts of names: which begin, carry and end the name of a body."""

import re

from ..records import OrganisationKind
from .amounts import CURRENCIES
from .lexicon import Lexicon
from .marks import Marks
from .vocabulary import WordedText

_WRAPPED = 40
_ELIDED = re.compile(r"(?:d|l|dell|all|sull|s)[’'][A-ZÀ-Þ]")


class NameReader:
    """Tells, for the unit being read, what each word may be in a name.

    ``bodies`` are names known from elsewhere, as rows of words.
    """

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

    def _is_name_word(self, number: int) -> bool:
        """Tell a word that may belong to a name: capitalised, no date, no common word opening a sentence."""
        word = self._words[number]
        capital = word.capital or _ELIDED.match(word.text) is not None
        if not capital or self._marks.date[number] or word.text in CURRENCIES:
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
            elif (
                (word.text.isdigit() and len(word.text) < 4 and last > first and self._numbered(last))
                or self._in_place(last)
                or self._elides(last)
            ):
                last += 1
            else:
                break
        return last

    def _in_place(self, number: int) -> bool:
        """“Antigua and Barbuda”, “Dar es Salaam”: a small word inside the name of a place."""
        place = self._marks.place[number]
        return place is not None and place is self._marks.place[number - 1]

    def _elides(self, number: int) -> bool:
        """“Ca’ Foscari”, “Weavers’ Guild”: an apostrophe inside a name."""
        before, word = self._words[number - 1], self._words[number]
        if word.text not in {"’", "'"} or before.end != word.start or number + 1 >= self._stop:
            return False
        follows = self._words[number + 1].capital and not self._marks.in_title(number)
        return follows and (len(before.text) <= 3 or before.lower.endswith("s"))

    def _numbered(self, number: int) -> bool:
        if self._marks.date[number] is not None:
            return False
        counted = self._words[number - 1].lower in {"no.", "no", "nr", "nr.", "№", "n°"}
        return counted or (number + 1 < self._stop and self._words[number + 1].capital)

    def _breaks(self, number: int) -> bool:
        """A line of its own breaks a run of capitals, unless the text is wrapped there."""
        between = self._text.text[self._words[number - 1].end : self._words[number].start]
        if "\n" in between and self._short_line(number - 1):
            return True
        return "\n\n" in between or self._marks.in_title(number) != self._marks.in_title(number - 1)

    def _short_line(self, number: int) -> bool:
        """Tell whether a word ends a line that is too short to have been wrapped there."""
        end = self._words[number].end
        start = self._text.text.rfind("\n", 0, end) + 1
        return end - start < _WRAPPED

    def _head_in(self, first: int, last: int) -> int:
        """Find the noun that makes a core the name of a body: the last noun for bodies in it."""
        for number in range(last - 1, first - 1, -1):
            head = self._head_of(number)
            # “Wetlands International” but “International Centre”: such a noun names a body at its end only.
            if (
                head
                and not self._marks.place[number]
                and (number == last - 1 or head not in self._names.final)
            ):
                return number
        return -1

    def _head_of(self, number: int) -> str:
        """Give the noun for bodies that a word is, or that its last part is (“Museum-Reserve”)."""
        lower = self._words[number].lower
        nouns = self._names.head_forms
        if lower in nouns:
            return nouns[lower]
        parts = next((nouns[part] for part in reversed(lower.split("-")) if part in nouns), "")
        return parts or (self._compound(lower) if self._words[number].capital else "")

    def _compound(self, lower: str) -> str:
        """“Phonogrammarchiv”: a noun for bodies that ends a compound of another language."""
        ending = next((end for end in self._names.endings if lower.endswith(end)), "")
        return ending if len(lower) > len(ending) + 2 else ""

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

    def _all_place(self, first: int, last: int) -> bool:
        return all(self._marks.place[number] for number in range(first, last))

    def _is_nation(self, number: int) -> bool:
        """Tell the word of a place or nation: “Italian Red Cross”, and not “Regional UNESCO …”."""
        word = self._words[number]
        adjective = word.capital and word.lower.endswith(self._names.adjective_endings)
        return self._marks.place[number] is not None or (
            adjective and word.lower not in self._lexicon.activities.before
        )

    def _is_own(self, number: int) -> bool:
        """Tell a word that makes a noun for bodies a name: a capital, or any word where names are small."""
        word = self._words[number]
        small = self._names.lowercase_names and word.alpha and word.lower not in self._names.particles
        return word.capital or small

    def _next_core(self, number: int) -> tuple[int, int, bool] | None:
        """Give the core at a word, an article before it passed over."""
        article = number < self._stop and self._words[number].lower in self._names.article
        number += article
        if number >= self._stop or not self._is_name_word(number) or self._marks.in_title(number):
            return None
        return number, self._core(number), article
