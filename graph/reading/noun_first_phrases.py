"""French and Spanish noun phrases: how far a name reaches from its noun, by the small words behind it."""

from ..records import PlaceKind
from .lexicon import Lexicon
from .marks import Marks
from .vocabulary import Word

_LONGEST = 30
_LONGEST_TITLE = 12
_CONTENT = 2
_MARKS = frozenset({"’", "'"})


class NounFirstPhrases:
    """Tells, for the words of one text, what a name may hold where its noun comes first.

    Complements follow the noun: adjectives directly, nouns behind “of” or “for”, proper words beside it.
    """

    def __init__(self, words: list[Word], marks: Marks, lexicon: Lexicon) -> None:
        self._words = words
        self._marks = marks
        self._lexicon = lexicon
        self._names = lexicon.names
        self._known = lexicon.names.phrases

    def head_of(self, at: int) -> str:
        """Give the noun for bodies that a word is, or that the first of its hyphenated parts is."""
        lower, nouns = self._words[at].lower, self._names.head_forms
        if self._is_deed(at):
            return ""
        if lower in nouns:
            return nouns[lower]
        if (lower,) in self._lexicon.activities.nouns:
            return ""
        return next((nouns[part] for part in lower.split("-") if part in nouns), "")

    def _is_deed(self, at: int) -> bool:
        """“École d’été”: a noun for bodies that begins what an activity is called."""
        longest = min(self._lexicon.activities.longest, len(self._words) - at)
        lowers = [word.lower for word in self._words[at : at + longest]]
        rows = (tuple(lowers[:length]) for length in range(2, longest + 1))
        return any(row in self._lexicon.activities.nouns for row in rows)

    def end(self, head: int, stop: int) -> tuple[int, tuple[int, int] | None]:
        """Give the end of a name with its noun at ``head``, and the range of a name quoted in it."""
        at = head + 1
        while at < stop and at - head < _LONGEST:
            quotation = self._marks.quotation[at]
            if quotation is not None:
                fits = quotation.first == at and quotation.title and quotation.last - at <= _LONGEST_TITLE
                if fits:
                    return min(quotation.last, stop), (at + 1, quotation.last - 1)
                break
            after = self._further(at, head, stop)
            if after <= at:
                break
            at = after
        return at, None

    def _further(self, at: int, head: int, stop: int) -> int:
        """Give the end of the part of a name that begins at a word; the word itself where none does."""
        word = self._words[at]
        if self._marks.date[at] is not None or not (word.alpha or word.text == ","):
            return at
        steps = (
            (word.text == ",", self._listed),
            (word.lower in self._names.and_, self._joined),
            (word.lower in self._names.for_, self._purpose),
            (word.lower in self._names.in_, self._seated),
            (word.lower in self._names.of, self._of),
            (word.lower in self._known["about"], self._about),
            (word.lower in self._known["foreign_joints"], self._foreign),
        )
        step = next((step for fits, step in steps if fits), self._beside)
        return max(step(at, head, stop), at)

    # -- what stands beside the noun ----------------------------------------------------------------------

    def _beside(self, at: int, head: int, stop: int) -> int:
        """Take a proper word, an adjective or a number beside what came before."""
        word, before = self._words[at], self._words[at - 1]
        if word.capital:
            return at + 1 if self._is_proper(at, head) else at
        if word.text.isdigit():
            return at + 1 if before.capital and len(word.text) <= _CONTENT else at
        if self._marks.place[at] is not None and self._marks.place[at] is self._marks.place[at - 1]:
            return at + 1
        place = self._marks.place[at - 1]
        return at + 1 if self.is_adjective(at) and (place is None or place.kind is not PlaceKind.CITY) else at

    def _is_proper(self, at: int, head: int) -> bool:
        word = self._words[at]
        if word.lower in self._names.persons or word.lower in self._names.name_ends:
            return False
        if self._marks.place[at] is not None and self._marks.place[at] is self._marks.place[at - 1]:
            return True
        # A person follows a name that is whole: “du Musée du Louvre Anne Martin”.
        return self._marks.place[at - 1] is None or self._words[at - 1].lower in self._names.of

    def is_adjective(self, at: int) -> bool:
        """Tell an adjective in small letters by its ending, or a participle that names use."""
        word = self._words[at]
        if not word.alpha or word.capital or word.lower in self._known["no_adjectives"]:
            return False
        outside = (
            word.lower in self._names.name_ends
            or word.lower in self._lexicon.activities.stops
            or word.lower in self._names.persons
            or word.lower in self._names.people
        )
        if outside:
            return False
        ends = word.lower.endswith(self._names.adjective_endings) and len(word.lower) > 4
        return ends or word.lower in self._known["adjectives"] or self._agrees(at)

    def _agrees(self, at: int) -> bool:
        """“civilisations noires”: a plural behind a plural in small letters agrees with it."""
        word, before = self._words[at].lower, self._words[at - 1]
        plural = word.endswith("s") and before.lower.endswith(("s", "x")) and len(word) > 4
        small = before.alpha and not before.capital and before.lower not in self._names.of
        return plural and small and word not in self._known["no_nouns"] and word not in self._names.article

    # -- complements --------------------------------------------------------------------------------------

    def _article(self, at: int, stop: int) -> int:
        while at < stop and self._words[at].lower in self._names.article:
            at += 1
        return at

    def _of(self, at: int, head: int, stop: int) -> int:
        """“de la Culture”, “du patrimoine”, “de los Andes”: a noun behind “of”."""
        number = self._article(at + 1, stop)
        while number < stop and self._words[number].lower in self._names.of:
            number += 1
        number = self._article(number, stop)
        return self._noun(number, head, stop, at)

    def _noun(self, number: int, head: int, stop: int, at: int) -> int:
        """Give the end of a noun at ``number`` with its adjectives; ``at`` where it belongs to no name."""
        if number >= stop or self._marks.date[number] is not None or self._marks.quotation[number]:
            return at
        word = self._words[number]
        if not word.alpha or word.text.isdigit() or word.lower in self._known["no_nouns"]:
            return at
        if word.capital:
            return number + 1 if word.lower not in self._names.persons else at
        outside = word.lower in self._names.people or word.lower in self._names.name_ends
        if outside or self._is_whole(at, head):
            return at
        return number + 1

    def _is_whole(self, at: int, head: int) -> bool:
        """A name that already holds a proper word takes no further noun in small letters."""
        small = self._names.lowercase_names
        held = [number for number in range(head + 1, at) if self._words[number].capital]
        if not held:
            return False
        placed = any(self._marks.place[number] is not None for number in held)
        return placed or not small or (self._words[at - 1].capital and self._words[at - 1].acronym)

    def _joined(self, at: int, head: int, stop: int) -> int:
        """“… et de la Communication”, “arts et métiers”: a second noun, not a second body."""
        number = at + 1
        behind_of = number < stop and self._words[number].lower in self._names.of
        article = number < stop and self._words[number].lower in self._names.article
        while number < stop and (self._words[number].lower in self._names.of | self._names.article):
            number += 1
        if number >= stop or at == head + 1 or self.head_of(number) or self._body(number):
            return at
        if self._marks.place[at - 1] is not None or self._marks.place[number] is not None:
            return at
        word = self._words[number]
        known = word.acronym or word.lower in self._names.people or self._closed(at, head)
        known = known or self._bare(at, number)
        if known or (word.capital and (article or not self._coordinates(at, behind_of))):
            return at
        return self._noun(number, head, stop, at)

    def _bare(self, at: int, number: int) -> bool:
        """“arts et métiers”: a noun in small letters without more follows one in small letters only."""
        small = number == at + 1 and not self._words[number].capital
        said = self._words[number].lower.endswith(tuple(self._known["participles"]))
        return small and (self._words[at - 1].capital or said)

    def _coordinates(self, at: int, behind_of: bool) -> bool:
        """A capital goes on behind “and” where a capital stood before it: “Bois et Mémoire”."""
        return self._words[at - 1].capital or behind_of or self.is_adjective(at - 1)

    def _closed(self, at: int, head: int) -> bool:
        return self._is_whole(at, head) and not self._words[at - 1].capital

    def _body(self, number: int) -> bool:
        return self._words[number].text in self._names.bodies

    def _listed(self, at: int, head: int, stop: int) -> int:
        """“de la Culture, de la Jeunesse et des Sports”: nouns parted by commas up to an “and”."""
        if self.head_of(head) not in self._names.listing or at == head + 1:
            return at
        number, end = at, at
        while number < stop:
            joined = self._words[number].lower in self._names.and_
            if not joined and self._words[number].text != ",":
                return at
            if not joined and number + 1 < stop and self._words[number + 1].lower in self._names.and_:
                number, joined = number + 1, True
            end = self._list_item(number + 1, stop)
            if end <= number + 1:
                return at
            if joined:
                return end
            number = end
        return at

    def _list_item(self, number: int, stop: int) -> int:
        start = number
        while number < stop and (self._words[number].lower in self._names.of | self._names.article):
            number += 1
        word = self._words[number] if number < stop else None
        if word is None or not word.alpha or self._marks.date[number] is not None or self._body(number):
            return start
        outside = self.head_of(number) or word.lower in self._names.people | self._names.name_ends
        if outside or self._marks.place[number] is not None or word.lower in self._known["no_nouns"]:
            return start
        if not word.capital and number == start:
            return start
        number += 1
        while number < stop and (self.is_adjective(number) or self._of_more(number, stop)):
            number += 1
        return number

    def _of_more(self, number: int, stop: int) -> bool:
        word = self._words[number]
        if word.capital and self._words[number - 1].lower not in self._names.and_:
            return not self.head_of(number)
        small = self._names.of | self._names.article
        return word.lower in small and number + 1 < stop and self._words[number + 1].alpha

    def _purpose(self, at: int, head: int, stop: int) -> int:
        """“pour le patrimoine mondial”, “para el Desarrollo”; a verb behind it opens a clause."""
        number = self._article(at + 1, stop)
        if number >= stop:
            return at
        word = self._words[number]
        verb = not word.capital and word.lower.endswith(tuple(self._known["infinitives"]))
        if verb or (number == at + 1 and not word.capital):
            return at
        return self._noun(number, head, stop, at)

    def _about(self, at: int, head: int, stop: int) -> int:
        """“Centre de recherche sur la conservation”: a field of study."""
        studies = self._words[at - 1].lower in self._known["studies"]
        return self._noun(self._article(at + 1, stop), head, stop, at) if studies else at

    def _seated(self, at: int, head: int, stop: int) -> int:
        """“Bureau de l’UNESCO à Dakar”, “Embajada de Colombia en España”."""
        number = self._article(at + 1, stop)
        place = self._marks.place[number] if number < stop else None
        if place is None or self.head_of(head) not in self._names.seated:
            return at
        while number < stop and self._words[number].start < place.end:
            number += 1
        return number

    def _foreign(self, at: int, head: int, stop: int) -> int:
        """“Victoria and Albert”: joints of other languages between capitals."""
        follows = at + 1 < stop and self._words[at + 1].capital and self._words[at - 1].capital
        return at + 2 if follows else at
