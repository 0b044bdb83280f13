"""A table that was read, shown as a table: each row and each cell has a place that facts can point to."""

import csv
import io
from dataclasses import dataclass
from typing import Final

from koinon.graph.addresses import slug

#: Rows that one page shows.
PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell, and the name of its place on the page."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of a table and some of its ``total`` rows, by number (1 follows the header)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[SheetCell, ...]], ...]
    total: int

    @property
    def pages(self) -> list[tuple[int, int, bool]]:
        """Give the first and last row of each page, and whether it is this one; none where all are here."""
        if len(self.rows) == self.total:
            return []
        begins = range(1, self.total + 1, PAGE)
        return [(one, min(one + PAGE - 1, self.total), one == self.rows[0][0]) for one in begins]

    def shows(self, row: int | None) -> bool:
        """Say whether a row is among those shown; what stands in no row is at home on every page."""
        return row is None or self.rows[0][0] <= row <= self.rows[-1][0]


def sheet(text: str, row: int = 1) -> Sheet | None:
    """Read the text of a table, and show the page that holds a row; beyond the last row, the last page.

    None where it is no table (RFC 4180). Empty lines do not count.
    """
    try:
        lines = [cells for cells in csv.reader(io.StringIO(text, newline=""), strict=True) if cells]
    except csv.Error:
        return None
    if len(lines) < 2 or len(lines[0]) < 2:
        return None
    columns, total = lines[0], len(lines) - 1
    begin = (min(max(row, 1), total) - 1) // PAGE * PAGE + 1
    rows = tuple(
        (number, tuple(_cell(number, column, cell) for column, cell in zip(columns, cells, strict=False)))
        for number, cells in enumerate(lines[begin : begin + PAGE], begin)
    )
    return Sheet(tuple(columns), rows, total)


def _cell(number: int, column: str, text: str) -> SheetCell:
    return SheetCell(text.strip(), f"{number}-{slug(column)}")
