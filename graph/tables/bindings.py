"""Bindings: which columns a field is read from, by name, and how."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from ..errors import DocumentError
from .readers.record import numbered

#: Stands in the name of a column for 1, 2, 3 …
COUNTER: Final = "{n}"
_FORMS = frozenset({"html"})
_KEYS = frozenset(
    "column value optional split values prefix clean pattern where formats decimal default".split()
)


@dataclass(frozen=True, slots=True)
class Binding:
    """One way to read a field; its name in the mapping says what the field is.

    ``column`` names a column, in which ``{n}`` stands for 1, 2, 3 …; without one, ``value`` is what every
    record says. ``split`` parts a list (``json`` for a list of JSON), ``pattern`` keeps the first group,
    ``values`` translates the words of the file, ``default`` is for words it does not list, ``prefix`` goes
    before, ``clean = "html"`` takes markup away, ``formats`` are those of dates (strptime), ``decimal`` is
    the decimal mark, and ``where`` tells which words other columns must hold.
    """

    column: str = ""
    value: str = ""
    optional: bool = False
    split: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    prefix: str = ""
    clean: str = ""
    pattern: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    decimal: str = ""

    def columns(self) -> Iterator[str]:
        """Name the columns that this reads, with the counter in them."""
        if self.column:
            yield self.column
        yield from self.where


#: Ways to read a field, of which the first that finds anything counts.
Bindings = tuple[Binding, ...]


def at(column: str, count: int) -> str:
    """Name the column of a count: the first of several may or may not bear its number."""
    if f"[{COUNTER}]" in column:
        return re.sub(r"([^/]*?)\[\{n\}\]", lambda found: numbered(found[1], count), column)
    return column.replace(COUNTER, str(count))


def counts(column: str, named: Iterable[str]) -> list[int]:
    """Give the counts for which columns are named, in order; gaps do not matter."""
    found = (counted(column).fullmatch(name) for name in named)
    return sorted({int(match[1] or 1) for match in found if match})


@cache
def counted(column: str) -> re.Pattern[str]:
    """Match the columns that a name with a counter may mean; the first group is the count."""
    parts = re.split(r"(\[\{n\}\]|\{n\})", column)
    pattern, first = "", True
    for part in parts:
        if part == COUNTER:
            pattern += r"(\d{1,4})" if first else r"\d{1,4}"
        elif part == f"[{COUNTER}]":
            pattern += r"(?:\[(\d{1,4})\])?" if first else r"(?:\[\d{1,4}\])?"
        else:
            pattern += re.escape(part)
            continue
        first = False
    return re.compile(pattern if not first else f"{pattern}()")


def bindings(value: Any, where: str) -> Bindings:
    """Read what a mapping says of a field: a column's name, a table, or a list of either.

    Raises:
        DocumentError: it is none of these.
    """
    items = value if isinstance(value, list) else [value]
    return tuple(_binding(item, where) for item in items)


def _binding(item: Any, where: str) -> Binding:
    if isinstance(item, str):
        return Binding(column=item)
    if not isinstance(item, dict):
        raise DocumentError(f"{where} must be the name of a column, or a table with “column” or “value”.")
    if unknown := sorted(set(item) - _KEYS):
        raise DocumentError(f"{where} has “{unknown[0]}”, which means nothing; known are {_listed(_KEYS)}.")
    if ("column" in item) == ("value" in item):
        raise DocumentError(f"{where} must have either “column” or “value”.")
    if item.get("clean", "html") not in _FORMS:
        raise DocumentError(f"{where}: “clean” can only be “html”.")
    _check_pattern(item.get("pattern", ""), where)
    conditions = {name: _texts(words) for name, words in item.get("where", {}).items()}
    return Binding(
        column=str(item.get("column", "")),
        value=str(item.get("value", "")),
        optional=bool(item.get("optional", False)),
        split=str(item.get("split", "")),
        values={str(key).casefold(): str(to) for key, to in item.get("values", {}).items()},
        default=str(item.get("default", "")),
        prefix=str(item.get("prefix", "")),
        clean=str(item.get("clean", "")),
        pattern=str(item.get("pattern", "")),
        where=conditions,
        formats=_texts(item.get("formats", [])),
        decimal=str(item.get("decimal", "")),
    )


def _check_pattern(pattern: str, where: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise DocumentError(f"{where}: “{pattern}” is no regular expression: {error}.") from None


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in (value if isinstance(value, list) else [value]))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
