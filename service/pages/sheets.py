"""A table that was read, shown as a table: each row and each cell has a place that facts can point to."""

import csv
import io
from dataclasses import dataclass

from koinon.graph.addresses import slug

#: Rows that are shown.
_MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell, and the name of its place on the page."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of a table and its rows, by number (1 follows the header)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[SheetCell, ...]], ...]
    total: int


def sheet(text: str) -> Sheet | None:
    """Read the text of a table; None where it is none (RFC 4180). Empty lines do not count."""
    try:
        lines = [cells for cells in csv.reader(io.StringIO(text, newline=""), strict=True) if cells]
    except csv.Error:
        return None
    if len(lines) < 2 or len(lines[0]) < 2:
        return None
    columns = lines[0]
    rows = tuple(
        (number, tuple(_cell(number, column, cell) for column, cell in zip(columns, cells, strict=False)))
        for number, cells in enumerate(lines[1 : _MOST_ROWS + 1], 1)
    )
    return Sheet(tuple(columns), rows, len(lines) - 1)


def _cell(number: int, column: str, text: str) -> SheetCell:
    return SheetCell(text.strip(), f"{number}-{slug(column)}")
