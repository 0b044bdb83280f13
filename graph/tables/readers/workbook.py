"""XLSX, XLS and ODS, by python-calamine; archives that would unpack without end are refused."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Final

import python_calamine

from ...errors import DocumentError

#: What a workbook may unpack to, in bytes, and how many cells the frame of a sheet may have.
MOST_BYTES: Final = 1 << 30
MOST_CELLS: Final = 50_000_000
_PIECE: Final = 1 << 20
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_BROKEN = (python_calamine.CalamineError, python_calamine.WorksheetNotFound, OSError, ValueError)


def workbook_sheets(data: bytes, name: str) -> Iterator[Iterator[list[str]]]:
    """Yield the sheets of a workbook, each as its rows; of a formula the value kept with it counts.

    Raises:
        DocumentError: the bytes are no workbook, are locked, or unpack to more than is sensible.
    """
    if data.startswith(b"PK"):
        _check_archive(data, name)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        sheets = list(book.sheet_names)
    except python_calamine.PasswordError:
        raise DocumentError(f"{name} is locked by a password; save it without one.") from None
    except _BROKEN as error:
        raise DocumentError(f"{name} is not a workbook that can be read: {error}.") from None
    for sheet in sheets:
        try:
            rows = book.get_sheet_by_name(sheet).iter_rows()
        except _BROKEN as error:
            raise DocumentError(f"The sheet “{sheet}” of {name} cannot be read: {error}.") from None
        yield ([_words(cell) for cell in row] for row in rows)


def _check_archive(data: bytes, name: str) -> None:
    """Unpack an archive piece by piece, keeping nothing, before a reader that keeps all of it may."""
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as file:
                    sheet = "worksheets/" in entry.filename
                    left = _unpacked(file, left, name, sheet)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise DocumentError(f"{name} is not a workbook that can be read: {error}.") from None
    except zlib.error as error:
        raise DocumentError(f"{name} is damaged: {error}.") from None


def _unpacked(file: IO[bytes], left: int, name: str, sheet: bool) -> int:
    widest = deepest = 0
    tail = b""
    while piece := file.read(_PIECE):
        left -= len(piece)
        if left < 0:
            raise DocumentError(f"{name} unpacks to more than {MOST_BYTES >> 20} MB; it was not read.")
        if sheet:
            for column, row in _CELL.findall(tail + piece):
                widest, deepest = max(widest, _column_number(column)), max(deepest, int(row))
            tail = piece[-200:]
    if widest * deepest > MOST_CELLS:
        raise DocumentError(
            f"A sheet of {name} is {deepest:,} rows by {widest:,} columns wide; delete its empty cells."
        )
    return left


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        day = cell.hour == cell.minute == cell.second == 0
        return cell.date().isoformat() if day else cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).replace("\x00", "")
