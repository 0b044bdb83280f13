"""Bipartite networks: who takes part in what, as it is stated, before anything is projected."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from .details import distinct
from .filters import Filters, Unit, Via
from .index import NetworkIndex
from .projection import UNSTATED, country_of, kind_of
from .selection import Rows, select, things_of
from .tables import NO_YEAR, NOTHING


@dataclass(frozen=True, slots=True)
class Member:
    """A node of either side; ``degree`` counts what it is linked to on the other."""

    id: str
    label: str
    kind: str | None
    country: str | None
    degree: int


@dataclass(frozen=True, slots=True)
class Membership:
    """That a member takes part in an activity or project: in which roles, and when."""

    source: str
    target: str
    roles: tuple[str, ...]
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Bipartite:
    """Members and what they take part in, each side by degree, then address."""

    generation: int
    filters: Filters
    members: tuple[Member, ...]
    shared: tuple[Member, ...]
    memberships: tuple[Membership, ...]
    total_members: int
    total_shared: int

    def as_dict(self) -> dict[str, Any]:
        """Give the network in the shape of the web interface."""
        return {
            "generation": self.generation,
            "filters": self.filters.as_dict(),
            "total": {"members": self.total_members, "shared": self.total_shared},
            "truncated": len(self.members) < self.total_members or len(self.shared) < self.total_shared,
            "members": [_plain(one) for one in self.members],
            "shared": [_plain(one) for one in self.shared],
            "memberships": [_plain(one) | {"roles": list(one.roles)} for one in self.memberships],
        }

    def to_networkx(self) -> "nx.Graph[str]":
        """Give the network to networkx; the attribute ``bipartite`` tells members (0) from the rest (1)."""
        network: nx.Graph[str] = nx.Graph(generation=self.generation, filters=self.filters.as_query())
        for side, nodes in enumerate((self.members, self.shared)):
            for node in nodes:
                described = {name: value for name, value in _plain(node).items() if name != "id"}
                network.add_node(node.id, bipartite=side, **described)
        for one in self.memberships:
            network.add_edge(one.source, one.target, roles=one.roles, first=one.first, last=one.last)
        return network


def bipartite(
    index: NetworkIndex, filters: Filters | None = None, languages: Sequence[str] = ()
) -> Bipartite:
    """Give who takes part in what under filters; roles of either end keep the memberships that have one.

    ``limit`` keeps that many of either side: the members of most activities, and of what these take part
    in what most of them do.

    Raises:
        NetworkError: a heritage type or a source is not in the data.
    """
    filters = filters or Filters()
    rows = select(index, filters)
    rows = rows.take(rows.either | rows.other)
    pairs, _ = distinct(np.column_stack([rows.node, rows.group]).astype(np.int64))
    members, degree = np.unique(pairs[:, 0], return_counts=True)
    order = np.lexsort((members, -degree))[: filters.limit]
    total = len(np.unique(pairs[:, 1]))
    pairs = pairs[np.isin(pairs[:, 0], members[order])]
    groups, size = np.unique(pairs[:, 1], return_counts=True)
    ranked = np.lexsort((groups, -size))[: filters.limit]
    rows = rows.take(np.isin(rows.node, members[order]) & np.isin(rows.group, groups[ranked]))
    things, activities = things_of(index, filters.unit), index.activities.things
    return Bipartite(
        generation=index.generation,
        filters=filters,
        members=tuple(
            Member(
                things.addresses[number],
                things.label(number, languages),
                kind_of(index, filters.unit, number),
                country_of(index, filters.unit, number),
                count,
            )
            for number, count in zip(members[order].tolist(), degree[order].tolist(), strict=True)
        ),
        shared=tuple(
            Member(activities.addresses[number], activities.label(number, languages), kind, None, count)
            for number, count in zip(groups[ranked].tolist(), size[ranked].tolist(), strict=True)
            for kind in [_kind(index, filters, number)]
        ),
        memberships=tuple(_memberships(index, filters, rows)),
        total_members=len(members),
        total_shared=total,
    )


def _kind(index: NetworkIndex, filters: Filters, number: int) -> str:
    if filters.via is Via.PROJECT:
        return Via.PROJECT.value
    return ", ".join(index.activity_kinds[kind] for kind in index.activities.kinds.of_owner(number))


def _memberships(index: NetworkIndex, filters: Filters, rows: Rows) -> list[Membership]:
    things, activities = things_of(index, filters.unit), index.activities.things
    played = filters.unit in {Unit.ORGANISATION, Unit.COUNTRY}
    found: dict[tuple[int, int], tuple[set[str], list[int]]] = {}
    columns = (rows.node, rows.group, rows.role, rows.start, rows.end)
    for node, group, role, start, end in zip(*(column.tolist() for column in columns), strict=True):
        roles, years = found.setdefault((node, group), (set(), []))
        if played:
            roles.add(UNSTATED if role == NOTHING else index.roles[role])
        if start != NO_YEAR:
            years += (start, end)
    return [
        Membership(
            things.addresses[node],
            activities.addresses[group],
            tuple(sorted(roles)),
            min(years, default=None),
            max(years, default=None),
        )
        for (node, group), (roles, years) in sorted(found.items())
    ]


def _plain(one: Member | Membership) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}
