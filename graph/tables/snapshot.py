"""What was read of a file, as a table that evidence can point into, whatever the file's own format."""

import csv
import io
from collections.abc import Sequence

from .bindings import counted
from .readers import Record


class Snapshot:
    """Keeps the cells of the columns that are read, and of nothing else: no description, no address of mail.

    A record has here the number it has in its file: one that is not read leaves an empty row.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns
        self._header: dict[str, None] = {}
        self._rows: list[dict[str, str]] = []
        self._known: dict[str, bool] = {}
        self.kept = 0

    def keep(self, record: Record) -> None:
        """Keep the cells of a record that are read."""
        cells = {column: words for column, words in record.cells.items() if self._is_read(column)}
        self._header.update(dict.fromkeys(cells))
        self._rows.append(cells)
        self.kept += 1

    def skip(self) -> None:
        """Leave the row of a record empty."""
        self._rows.append({})

    def text(self) -> str:
        """Write the table as CSV (RFC 4180)."""
        output = io.StringIO(newline="")
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(self._header)
        writer.writerows([row.get(column, "") for column in self._header] for row in self._rows)
        return output.getvalue()

    def _is_read(self, column: str) -> bool:
        if column not in self._known:
            self._known[column] = any(counted(name).fullmatch(column) for name in self._columns)
        return self._known[column]
