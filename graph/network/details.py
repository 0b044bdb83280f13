"""Details of ties: when, in which roles, and from how many sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .selection import Positions, Rows
from .tables import NO_YEAR, Ints
from .ties import Ties

#: Pairs of rows looked at in one go: about 0.2 GB of working memory.
_CHUNK: Final = 2_000_000
_LATEST: Final = np.iinfo(np.int16).max


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """Pairs of rows that make ties: ``tie`` numbers the tie, the rows are those of either end."""

    tie: Ints
    source_row: Positions
    target_row: Positions


@dataclass(frozen=True, slots=True, eq=False)
class Details:
    """Columns, a row each tie; ``roles`` are (role, role, groups) from source to target, most first."""

    first: NDArray[np.int16]
    last: NDArray[np.int16]
    sources: Ints
    roles: tuple[tuple[tuple[int, int, int], ...], ...]


def describe(ties: Ties, rows: Rows) -> Details:
    """Describe ties by the rows that make them.

    First and last are the earliest and the latest year of the involvements of both ends in what they
    share (``NO_YEAR`` where none has a year); sources are those that state any of these involvements.
    """
    first = np.full(len(ties), _LATEST, dtype=np.int16)
    last = np.full(len(ties), NO_YEAR, dtype=np.int16)
    stated: list[NDArray[np.int64]] = []
    played: list[NDArray[np.int64]] = []
    for met in meetings(ties, rows):
        for end in (met.source_row, met.target_row):
            start = rows.start[end]
            np.minimum.at(first, met.tie, np.where(start == NO_YEAR, _LATEST, start))
            np.maximum.at(last, met.tie, rows.end[end])
            stated.append(_distinct(met.tie, rows.source[end]))
        roles = (rows.role[met.source_row], rows.role[met.target_row])
        played.append(_distinct(met.tie, *roles, rows.group[met.source_row]))
    first[last == NO_YEAR] = NO_YEAR
    return Details(first, last, _count_sources(stated, len(ties)), _count_roles(played, len(ties)))


def meetings(ties: Ties, rows: Rows) -> Iterator[Meetings]:
    """Yield the pairs of rows that make ties, some groups at a time; no group is cut in two.

    Rows must be in order of group, then node.
    """
    involved = np.isin(rows.node, np.concatenate([ties.source, ties.target])) & (rows.either | rows.other)
    rows_kept = np.flatnonzero(involved).astype(np.int64)
    keys = ties.source.astype(np.int64) << 32 | ties.target
    for begin, end in _chunks(rows.group[rows_kept]):
        one, other = _pairs(rows_kept[begin:end], rows.group)
        met = rows.node[one] < rows.node[other]
        met &= (rows.either[one] & rows.other[other]) | (rows.other[one] & rows.either[other])
        one, other = one[met], other[met]
        key = rows.node[one].astype(np.int64) << 32 | rows.node[other]
        place = np.minimum(np.searchsorted(keys, key), max(len(keys) - 1, 0))
        kept = keys[place] == key if len(keys) else np.zeros(0, dtype=np.bool_)
        yield Meetings(place[kept].astype(np.int32), one[kept], other[kept])


def _distinct(*columns: NDArray[np.signedinteger]) -> NDArray[np.int64]:
    return distinct(np.column_stack([column.astype(np.int64) for column in columns]))[0]


def distinct(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the distinct rows in order, and how often each occurs.

    Rows are packed into one number each, which sorts ten times as fast as rows do.
    """
    if not len(rows):
        return rows, np.zeros(0, dtype=np.int64)
    low = rows.min(axis=0)
    reach = rows.max(axis=0) - low + 1
    if float(np.prod(reach.astype(np.float64))) >= 2.0**62:
        return np.unique(rows, axis=0, return_counts=True)
    packed = np.zeros(len(rows), dtype=np.int64)
    for column in range(rows.shape[1]):
        packed = packed * reach[column] + (rows[:, column] - low[column])
    # Sorted by hand: numpy finds distinct numbers by hashing, and then sorts them too.
    packed.sort()
    begin = np.flatnonzero(np.diff(packed, prepend=packed[0] - 1))
    counts = np.diff(np.append(begin, len(packed)))
    found, left = np.zeros((len(begin), rows.shape[1]), dtype=np.int64), packed[begin]
    for column in reversed(range(rows.shape[1])):
        left, found[:, column] = np.divmod(left, reach[column])
    return found + low, counts


def _chunks(group: Ints) -> Iterator[tuple[int, int]]:
    """Cut an ordered column between groups, so that each piece holds about ``_CHUNK`` pairs."""
    begins = np.flatnonzero(np.diff(group, prepend=-1))
    ends = np.append(begins[1:], len(group))
    pairs = np.cumsum((ends - begins) ** 2)
    begin = 0
    while begin < len(begins):
        done = int(pairs[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(pairs, done + _CHUNK, side="right")), begin + 1)
        yield int(begins[begin]), int(ends[end - 1])
        begin = end


def _pairs(kept: Positions, group: Ints) -> tuple[Positions, Positions]:
    """Pair every row with every later row of its group."""
    column = group[kept]
    ends = np.searchsorted(column, column, side="right")
    here = np.arange(len(kept), dtype=np.int64)
    counts = ends - here - 1
    one = np.repeat(here, counts)
    within = np.arange(len(one), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
    return kept[one], kept[one + 1 + within]


def _count_sources(stated: list[NDArray[np.int64]], count: int) -> Ints:
    if not stated:
        return np.zeros(count, dtype=np.int32)
    pairs, _ = distinct(np.concatenate(stated))
    known = pairs[pairs[:, 1] >= 0]
    return np.bincount(known[:, 0], minlength=count).astype(np.int32)


def _count_roles(played: list[NDArray[np.int64]], count: int) -> tuple[tuple[tuple[int, int, int], ...], ...]:
    if not played:
        return ((),) * count
    pairs, groups = distinct(np.concatenate(played)[:, :3])
    # By tie; of each, the pair of roles shared most often first.
    order = np.lexsort((pairs[:, 2], pairs[:, 1], -groups, pairs[:, 0]))
    ends = np.searchsorted(pairs[order, 0], np.arange(count), side="right").tolist()
    roles = list(zip(pairs[order, 1].tolist(), pairs[order, 2].tolist(), groups[order].tolist(), strict=True))
    return tuple(tuple(roles[begin:end]) for begin, end in zip([0, *ends], ends, strict=False))
