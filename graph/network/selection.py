"""Selection: the rows of the index that filters leave, as nodes that share something."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..errors import NetworkError
from .filters import Filters, Rollup, Unit, Via
from .index import NetworkIndex, Years
from .tables import NO_YEAR, NOTHING, Flags, Ints, Pairs, Texts, Things

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Columns, a row each time a node takes part in what it may share with others.

    ``node`` numbers the things of the filters' unit, ``group`` the activities or projects; ``origin`` is
    the row of the index. ``either`` flags rows whose role one end of a tie may have, ``other`` those
    whose role the other end may have.
    """

    node: Ints
    group: Ints
    origin: Positions
    role: NDArray[np.int16]
    source: Ints
    start: Years
    end: Years
    either: Flags
    other: Flags

    def __len__(self) -> int:
        return len(self.node)

    def take(self, positions: Positions | Flags) -> "Rows":
        """Keep the rows at these positions, in this order."""
        return Rows(
            node=self.node[positions],
            group=self.group[positions],
            origin=self.origin[positions],
            role=self.role[positions],
            source=self.source[positions],
            start=self.start[positions],
            end=self.end[positions],
            either=self.either[positions],
            other=self.other[positions],
        )


def things_of(index: NetworkIndex, unit: Unit) -> Things:
    """Give the things that are the nodes of a unit."""
    return {
        Unit.ORGANISATION: index.organisations.things,
        Unit.COUNTRY: index.countries,
        Unit.PLACE: index.places.things,
        Unit.HERITAGE_TYPE: index.heritage_types,
    }[unit]


def select(index: NetworkIndex, filters: Filters, at: Positions | None = None) -> Rows:
    """Select the rows that filters leave, in order of group, then node.

    Roles do not take rows away: they only flag which ends a row may be (see ``Filters``). Only the rows
    ``at`` given positions, which are in order, are looked at, by default all.

    Raises:
        NetworkError: a heritage type, a source or what is to be left out is not in the data.
    """
    rows = index.involvements
    kept = left(index, filters, at)
    origin = np.flatnonzero(kept) if at is None else at[kept]
    origin, node = _nodes(index, filters, origin)
    positions, group = _groups(index, filters, rows.activity[origin])
    origin, node = origin[positions], node[positions]
    role = rows.role[origin]
    selected = Rows(
        node=node,
        group=group,
        origin=origin,
        role=role,
        source=rows.source[origin],
        start=rows.start[origin],
        end=rows.end[origin],
        either=_having(role, index.roles, filters.role),
        other=_having(role, index.roles, filters.with_role),
    )
    if _ordered(filters):
        return selected
    return selected.take(np.lexsort((origin, node, group)))


def _ordered(filters: Filters) -> bool:
    """Say whether rows come in order of group, then node, as they stand in the index."""
    plain = filters.unit is Unit.ORGANISATION and filters.via is Via.ACTIVITY
    return plain and filters.rollup is Rollup.NONE


def left(index: NetworkIndex, filters: Filters, at: Positions | None = None) -> Flags:
    """Flag the rows of the index, or those at given positions, that filters leave whatever their role."""
    rows, here = index.involvements, slice(None) if at is None else at
    activity = rows.activity[here]
    kept = _activities_left(index, filters)[activity]
    if filters.from_year is not None:
        end = rows.end[here]
        kept &= (end >= filters.from_year) & (end != NO_YEAR)
    if filters.to_year is not None:
        start = rows.start[here]
        kept &= (start <= filters.to_year) & (start != NO_YEAR)
    if filters.source:
        kept &= np.isin(rows.source[here], known_in(index.sources, filters.source, "source"))
    for one in filters.without:
        number, source = belonging(index, one)
        kept &= (activity != number) if source == NOTHING else (rows.source[here] != source)
    return kept


def left_with_roles(index: NetworkIndex, filters: Filters) -> Flags:
    """Flag the rows that filters leave, of activities in which somebody has each role they ask for."""
    kept, rows = left(index, filters), index.involvements
    for wanted in filter(None, (filters.role, filters.with_role)):
        having = np.zeros(len(index.activities.things), dtype=np.bool_)
        having[rows.activity[kept & _having(rows.role, index.roles, wanted)]] = True
        kept &= having[rows.activity]
    return kept


