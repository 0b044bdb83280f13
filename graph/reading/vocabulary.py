"""Texts cut into words by spaCy's blank pipelines, one a language, made when first asked for."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

# Names keep their hyphens and dots; slashes, dashes, quotation marks and brackets always part words.
_INFIXES = (
    r"[/–—…,;:!?()\[\]{}<>|=«»“”„\"·•]",
    r"(?<=\d)[-–—](?=\d)",
    r"(?<=[a-zà-ÿа-яё])[’'](?=s\b)",
)
_ELISION = r"(?<=\b[dlsnmtjcDLSNMTJC])['’](?=\w)"
_PIECE = 200_000
_QUOTED = re.compile(r"\n[ \t]*>[> \t]*")


@lru_cache(maxsize=8)
def pipeline(language: str) -> Language:
    """Make the blank pipeline of a language, its words cut as names need it."""
    blank = spacy.blank(language)
    infixes = _INFIXES + ((_ELISION,) if language == "fr" else ())
    blank.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    blank.max_length = 10**9
    return blank


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark, at its place in the text (code points, half-open)."""

    text: str
    lower: str
    start: int
    end: int
    capital: bool
    acronym: bool
    alpha: bool


class WordedText:
    """A text and its words, numbered from 0."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.words: list[Word] = []
        for start in range(0, len(text), _PIECE):
            self._cut(text[start : start + _PIECE], start)

    def _cut(self, piece: str, offset: int) -> None:
        for token in pipeline(self.language).make_doc(piece):
            shown = token.text
            if shown.isspace() or (shown[0] == ">" and self._quotes(offset + token.idx, shown)):
                continue
            start = offset + token.idx
            if len(shown) > 2 and shown[0] in "-–—•*" and shown[1].isalpha():
                # A bullet glued to its word.
                self.words.append(_word(shown[0], start))
                shown, start = shown[1:], start + 1
            self.words.append(_word(shown, start))

    def _quotes(self, start: int, shown: str) -> bool:
        """Tell the marks that quote a line of a letter: they are no words of it."""
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        return not line.strip("> \t") and not shown.strip(">")

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def at(self, offset: int) -> int:
        """Number of the first word that ends after an offset of the text."""
        number = bisect_right(self._starts, offset) - 1
        if number >= 0 and self.words[number].end > offset:
            return number
        return number + 1

    def quote(self, first: int, last: int) -> str:
        """Quote a range of words as the text writes it, white space made single."""
        shown = self.text[self.words[first].start : self.words[last - 1].end]
        return " ".join((_QUOTED.sub(" ", shown) if "\n" in shown else shown).split())


def _word(shown: str, start: int) -> Word:
    return Word(shown, *_look(shown)[:1], start, start + len(shown), *_look(shown)[1:])


@lru_cache(maxsize=65_536)
def _look(shown: str) -> tuple[str, bool, bool, bool]:
    """Give a word in small letters, and whether it has a capital, is an acronym, has letters or digits."""
    large = sum(letter.isupper() for letter in shown)
    head = shown.split("-", 1)[0]
    acronym = large >= 2 and head.isupper() and any(letter.isalpha() for letter in head)
    lower = shown.lower()
    return (
        lower.replace("’", "'") if len(shown) > 2 or shown[0].isalpha() else lower,
        shown[0].isupper(),
        acronym,
        any(letter.isalnum() for letter in shown),
    )
