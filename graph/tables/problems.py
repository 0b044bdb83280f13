"""What of a table could not be taken over."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..records import Account


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a table that was left out; row 0 is the header."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        place = f"Row {self.row}" if self.row else "Header"
        return (
            f"{place}, column {self.column}: {self.sentence}" if self.column else f"{place}: {self.sentence}"
        )


@dataclass(frozen=True, slots=True)
class TableReading:
    """The account a table gives, and what of it could not be taken over, in the order of its rows."""

    account: Account
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Problems:
    """Collects problems while a table is read."""

    found: set[Problem] = field(default_factory=set)

    def add(self, row: int, column: str, sentence: str) -> None:
        """Note what was left out, and why."""
        self.found.add(Problem(row, column, sentence))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self.found))
