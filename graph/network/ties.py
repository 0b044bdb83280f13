"""Projection: nodes that share activities become tied, by products of sparse incidence matrices.

(Where the pairs fit into memory they are counted as they stand, which gives the same sums sooner.)

With ``A`` and ``B`` the incidence of nodes and groups (activities or projects) for the roles that one
end and the other end of a tie may have, the groups that two nodes share are counted by

    A Bᵀ + B Aᵀ − (A∘B)(A∘B)ᵀ

the last term being the groups in which either node could be either end. Without roles this is A Aᵀ.

Weights of a tie, summed over the groups ``g`` that two nodes share:

``activities``
    1.
``newman``
    1 / (k_g − 1), with k_g the nodes of the group (Newman 2001, Phys. Rev. E 64, 016132, eq. 2). k_g counts
    all nodes that the filters of activities, years and sources leave, whatever the roles: a role says
    which ties are asked for, it does not make a crowded conference a meeting of two. So asking for roles
    leaves a subset of the ties with weights that never grow.
``roles``
    v_ag · v_bg, with v the greatest share (``ROLE_SHARES``) among the roles in which a node may be an end.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..records import Role
from .filters import Filters, Weight
from .selection import Rows
from .tables import Flags, Ints, Texts

#: So many pairs are counted one by one, which takes about 0.3 GB; more are left to a product of matrices.
_PAIRS: Final = 8_000_000

Floats = NDArray[np.float64]
Matrix = sparse.csr_array[np.float64]

#: Decimals of a weight; what is smaller is noise of floating point.
WEIGHT_DECIMALS: Final = 6

#: How much of an activity a role carries: who leads it all of it, who shapes it three quarters, who
#: enables or advises it half, who attends it a quarter. A convention, and therefore adjustable.
ROLE_SHARES: Final = MappingProxyType(
    {
        Role.ORGANISER: 1.0,
        Role.CO_ORGANISER: 1.0,
        Role.COORDINATOR: 1.0,
        Role.PARTNER: 0.75,
        Role.COOPERATING: 0.75,
        Role.HOST: 0.75,
        Role.AUTHOR: 0.5,
        Role.CONSULTATIVE: 0.5,
        Role.SUPPORTER: 0.5,
        Role.FUNDER: 0.5,
        Role.PARTICIPANT: 0.25,
        Role.BENEFICIARY: 0.25,
    }
)
#: The share of a role that is not stated, or not ours.
OTHER_SHARE: Final = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Pairs of nodes that share groups, each once (``source`` < ``target``), in order of both."""

    source: Ints
    target: Ints
    weight: Floats
    activities: Ints

    def __len__(self) -> int:
        return len(self.source)

    def take(self, kept: Flags) -> "Ties":
        """Keep the flagged ties."""
        return Ties(self.source[kept], self.target[kept], self.weight[kept], self.activities[kept])


