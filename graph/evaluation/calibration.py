"""Whether scores mean what they say: of the ties scored 0.8, eight in ten should be right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..records import Account, Involvement, Role
from .measure import Comparison

_BINS = 5


class Judged(NamedTuple):
    """The score of a tie, and whether the annotation has it."""

    confidence: float
    right: bool


class Bin(NamedTuple):
    """Ties scored alike: from and below which score, how many, their mean score, the share that is right."""

    low: float
    high: float
    ties: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How scores compare with what is right, over all judged ties."""

    judged: tuple[Judged, ...]

    def bins(self) -> Iterator[Bin]:
        """Give the rows of the reliability table, five of equal width, without the empty ones."""
        for number in range(_BINS):
            inside = [each for each in self.judged if min(int(each.confidence * _BINS), _BINS - 1) == number]
            if inside:
                sure = _mean([each.confidence for each in inside])
                right = _mean([each.right for each in inside])
                yield Bin(number / _BINS, (number + 1) / _BINS, len(inside), sure, right)

    def brier(self) -> float | None:
        """Give the mean squared difference of score and truth (Brier 1950): 0 is best; None without ties."""
        return _mean([(each.confidence - each.right) ** 2 for each in self.judged]) if self.judged else None

    def expected_error(self) -> float | None:
        """Give the expected calibration error: the mean gap of the bins, weighted by their ties."""
        if not self.judged:
            return None
        gaps = sum(each.ties * abs(each.confidence - each.right) for each in self.bins())
        return gaps / len(self.judged)


def judge(account: Account, comparison: Comparison) -> Iterator[tuple[Involvement, bool]]:
    """Tell of each tie that was read whether the annotation has it, with its activity and role.

    Of delegations only those that take part are annotated, and only by country.
    """
    names = {each.key: each.name for each in account.organisations}
    titles = {each.key: each.title for each in account.activities}
    wrong_ties = set(comparison.errors["part_full"].spurious)
    wrong_countries = set(comparison.errors["countries"].spurious)
    for tie in account.involvements:
        role = Role.FUNDER if tie.role is Role.SUPPORTER else tie.role
        if tie.organisation is not None:
            said = f"{names[tie.organisation]} · {titles[tie.activity]} · {role.value}"
            yield tie, said not in wrong_ties
        elif tie.role is Role.PARTICIPANT:
            yield tie, tie.country not in wrong_countries


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