def involving(index: NetworkIndex, filters: Filters, address: str) -> Flags:
    """Flag the activities that something has to do with: who takes part, where it is, what it concerns.

    A place counts with those its point stands for, a heritage type with all narrower ones, a country where
    somebody of it takes part.

    Raises:
        NetworkError: there is no such thing.
    """
    rows, activities = index.involvements, index.activities
    flags = np.zeros(len(activities.things), dtype=np.bool_)
    every = np.arange(len(rows), dtype=np.int64)
    if (number := index.organisations.things.find(address)) != NOTHING:
        flags[rows.activity[organisation_of(index, filters)(every) == number]] = True
    elif (number := index.countries.find(address)) != NOTHING:
        origin, node = _nodes(index, replace(filters, unit=Unit.COUNTRY), every)
        flags[rows.activity[origin[node == number]]] = True
    elif (number := index.places.things.find(address)) != NOTHING:
        stands = (index.places.located == number) | (np.arange(len(index.places.things)) == number)
        flags |= activities.places.owners_of(np.flatnonzero(stands).tolist(), len(flags))
    elif (number := index.heritage_types.find(address)) != NOTHING:
        flags |= activities.heritage_closure.owners_of([number], len(flags))
    else:
        raise NetworkError(f"There is no organisation, country, place or heritage type <{address}> here.")
    return flags


def belonging(index: NetworkIndex, address: str) -> tuple[int, int]:
    """Number the activity or the source of an address."""
    activity, source = index.activities.things.find(address), index.sources.find(address)
    if activity == NOTHING == source:
        raise NetworkError(f"The filter without={address} names no activity and no source of this graph.")
    return activity, source


def _activities_left(index: NetworkIndex, filters: Filters) -> Flags:
    activities = index.activities
    left = np.ones(len(activities.things), dtype=np.bool_)

    def narrow(pairs: Pairs, values: Iterable[int]) -> None:
        np.logical_and(left, pairs.owners_of(sorted(set(values)), len(left)), out=left)

    if filters.kind:
        narrow(activities.kinds, numbers_of(index.activity_kinds, filters.kind))
    if filters.country:
        narrow(activities.countries, numbers_of(index.codes, filters.country))
    if filters.heritage_type:
        known = known_in(index.heritage_types, filters.heritage_type, "heritage-type")
        narrow(activities.heritage_closure, known)
    return left


def numbers_of(texts: Texts, wanted: Iterable[str]) -> list[int]:
    """Number those of the wanted texts that occur; a country of no activity is no mistake."""
    accepted = set(wanted)
    return [number for number, text in enumerate(texts) if text in accepted]


def known_in(things: Things, wanted: Iterable[str], name: str) -> list[int]:
    """Number things named by their address or by the end of it."""
    short = {address.rsplit("/", 1)[-1]: number for number, address in enumerate(things.addresses)}
    numbers = []
    for one in wanted:
        number = short.get(one, things.find(one))
        if number == NOTHING:
            some = ", ".join(sorted(short)[:40]) or "none, the graph is empty"
            raise NetworkError(f"The filter {name}={one} names nothing in this graph; it knows {some}.")
        numbers.append(number)
    return numbers


def _nodes(index: NetworkIndex, filters: Filters, origin: Positions) -> tuple[Positions, Ints]:
    """Say which node each row stands for: none, one, or several (a row each)."""
    activity = index.involvements.activity[origin]
    if filters.unit is Unit.PLACE:
        positions, node = index.activities.places.spread(activity)
        return origin[positions], node
    if filters.unit is Unit.HERITAGE_TYPE:
        positions, node = index.activities.heritage_types.spread(activity)
        return origin[positions], node
    node = organisation_of(index, filters)(origin)
    if filters.unit is Unit.COUNTRY:
        node = _pointed(index.organisations.country, node)
        represented = index.involvements.country[origin]
        node = np.where(represented == NOTHING, node, represented)
    known = node != NOTHING
    return origin[known], node[known].astype(np.int32)


def organisation_of(index: NetworkIndex, filters: Filters) -> Callable[[Positions], Ints]:
    """Say which organisation a row counts for, rolled up where the filters ask for it."""

    def organisation(origin: Positions) -> Ints:
        node = index.involvements.organisation[origin]
        return _pointed(index.organisations.outermost, node) if filters.rollup is Rollup.PARENT else node

    return organisation


def _pointed(column: Ints, numbers: Ints) -> Ints:
    """Follow numbers into a column; nothing leads to nothing."""
    return np.append(column, np.int32(NOTHING))[numbers]


def _groups(index: NetworkIndex, filters: Filters, activity: Ints) -> tuple[Positions, Ints]:
    if filters.via is Via.PROJECT:
        return index.activities.projects.spread(activity)
    return np.arange(len(activity), dtype=np.int64), activity


def _having(role: NDArray[np.int16], roles: Texts, wanted: tuple[str, ...]) -> Flags:
    if not wanted:
        return np.ones(len(role), dtype=np.bool_)
    return np.isin(role, np.array(numbers_of(roles, wanted), dtype=np.int16))
