"""What of a table could not be taken over."""

from collections.abc import Iterator, Sequence
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
    records: int = 0


def in_brief(problems: Sequence[Problem], most: int = 10) -> Iterator[str]:
    """Tell problems in sentences: each of a few; of many the first of each column, and how many there are."""
    if len(problems) <= most:
        yield from map(str, problems)
        return
    of_column: dict[str, list[Problem]] = {}
    for problem in problems:
        of_column.setdefault(problem.column, []).append(problem)
    for column, found in sorted(of_column.items(), key=lambda item: -len(item[1]))[:most]:
        more = f" So {len(found) - 1:,} more of this column." if len(found) > 1 and column else ""
        more = f" So {len(found) - 1:,} more." if len(found) > 1 and not column else more
        yield f"{found[0]}{more}"
    yield f"{len(problems):,} values or records were left out."


@dataclass(slots=True)
class Problems:
    """Collects problems while a table is read."""

    found: set[Problem] = field(default_factory=set)

    def add(self, row: int, column: str, sentence: str) -> None:
        """Note what was left out, and why."""
        self.found.add(Problem(row, column, sentence))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self.found))
