"""Postings: at which rows of the index an organisation or an activity stands."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .index import NetworkIndex
from .selection import Positions
from .tables import Ints


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Rows in order of organisation, and where each organisation's rows begin (4 bytes a row)."""

    order: Ints
    begin: NDArray[np.int64]

    @classmethod
    def of(cls, index: NetworkIndex) -> "Postings":
        """Give the postings of an index, which remembers them."""
        return index.remembered.remember("postings", lambda: cls._made(index))

    @classmethod
    def _made(cls, index: NetworkIndex) -> "Postings":
        column = index.involvements.organisation
        order = np.argsort(column, kind="stable").astype(np.int32)
        numbers = np.arange(len(index.organisations.things) + 1)
        return cls(order, np.searchsorted(column, numbers, sorter=order))

    def rows_of(self, organisations: Ints) -> Positions:
        """Give the rows of organisations, in order."""
        found = _ranges(self.begin[organisations], self.begin[organisations + 1])
        return np.sort(self.order[found].astype(np.int64))


def rows_of_activities(index: NetworkIndex, activities: Ints) -> Positions:
    """Give the rows of activities, which are given in order."""
    column = index.involvements.activity
    begin, end = np.searchsorted(column, activities), np.searchsorted(column, activities, side="right")
    return _ranges(begin, end)


def _ranges(begin: NDArray[np.int64], end: NDArray[np.int64]) -> Positions:
    """Give the numbers of ranges, end to end."""
    counts = end - begin
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    found: Positions = np.arange(total, dtype=np.int64) + np.repeat(begin - (ends - counts), counts)
    return found
