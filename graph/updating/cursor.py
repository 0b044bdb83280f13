"""A place in the words of an update, and what stands there."""

from collections.abc import Sequence
from typing import NamedTuple

from ..errors import QueryError
from ..store.tokens import Token, TokenKind


class Span(NamedTuple):
    """Where a piece of a text begins and ends."""

    start: int
    end: int


class Cursor:
    """Walks over the words of a text."""

    def __init__(self, text: str, pieces: Sequence[Token]) -> None:
        self._text = text
        self._pieces = pieces
        self._at = 0

    @property
    def at_end(self) -> bool:
        """Tell whether nothing is left."""
        return self._at >= len(self._pieces)

    @property
    def start(self) -> int:
        """Where the next word begins."""
        return len(self._text) if self.at_end else self._pieces[self._at].start

    @property
    def end(self) -> int:
        """Where the last word that was taken ends."""
        last = self._pieces[self._at - 1]
        return last.start + len(last.text)

    def word(self, ahead: int = 0) -> str:
        """Give the keyword that stands here, in lower case, or nothing where there is none."""
        at = self._at + ahead
        if at >= len(self._pieces) or self._pieces[at].kind is not TokenKind.WORD:
            return ""
        return self._pieces[at].text.lower()

    def next(self, count: int = 1) -> None:
        """Go on by so many words."""
        self._at += count

    def accept(self, word: str) -> bool:
        """Take a keyword where it stands here; tell whether it did."""
        if self.word() != word:
            return False
        self.next()
        return True

    def expect(self, text: str) -> None:
        """Take a keyword or a sign.

        Raises:
            QueryError: something else stands here.
        """
        if self.at_end or self._pieces[self._at].text.lower() != text:
            raise self.unexpected(text.upper())
        self.next()

    def expect_kind(self, kind: TokenKind, name: str) -> str:
        """Take a word of a kind.

        Raises:
            QueryError: something else stands here.
        """
        if self.at_end or self._pieces[self._at].kind is not kind:
            raise self.unexpected(name)
        self.next()
        return self._pieces[self._at - 1].text

    def address(self) -> str:
        """Take an address, in angle brackets or with a prefix.

        Raises:
            QueryError: something else stands here.
        """
        if not self.at_end and self._pieces[self._at].kind is TokenKind.NAME:
            return self.expect_kind(TokenKind.NAME, "an address")
        return self.expect_kind(TokenKind.ADDRESS, "an address")

    def block(self) -> Span:
        """Take what stands in braces, the braces included.

        Raises:
            QueryError: no brace opens here, or it is not closed.
        """
        start, depth = self.start, 0
        if self.at_end or self._pieces[self._at].text != "{":
            raise self.unexpected("{")
        while not self.at_end:
            text = self._pieces[self._at].text
            depth += {"{": 1, "}": -1}.get(text, 0)
            self.next()
            if depth == 0:
                return Span(start, self.end)
        raise self.unexpected("}")

    def unexpected(self, wanted: str) -> QueryError:
        """Say that something else stands here than what must."""
        before = self._text[: self.start]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return QueryError(f"The update is not SPARQL at line {line}, column {column}: expected {wanted}.")
