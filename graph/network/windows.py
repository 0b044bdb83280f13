"""Time windows: the same network seen year after year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ..errors import NetworkError
from .filters import Filters
from .index import NetworkIndex
from .network import Network
from .projection import project
from .selection import select
from .tables import NO_YEAR

MOST_WINDOWS: Final = 200


@dataclass(frozen=True, slots=True)
class Windows:
    """How time is cut: ``width`` years at a time, a new window every ``step`` years.

    Cumulative windows all begin with the first year. Windows begin with the first year of the filters or
    of the data they leave, and the last one ends no later than the last year.
    """

    width: int = 3
    step: int = 1
    cumulative: bool = False

    def __post_init__(self) -> None:
        """Refuse windows without a width and steps that lead nowhere.

        Raises:
            NetworkError: width or step is less than one year.
        """
        if self.width < 1 or self.step < 1:
            raise NetworkError("Windows and the steps between them are at least one year long.")

    def spans(self, first: int, last: int) -> list[tuple[int, int]]:
        """Cut the years from first to last; what is shorter than a window is one of its own."""
        begins = range(first, max(last - self.width + 1, first) + 1, self.step)
        ends = [min(begin + self.width - 1, last) for begin in begins]
        return [(first if self.cumulative else begin, end) for begin, end in zip(begins, ends, strict=True)]


def through_time(
    index: NetworkIndex, windows: Windows, filters: Filters | None = None, languages: Sequence[str] = ()
) -> Iterator[Network]:
    """Project the network of every window in turn; its years are those of its filters.

    What has no year is in no window; what spans several years is in each window that it touches.

    Raises:
        NetworkError: there would be more than 200 windows.
    """
    filters = filters or Filters()
    rows = select(index, filters)
    dated = rows.start != NO_YEAR
    if not dated.any():
        return
    first = filters.from_year if filters.from_year is not None else int(np.min(rows.start[dated]))
    last = filters.to_year if filters.to_year is not None else int(np.max(rows.end[dated]))
    spans = windows.spans(first, last)
    if len(spans) > MOST_WINDOWS:
        raise NetworkError(
            f"The years {first}–{last} make {len(spans)} windows; take fewer, with a longer step."
        )
    for begin, end in spans:
        chosen = replace(filters, from_year=begin, to_year=end)
        yield project(index, chosen, languages, arrange=False)
