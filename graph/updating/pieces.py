"""Pieces of an update given to the engine, at the lines where they stand in the text."""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from ..errors import QueryError
from ..store.engine_errors import engine_errors
from ..store.tokens import TokenKind, tokens
from ..terms import IRI
from .cursor import Span

_NOT_A_LINE_END = re.compile(r"[^\n]")


class Pieces:
    """The text of an update with the declarations that hold at one of its operations."""

    def __init__(self, text: str, prologue: tuple[Span, ...], base: str | None) -> None:
        self._text = text
        self._prologue = prologue
        self._base = f"BASE <{base}> " if base else ""

    def around(self, before: str, span: Span, after: str = "") -> str:
        """Write a piece with its declarations; everything else of the text becomes spaces.

        So an error of the engine names the line of the text that was sent.
        """
        kept, at = [self._base], 0
        for start, end in self._prologue:
            kept += [_blank(self._text[at:start]), self._text[start:end]]
            at = end
        return "".join(
            [*kept, _blank(self._text[at : span.start]), before, self._text[span.start : span.end], after]
        )

    def variables(self, spans: Iterable[Span | None]) -> list[str]:
        """Name the variables that occur in some pieces, each once, without their sign."""
        found = [
            token.text[1:]
            for span in spans
            if span is not None
            for token in tokens(self._text[span.start : span.end])
            if token.kind is TokenKind.VARIABLE
        ]
        return list(dict.fromkeys(found))

    def mentions(self, span: Span, word: str) -> bool:
        """Tell whether a keyword occurs in a piece."""
        return any(
            token.kind is TokenKind.WORD and token.text.casefold() == word
            for token in tokens(self._text[span.start : span.end])
        )

    def names_blank_nodes(self, span: Span) -> bool:
        """Tell whether a piece writes blank nodes, by label, in brackets or as a list."""
        return any(
            token.text.startswith("_:") or token.text in {"[", "("}
            for token in tokens(self._text[span.start : span.end])
            if token.kind in {TokenKind.NAME, TokenKind.SIGN}
        )

    def resolve(self, address: str) -> IRI:
        """Resolve an address as it is written, relative or with a prefix.

        Raises:
            QueryError: the prefix is not declared, or there is nothing to resolve it against.
        """
        declared = "".join(f"{self._text[start:end]} " for start, end in self._prologue)
        with engine_errors():
            found = ox.Store().query(f"{self._base}{declared}SELECT ({address} AS ?address) {{}}")
            assert isinstance(found, ox.QuerySolutions)
            term = next(found)[0]
        if not isinstance(term, ox.NamedNode):
            raise QueryError(f"{address} is not an address.")
        return IRI(term.value)


def _blank(text: str) -> str:
    return _NOT_A_LINE_END.sub(" ", text)
