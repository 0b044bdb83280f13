"""A file of open data opened by what its name says it is."""

import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

from ...errors import DocumentError
from .delimited import delimited_rows
from .grid import records_below
from .json_file import json_records
from .record import Record
from .workbook import MOST_BYTES, workbook_sheets
from .xml_file import xml_records

#: The endings of names, and the format each stands for.
FORMATS: Final = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
    ".json": "json",
    ".geojson": "json",
    ".ndjson": "json",
    ".jsonl": "json",
    ".xml": "xml",
}
#: The records of JSON and XML need not all have every column: so many are looked at.
SAMPLE: Final = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is being read: its hash, the columns it has, and its records, once."""

    name: str
    format: str
    sha256: str
    columns: tuple[str, ...]
    records: Iterator[Record]


def open_table(path: Path, suits: Callable[[Sequence[str]], bool]) -> Opened:
    """Open a file; ``suits`` tells a header, so that titles above it and other sheets are passed over.

    Raises:
        DocumentError: the file cannot be read, is of no known format, or damaged.
    """
    form = FORMATS.get(_ending(path))
    if form is None:
        raise DocumentError(f"{path.name} is no table: its name must end in {', '.join(FORMATS)}.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}.") from None
    sha256 = hashlib.sha256(data).hexdigest()
    if path.suffix.lower() == ".gz":
        data = _unpacked(data, path.name)
    if not data.strip():
        raise DocumentError(f"{path.name} is empty.")
    columns, records = _records(data, form, path.name, suits)
    return Opened(path.name, form, sha256, columns, records)


def _ending(path: Path) -> str:
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return plain.suffix.lower()


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            unpacked = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DocumentError(f"{name} is damaged: {error}.") from None
    if len(unpacked) > MOST_BYTES:
        raise DocumentError(f"{name} unpacks to more than {MOST_BYTES >> 20} MB; it was not read.")
    return unpacked


def _records(
    data: bytes, form: str, name: str, suits: Callable[[Sequence[str]], bool]
) -> tuple[tuple[str, ...], Iterator[Record]]:
    if form == "csv":
        return records_below(delimited_rows(data, name), suits)
    if form == "workbook":
        return _sheet(data, name, suits)
    records = json_records(data, name) if form == "json" else xml_records(data, name)
    first = list(islice(records, SAMPLE))
    columns = tuple(dict.fromkeys(column for record in first for column in record.cells))
    return columns, chain(first, records)


def _sheet(
    data: bytes, name: str, suits: Callable[[Sequence[str]], bool]
) -> tuple[tuple[str, ...], Iterator[Record]]:
    """Take the sheet whose header suits, else the first one that has any."""
    taken: tuple[tuple[str, ...], Iterator[Record]] | None = None
    for rows in workbook_sheets(data, name):
        columns, records = records_below(rows, suits)
        if suits(columns):
            return columns, records
        if taken is None and columns:
            taken = columns, records
    if taken is None:
        raise DocumentError(f"{name} has no sheet with anything in it.")
    return taken
