"""CSV by any delimiter (RFC 4180 otherwise)."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Final

from ...documents.encoding import decode
from ...errors import DocumentError

#: How many lines, and characters at most, a delimiter is told from.
_LINES: Final = 30
_SAMPLE: Final = 200_000
_DELIMITERS: Final = (",", ";", "\t", "|")


def delimited_rows(data: bytes, name: str) -> Iterator[list[str]]:
    """Yield the rows of a table parted by commas, semicolons, tabs or bars, whichever parts the header.

    Raises:
        DocumentError: the bytes are no text, or no such table.
    """
    text = decode(data, name)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise DocumentError(f"{name} is not a CSV table: line {reader.line_num}: {error}.") from None


def _delimiter(text: str) -> str:
    fits = {delimiter: _fit(text, delimiter) for delimiter in _DELIMITERS}
    return max(fits, key=lambda delimiter: fits[delimiter])


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """Say how many of the first lines have as many cells as each other, and how many that is."""
    widths: Counter[int] = Counter()
    reader = csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=delimiter)
    try:
        for row, _ in zip(reader, range(_LINES), strict=False):
            widths[len(row)] += len(row) > 1
    except csv.Error:
        pass  # what was parsed until there tells
    return max(((lines, width) for width, lines in widths.items()), default=(0, 0))
