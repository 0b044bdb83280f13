"""Tables that a spreadsheet opens without taking a cell for a formula.

Spreadsheets evaluate a cell that begins with a sign of a formula, and what a source says may begin with one.
Such a cell gets an apostrophe before it, which spreadsheets read as “this is text”; plain numbers stay what
they are. A byte order mark tells them that the file is UTF-8. This changes the data, so the standard form
stays beside it.
"""

import csv
import io
import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from typing import Final

#: The name by which the form is asked for, and its media type (RFC 4180).
SPREADSHEET: Final = "csv-excel"
SPREADSHEET_TYPE: Final = "text/csv; charset=utf-8; header=present"
# The full-width forms count in some locales; blanks before a sign are skipped by some programs.
_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠|%]|[\t\r\n]")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?")
_PIECE: Final = 1 << 16
_LONGEST_CELL: Final = 1 << 30


def for_spreadsheets(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Rewrite a table in CSV, piece by piece."""
    csv.field_size_limit(_LONGEST_CELL)  # the module's own limit is shorter than a text may be
    output = io.StringIO()
    writer = csv.writer(output)
    output.write("\ufeff")
    for row in csv.reader(_lines(pieces)):
        writer.writerow([safe_cell(cell) for cell in row])
        if output.tell() >= _PIECE:
            yield _taken(output)
    yield _taken(output)


def safe_cell(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula."""
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _taken(output: io.StringIO) -> bytes:
    text = output.getvalue()
    output.seek(0)
    output.truncate()
    return text.encode()


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    decoder = getincrementaldecoder("utf-8")()
    rest = ""
    for piece in pieces:
        # A carriage return at the end may be one half of a line's end.
        *whole, rest = (rest + decoder.decode(piece)).split("\n")
        yield from (f"{line}\n" for line in whole)
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest
