"""Filters: which records of a general file are of interest, and which are not to be published."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import DocumentError
from .bindings import COUNTER, at, counts


@dataclass(frozen=True, slots=True)
class Condition:
    """What a column must hold: one of some words, a pattern anywhere, or nothing."""

    column: str
    words: frozenset[str] = frozenset()
    pattern: str = ""
    empty: bool = False

    def holds(self, cells: Mapping[str, str]) -> bool:
        """Tell whether any column of this name fulfils it."""
        found = _values(self.column, cells)
        if self.empty:
            return not found
        if self.words:
            return any(value.casefold() in self.words for value in found)
        return any(re.search(self.pattern, value, re.IGNORECASE) for value in found)

    def __str__(self) -> str:
        if self.empty:
            return f"{self.column} is empty"
        if self.words:
            return f"{self.column} is one of {', '.join(sorted(self.words))}"
        return f"{self.column} matches {self.pattern}"


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions of which any, or all, must hold."""

    conditions: tuple[Condition, ...]
    needs_all: bool = False

    def takes(self, cells: Mapping[str, str]) -> bool:
        """Tell whether a record passes."""
        held = (condition.holds(cells) for condition in self.conditions)
        return all(held) if self.needs_all else any(held)

    def columns(self) -> Iterator[str]:
        """Name the columns that are looked at."""
        return (condition.column for condition in self.conditions)

    def __str__(self) -> str:
        return (" and " if self.needs_all else " or ").join(map(str, self.conditions))


def filter_of(values: Any, where: str) -> Filter:
    """Read a filter: a table with ``any`` or ``all``, a list of conditions.

    Raises:
        DocumentError: it is none.
    """
    if not isinstance(values, dict) or len(values) != 1 or not set(values) <= {"any", "all"}:
        raise DocumentError(f"{where} must be a table with one list of conditions, “any” or “all”.")
    ((how, items),) = values.items()
    if not isinstance(items, list) or not items:
        raise DocumentError(f"{where}.{how} must be a list of conditions.")
    return Filter(tuple(_condition(item, where) for item in items), how == "all")


def _condition(item: Any, where: str) -> Condition:
    if not isinstance(item, dict) or "column" not in item or len(item) != 2:
        raise DocumentError(
            f"A condition of {where} must have “column” and one of “is”, “matches” and “empty”."
        )
    try:
        re.compile(item.get("matches", ""))
    except re.error as error:
        raise DocumentError(f"{where}: “{item['matches']}” is no regular expression: {error}.") from None
    words = frozenset(str(word).casefold() for word in item.get("is", []))
    return Condition(item["column"], words, item.get("matches", ""), bool(item.get("empty", False)))


def _values(column: str, cells: Mapping[str, str]) -> list[str]:
    if COUNTER not in column:
        return [value] if (value := cells.get(column, "")) else []
    return [cells[at(column, count)] for count in counts(column, cells)]