@dataclass(frozen=True, slots=True, eq=False)
class _Memberships:
    """Each node of each group once, as places in compact matrices."""

    nodes: Ints
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    either: Flags
    other: Flags
    share: Floats
    size: NDArray[np.int64]

    def pairs(self) -> int:
        """Count the pairs of nodes of the same group."""
        members = np.bincount(self.column)
        return int((members * (members - 1) // 2).sum())

    def matrix(self, values: Floats) -> Matrix:
        """Place values in a matrix of nodes and groups; zeros are not stored."""
        kept = values != 0
        shape = (len(self.nodes), len(self.size))
        return sparse.csr_array((values[kept], (self.row[kept], self.column[kept])), shape=shape)


def tie(rows: Rows, filters: Filters, roles: Texts) -> Ties:
    """Tie the nodes of rows that share groups, weighted as the filters say; loops are left out."""
    members = _memberships(rows, roles)
    if members.pairs() <= _PAIRS:
        found = _by_pairs(members, filters.weight)
    else:
        found = _by_products(members, filters.weight)
    return found.take(found.weight >= filters.min_weight) if filters.min_weight else found


def _by_products(members: _Memberships, kind: Weight) -> Ties:
    count = _products(members, np.ones(len(members.row)), np.ones(len(members.row)))
    if kind is Weight.NEWMAN:
        crowd = 1.0 / np.maximum(members.size - 1, 1)
        weight = _products(members, crowd[members.column], np.ones(len(members.row)))
    elif kind is Weight.ROLES:
        weight = _products(members, members.share, members.share)
    else:
        weight = count
    source, target, activities = _above_diagonal(count)
    weights = activities if weight is count else _above_diagonal(weight)[2]
    return Ties(
        members.nodes[source],
        members.nodes[target],
        np.round(weights, WEIGHT_DECIMALS),
        np.rint(activities).astype(np.int32),
    )


def _by_pairs(members: _Memberships, kind: Weight) -> Ties:
    """Count the pairs of each group one by one: half the work of a product, but memory for each pair."""
    ends = np.cumsum(np.bincount(members.column))
    here = np.arange(len(members.row), dtype=np.int64)
    later = ends[members.column] - here - 1 if len(here) else here
    one = np.repeat(here, later)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(later) - later, later)
    if not (members.either.all() and members.other.all()):
        either, further = members.either, members.other
        met = (either[one] & further[other]) | (further[one] & either[other])
        one, other = one[met], other[met]
    # Members of a group are in order of their number, so the first of a pair is the smaller.
    key = members.row[one] * len(members.nodes) + members.row[other]
    if kind is Weight.ACTIVITIES:
        key.sort()
        begin = np.flatnonzero(np.diff(key, prepend=-1))
        counts = np.diff(np.append(begin, len(key)))
        weight = counts.astype(np.float64)
    else:
        order = np.argsort(key, kind="stable")
        key = key[order]
        begin = np.flatnonzero(np.diff(key, prepend=-1))
        counts = np.diff(np.append(begin, len(key)))
        each = _weights(members, kind, one, other)[order]
        summed = np.add.reduceat(each, begin) if len(each) else each
        weight = np.round(summed, WEIGHT_DECIMALS).astype(np.float64)
    source, target = np.divmod(key[begin], max(len(members.nodes), 1))
    return Ties(members.nodes[source], members.nodes[target], weight, counts.astype(np.int32))


def _weights(members: _Memberships, kind: Weight, one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
    """Say what each meeting of two nodes weighs."""
    if kind is Weight.NEWMAN:
        return 1.0 / np.maximum(members.size[members.column[one]] - 1, 1)
    return members.share[one] * members.share[other]


def _memberships(rows: Rows, roles: Texts) -> _Memberships:
    """Merge the rows of a node in a group; groups of one node tie nothing and are left out."""
    key = rows.group.astype(np.int64) << 32 | rows.node
    begin = np.flatnonzero(np.diff(key, prepend=-1))
    # Rows are in order of group, so that groups need not be sorted to be told apart.
    group = np.cumsum(np.diff(rows.group[begin], prepend=-1) != 0) - 1
    size = np.bincount(group)
    either = _any(rows.either, begin)
    other = _any(rows.other, begin)
    share = _greatest(_shares(rows, roles), begin)
    kept = (size[group] > 1) & (either | other)
    nodes, row = _compact(rows.node[begin][kept])
    groups, column = _compact(group[kept])
    return _Memberships(nodes, row, column, either[kept], other[kept], share[kept], size[groups])


def _compact(numbers: NDArray[np.signedinteger]) -> tuple[Ints, NDArray[np.int64]]:
    """Give the distinct numbers in order, and the place of each among them, by a table instead of a sort."""
    occurs = np.zeros(int(numbers.max()) + 1 if len(numbers) else 0, dtype=np.bool_)
    occurs[numbers] = True
    return np.flatnonzero(occurs).astype(np.int32), (np.cumsum(occurs) - 1)[numbers]


def _shares(rows: Rows, roles: Texts) -> Floats:
    known = {role.value: share for role, share in ROLE_SHARES.items()}
    table = np.array([*(known.get(role, OTHER_SHARE) for role in roles), OTHER_SHARE])
    return np.where(rows.either | rows.other, table[rows.role], 0.0)


def _any(flags: Flags, begin: NDArray[np.int64]) -> Flags:
    return np.logical_or.reduceat(flags, begin) if len(begin) else flags


def _greatest(values: Floats, begin: NDArray[np.int64]) -> Floats:
    return np.maximum.reduceat(values, begin) if len(begin) else values


def _products(members: _Memberships, left: Floats, right: Floats) -> Matrix:
    """Sum left times right over the groups that two nodes share."""
    if members.either.all() and members.other.all():
        return members.matrix(left) @ members.matrix(right).T
    both = members.either & members.other
    forth = members.matrix(left * members.either) @ members.matrix(right * members.other).T
    twice = members.matrix(left * both) @ members.matrix(right * both).T
    # left and right differ only by a factor of the group, so A Bᵀ turned over is B Aᵀ.
    return forth + forth.T - twice


def _above_diagonal(matrix: Matrix) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Give what stands above the diagonal, in order of row, then column."""
    row = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    above = np.flatnonzero(matrix.indices > row)
    row, column = row[above], matrix.indices[above].astype(np.int64)
    order = np.argsort(row * matrix.shape[1] + column)
    return row[order], column[order], matrix.data[above][order]
