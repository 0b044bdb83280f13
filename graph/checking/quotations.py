"""Passages compared with the text they quote."""

import csv
import io
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from ..terms import Literal, Term


class Line(NamedTuple):
    """A row of a table: its words as they stand in the text, and its cells."""

    words: str
    cells: list[str]


class Text:
    """The text of a snapshot, and its rows where something points to one."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def rows(self) -> list[Line]:
        """The rows after the header; a row of several lines is one, an empty line none."""
        lines = io.StringIO(self.text, newline="").readlines()
        reader, begin, rows = csv.reader(lines), 0, []
        for cells in reader:
            if cells:
                rows.append(Line("".join(lines[begin : reader.line_num]).rstrip("\r\n"), cells))
            begin = reader.line_num
        return rows[1:]


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


def _misquoted_row(selector: str, quote: str, rows: list[Line]) -> str:
    number = selector.removeprefix("row=")
    if not number.isdecimal() or not 1 <= int(number) <= len(rows):
        return f"The passage points to “{selector}”, but the table has {len(rows)} rows."
    row = rows[int(number) - 1]
    if quote != row.words and quote not in row.cells:
        return f"The passage quotes “{quote}”, but row {number} of the table reads “{row.words}”."
    return ""


def _number(term: Term) -> int:
    words = words_of(term)
    return int(words) if words.removeprefix("-").isdecimal() else -1


def words_of(term: Term | None) -> str:
    """Give the lexical form of a literal; nothing where there is none."""
    return term.value if isinstance(term, Literal) else ""
