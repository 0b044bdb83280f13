"""A record of any format: its number, and the words of its cells by column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

#: Nothing real is nested deeper; what is deeper is not read.
DEEPEST: Final = 24


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table, an object of JSON or an element of XML; the first has number 1.

    What is nested has the names on its way joined by ``/``, an attribute of XML begins with ``@``, and
    what stands again in one record ends in ``[2]``, ``[3]`` …: ``title/narrative[2]/@lang``.
    """

    number: int
    cells: Mapping[str, str]
    surplus: int = 0


def numbered(name: str, count: int) -> str:
    """Name the first of several plainly, and each further one by its number."""
    return name if count == 1 else f"{name}[{count}]"


def unlike(names: Iterator[str]) -> Iterator[str]:
    """Name what is named twice apart."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield numbered(name, seen[name]) if name else ""
