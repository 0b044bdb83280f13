"""Rows of plain cells: where the header is, and the records below it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from .record import Record, unlike

#: How far down a header is looked for; sheets often begin with titles and remarks.
DEEPEST_HEADER: Final = 20


def records_below(
    rows: Iterable[Sequence[str]], suits: Callable[[Sequence[str]], bool]
) -> tuple[tuple[str, ...], Iterator[Record]]:
    """Find the header among the first rows, and yield the records below it; empty rows do not count.

    Where no row suits, the first row with more than one cell is taken for the header.
    """
    remaining = (row for row in rows if any(cell.strip() for cell in row))
    first = list(islice(remaining, DEEPEST_HEADER))
    headers = [tuple(unlike(" ".join(cell.split()) for cell in row)) for row in first]
    found = next((index for index, header in enumerate(headers) if suits(header)), None)
    if found is None:
        found = next((index for index, header in enumerate(headers) if sum(map(bool, header)) > 1), 0)
    columns = headers[found] if headers else ()
    return columns, _records(columns, first[found + 1 :], remaining)


def _records(
    columns: Sequence[str], first: Iterable[Sequence[str]], rest: Iterable[Sequence[str]]
) -> Iterator[Record]:
    number = 0
    for rows in (first, rest):
        for row in rows:
            number += 1
            cells = {
                name: cell.strip() for name, cell in zip(columns, row, strict=False) if name and cell.strip()
            }
            yield Record(number, cells, max(0, len(row) - len(columns)))
