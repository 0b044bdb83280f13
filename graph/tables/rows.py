"""Tables as rows of cells by column."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..errors import DocumentError
from ..records import Row
from .problems import Problems

_LIST = ";"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number, 1 after the header, and its cells, trimmed, by column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def items(self, column: str) -> list[str]:
        """Give the items of a cell that holds a list."""
        return [item for part in self[column].split(_LIST) if (item := part.strip())]

    def at(self, column: str = "") -> Row:
        """Say where something stands: in the row, or in one column of it."""
        return Row(self.number, column)


def table_rows(text: str, name: str, known: Sequence[str], problems: Problems) -> Iterator[TableRow]:
    """Yield the rows of a CSV text (RFC 4180) by the columns that are known; empty lines do not count.

    Raises:
        DocumentError: the text is no CSV, or its header names no known column, or one twice.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next((cells for cells in reader if cells), [])
        columns = _columns(header, name, known, problems)
        number = 0
        for cells in reader:
            if not cells:
                continue
            number += 1
            if len(cells) > len(header):
                problems.add(
                    number, "", f"It has {len(cells)} cells, the header {len(header)}; the rest was left out."
                )
            found = zip(columns, cells, strict=False)
            yield TableRow(number, {column: cell.strip() for column, cell in found if column})
    except csv.Error as error:
        raise DocumentError(f"{name} is not a CSV table: line {reader.line_num}: {error}.") from None


def _columns(header: Sequence[str], name: str, known: Sequence[str], problems: Problems) -> list[str]:
    """Match the header's cells with the known columns; an empty name stands for one that is not read."""
    columns = []
    for cell in header:
        column = cell.strip().casefold().replace(" ", "_")
        if column in columns and column:
            raise DocumentError(f"{name} has two columns named {column}; name each once.")
        if column not in known:
            problems.add(
                0, cell.strip(), f"There is no such column; it was not read. Known are {', '.join(known)}."
            )
            column = ""
        columns.append(column)
    if not any(columns):
        raise DocumentError(f"{name} has no header with the columns {', '.join(known)}.")
    return columns
