"""What bindings find in a record: values, and the columns they stand in."""

import html
import json
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from .bindings import COUNTER, Binding, Bindings, at, counts
from .problems import Problems
from .readers import Record

_TAG = re.compile(r"<[^>]{0,500}>")
#: As the ``default`` of a binding: words that are not listed stay as they are.
SAME: Final = "same"


class Found(NamedTuple):
    """A value, the words it was read from, and the column they stand in; no column where it is constant."""

    value: str
    words: str
    column: str
    binding: Binding


class Finder:
    """Reads fields of one record; what a binding cannot translate is reported."""

    def __init__(self, record: Record, problems: Problems) -> None:
        self._record = record
        self._problems = problems

    def first(self, ways: Bindings, count: int = 1) -> Found | None:
        """Give the first value of a field."""
        return next(iter(self.all(ways, count)), None)

    def all(self, ways: Bindings, count: int = 1) -> list[Found]:
        """Give all values of a field, by the first of its bindings that finds any."""
        for binding in ways:
            if found := list(self._found(binding, count)):
                return found
        return []

    def _found(self, binding: Binding, count: int) -> Iterator[Found]:
        if not binding.column:
            if self._is_where(binding, count):
                yield Found(binding.value, binding.value, "", binding)
        elif COUNTER in binding.column and not count:
            for number in counts(binding.column, self._record.cells):
                if self._is_where(binding, number):
                    yield from self._read(binding, at(binding.column, number))
        elif self._is_where(binding, count):
            yield from self._read(binding, at(binding.column, count))

    def _is_where(self, binding: Binding, count: int) -> bool:
        cells = self._record.cells
        return all(cells.get(at(column, count), "") in words for column, words in binding.where.items())

    def _read(self, binding: Binding, column: str) -> Iterator[Found]:
        for words in self._parts(binding, column):
            plain = without_markup(words) if binding.clean else words
            if binding.pattern:
                match = re.search(binding.pattern, plain)
                plain = match[match.lastindex or 0].strip() if match else ""
            value = self._translated(binding, plain, column)
            if value:
                yield Found(binding.prefix + value, words, column, binding)

    def _parts(self, binding: Binding, column: str) -> list[str]:
        words = self._record.cells.get(column, "")
        if not words or not binding.split:
            return [words] if words else []
        if binding.split != "json":
            return [part.strip() for part in words.split(binding.split) if part.strip()]
        try:
            items = json.loads(words) if words.startswith("[") else [words]
        except (ValueError, RecursionError):
            self._problems.add(self._record.number, column, "It is no list of JSON; it was left out.")
            return []
        return [str(item).strip() for item in items if item]

    def _translated(self, binding: Binding, words: str, column: str) -> str:
        if not words or not (binding.values or binding.default):
            return words
        known = binding.values.get(words.casefold())
        if known is not None:
            return known
        if binding.default:
            return words if binding.default == SAME else binding.default
        short = words if len(words) <= 60 else words[:60] + "…"
        self._problems.add(
            self._record.number,
            column,
            f"“{short}” is none of the words known here; it was left out.",
        )
        return ""


def without_markup(words: str) -> str:
    """Take tags and character references out of words of HTML."""
    return " ".join(html.unescape(_TAG.sub(" ", html.unescape(words))).split())
