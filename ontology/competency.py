"""Competency questions: what the graph must be able to answer, each with the answer expected."""

import csv
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from io import StringIO


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library: its query, what it asks, and the table expected over the shipped data."""

    name: str
    asks: str
    text: str
    expected: str

    @property
    def expected_rows(self) -> tuple[tuple[str, ...], ...]:
        """Give the expected table, its header first."""
        return tuple(tuple(row) for row in csv.reader(StringIO(self.expected)))


def read_question(query: Traversable, folder: Traversable) -> Question:
    """Read a query, and beside it the table of the same name; without one, none is expected.

    Raises:
        ValueError: the first line is not a comment that says what the query asks.
    """
    text = query.read_text(encoding="utf-8")
    first = text.partition("\n")[0]
    if not first.startswith("# "):
        raise ValueError(f"The first line of {query.name} must be a comment that says what it asks.")
    name = query.name.removesuffix(".rq")
    table = folder.joinpath(f"{name}.csv")
    expected = table.read_text(encoding="utf-8") if table.is_file() else ""
    return Question(name, first.removeprefix("# ").strip(), text, expected)
