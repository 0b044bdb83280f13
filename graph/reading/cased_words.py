"""Russian words in phrases: which agree, which may stand in a case, which noun they belong to."""

from .lexicon import Lexicon
from .marks import Marks
from .russian_words import cases, is_known, is_pronoun, is_verb, readings
from .vocabulary import Word

_BEFORE_HEAD = 6
_ADJECTIVES = frozenset({"ADJF", "PRTF", "NUMR"})
_NOMINAL = frozenset({"NOUN", *_ADJECTIVES})


class CasedWords:
    """Tells, for the words of one text, what each may be in a phrase of a language with cases."""

    def __init__(self, words: list[Word], marks: Marks, lexicon: Lexicon) -> None:
        self._words = words
        self._marks = marks
        self._lexicon = lexicon
        self._names = lexicon.names
        self._cased = lexicon.names.phrases

    def head_after(self, first: int, stop: int) -> int:
        """Find the noun for bodies that a word, or the adjectives from it on, belong to; -1 without one."""
        at = first
        if self._names_head(first, stop):
            return first + 1
        while at < min(stop, first + _BEFORE_HEAD):
            word = self._words[at]
            if self.head_of(at) and not self._is_adjective(at):
                return at if self._agree(first, at) else -1
            closed = self._marks.closing.get(at)
            if word.text == "(" and at > first and closed is not None and closed - at < _BEFORE_HEAD:
                at = closed
                continue
            joined = at > first and word.lower in self._names.and_
            comma = at > first and word.text == ","
            if not (joined or comma or self._is_adjective(at) or (word.acronym and at == first)):
                return -1
            if self._marks.date[at] is not None:
                return -1
            at += 1
        return -1

    def _names_head(self, first: int, stop: int) -> bool:
        """“Бакай Банк”: a proper word of no dictionary before a noun for bodies with a capital."""
        if first + 1 >= stop or not self._words[first].capital or not self._words[first + 1].capital:
            return False
        return self.head_of(first + 1) != "" and not is_known(self._words[first].lower)

    def head_of(self, at: int) -> str:
        """Give the noun for bodies that a word is, or that one of its hyphenated parts is."""
        lower, nouns = self._words[at].lower, self._names.head_forms
        if lower in nouns:
            return nouns[lower]
        if (lower,) in self._lexicon.activities.nouns:
            return ""
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
        return word.lower in self._cased["evaluative"] or is_pronoun(word.lower)

    def _agree(self, first: int, head: int) -> bool:
        """Tell whether the adjectives before a noun stand in its case."""
        wanted = cases(self._words[head].lower)
        return all(
            not self._is_adjective(at) or self._words[at].acronym or cases(self._words[at].lower) & wanted
            for at in range(first, head)
        )

    def is_verb(self, at: int) -> bool:
        """Tell a verb, a short participle among them."""
        return is_verb(self._words[at].lower)

    def _fits(self, at: int, case: str) -> bool:
        """Tell whether a word may be a noun or adjective in a case, or is one without cases."""
        word = self._words[at]
        if not word.alpha or self._marks.date[at] is not None or word.text.isdigit():
            return False
        if self._marks.quotation[at] is not None:
            return False
        if word.acronym:
            return not is_known(word.lower) or case in cases(word.lower)
        found = readings(word.lower)
        if word.lower in self._names.persons and not word.capital:
            return case in cases(word.lower) and all(each.number == "plur" for each in found)
        if is_verb(word.lower) or not any(each.part in _NOMINAL for each in found):
            return False
        return case in cases(word.lower)

    def _named_place(self, at: int) -> bool:
        """“Республики Татарстан”, “города Нарын”: a proper word beside the noun for what it is."""
        word, before = self._words[at], self._words[at - 1].lower
        proper = word.capital and not self.head_of(at) and self._marks.date[at] is None
        return before in self._cased["places"] and proper

    def _in_place(self, at: int) -> bool:
        place = self._marks.place[at]
        return place is not None and place is self._marks.place[at - 1]
