"""Passages compared with the text they quote."""

import csv
from collections.abc import Mapping
from functools import cached_property

from ..terms import Literal, Term

_ROW = "row="


class Text:
    """The text of a snapshot, and its rows where it is a table."""

    def __init__(self, text: str, media_type: str = "text/plain") -> None:
        self.text = text
        self._is_table = media_type in {"text/csv", "text/tab-separated-values"}
        self._delimiter = "\t" if media_type.endswith("tab-separated-values") else ","

    @cached_property
    def rows(self) -> list[list[str]]:
        """The rows after the header, cell by cell."""
        if not self._is_table:
            return []
        return list(csv.reader(self.text.splitlines(keepends=True), delimiter=self._delimiter))[1:]


def misquoted(row: Mapping[str, Term], snapshot: Text) -> str:
    """Say how a passage differs from its snapshot; nothing where it is true."""
    if "start" in row and "end" in row:
        return _misquoted_words(row, snapshot.text)
    if "row" in row:
        return _misquoted_row(words_of(row["row"]), words_of(row.get("exact")), snapshot.rows)
    return "The passage does not say where in its snapshot it stands."


def _misquoted_words(row: Mapping[str, Term], text: str) -> str:
    start, end = _number(row["start"]), _number(row["end"])
    if not 0 <= start < end <= len(text):
        return f"The passage lies at {start}–{end}, but the text has {len(text)} characters."
    quote, words = words_of(row.get("exact")), text[start:end]
    if quote != words:
        return f"The passage quotes “{quote}”, but at {start}–{end} the text reads “{words}”."
    before, after = words_of(row.get("prefix")), words_of(row.get("suffix"))
    if not text[:start].endswith(before):
        read = text[max(0, start - len(before)) : start]
        return f"The passage is said to follow “{before}”, but before {start} the text reads “{read}”."
    if not text.startswith(after, end):
        read = text[end : end + len(after)]
        return f"The passage is said to precede “{after}”, but after {end} the text reads “{read}”."
    return ""


def _misquoted_row(selector: str, quote: str, rows: list[list[str]]) -> str:
    number = int(selector.removeprefix("row=")) if selector.removeprefix("row=").isdecimal() else 0
    if not 1 <= number <= len(rows):
        return f"The passage points to “{selector}”, but the table has {len(rows)} rows."
    return ""


def _number(term: Term) -> int:
    words = words_of(term)
    return int(words) if words.removeprefix("-").isdecimal() else -1


def words_of(term: Term | None) -> str:
    """Give the lexical form of a literal; nothing where there is none."""
    return term.value if isinstance(term, Literal) else ""
