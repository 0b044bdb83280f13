"""Projection: nodes that share activities become tied, by products of sparse incidence matrices.

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

    def matrix(self, values: Floats) -> Matrix:
        """Place values in a matrix of nodes and groups; zeros are not stored."""
        kept = values != 0
        shape = (len(self.nodes), len(self.size))
        return sparse.csr_array((values[kept], (self.row[kept], self.column[kept])), shape=shape)


def tie(rows: Rows, filters: Filters, roles: Texts) -> Ties:
    """Tie the nodes of rows that share groups, weighted as the filters say; loops are left out."""
    members = _memberships(rows, roles)
    count = _products(members, np.ones(len(members.row)), np.ones(len(members.row)))
    if filters.weight is Weight.NEWMAN:
        crowd = 1.0 / np.maximum(members.size - 1, 1)
        weight = _products(members, crowd[members.column], np.ones(len(members.row)))
    elif filters.weight is Weight.ROLES:
        weight = _products(members, members.share, members.share)
    else:
        weight = count
    source, target, activities = _above_diagonal(count)
    _, _, weights = _above_diagonal(weight)
    ties = Ties(
        members.nodes[source],
        members.nodes[target],
        np.round(weights, WEIGHT_DECIMALS),
        np.rint(activities).astype(np.int32),
    )
    return ties.take(ties.weight >= filters.min_weight)


def _memberships(rows: Rows, roles: Texts) -> _Memberships:
    """Merge the rows of a node in a group; groups of one node tie nothing and are left out."""
    key = rows.group.astype(np.int64) << 32 | rows.node
    begin = np.flatnonzero(np.diff(key, prepend=-1))
    _, group, size = np.unique(rows.group[begin], return_inverse=True, return_counts=True)
    either = _any(rows.either, begin)
    other = _any(rows.other, begin)
    share = _greatest(_shares(rows, roles), begin)
    kept = (size[group] > 1) & (either | other)
    groups, column = np.unique(group[kept], return_inverse=True)
    nodes, row = np.unique(rows.node[begin][kept], return_inverse=True)
    return _Memberships(nodes, row, column, either[kept], other[kept], share[kept], size[groups])


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
    upper = sparse.triu(matrix, k=1, format="csr")
    upper.sort_indices()
    row = np.repeat(np.arange(upper.shape[0], dtype=np.int64), np.diff(upper.indptr))
    return row, upper.indices.astype(np.int64), upper.data
