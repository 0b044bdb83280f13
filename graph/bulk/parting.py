"""A table's records parted into pieces that can be turned into statements one by one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Generic, TypeVar

from ..addresses import Addresses
from ..records import Account, Activity, Involvement, Organisation, Place, Row
from ..statements import Rows
from ..statements.scope import Scope
from ..terms import IRI

_Record = TypeVar("_Record", Activity, Organisation, Place)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some activities with all that they refer to.

    ``whole`` is all of it, ``stated`` the part that other pieces state: it is here so that the rest can be
    understood by itself. ``rows`` are those of the table to which any of it points.
    """

    whole: Account
    stated: Account
    sha256: str
    rows: Rows


def parted(account: Account, addresses: Addresses, sha256: str, rows: Rows, size: int) -> Iterator[Piece]:
    """Part an account into pieces of so many activities, each record in the first that refers to it."""
    parting = _Parting(account, addresses, sha256)
    things = parting.activities.things()
    for number in range(0, len(things), size):
        yield parting.piece(chain.from_iterable(things[number : number + size]), rows)
    if rest := parting.unreferred(rows):
        yield rest


class _Kind(Generic[_Record]):
    """The records of a kind by key; those that turn out to be one thing stay together, in their order."""

    def __init__(self, records: Sequence[_Record], addresses: Mapping[str, IRI]) -> None:
        self._records: dict[str, _Record] = {record.key: record for record in records}
        self._place = {record.key: number for number, record in enumerate(records)}
        self._same: dict[IRI, list[str]] = {}
        for key in self._records:
            self._same.setdefault(addresses[key], []).append(key)
        self._address = addresses
        self.waiting: set[str] = set(self._records)

    def things(self) -> list[list[str]]:
        """Give the keys of each thing."""
        return list(self._same.values())

    def chosen(
        self, keys: Iterable[str], further: Callable[[_Record], Iterable[str | None]] = lambda _: ()
    ) -> tuple[_Record, ...]:
        """Give records by key, those that are one thing with them, and those they refer to in turn."""
        found: set[str] = set()
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting += self._same[self._address[key]]
                waiting += (name for name in further(self._records[key]) if name is not None)
        return tuple(self._records[key] for key in sorted(found, key=self._place.__getitem__))

    def take(self, records: Iterable[_Record]) -> tuple[_Record, ...]:
        """Note that records are stated now; give those that were before."""
        before = []
        for record in records:
            if record.key in self.waiting:
                self.waiting.discard(record.key)
            else:
                before.append(record)
        return tuple(before)


class _Parting:
    def __init__(self, account: Account, addresses: Addresses, sha256: str) -> None:
        scope = Scope.of(account, addresses, sha256)
        self._source, self._sha256 = account.source, sha256
        self.activities = _Kind(account.activities, scope.activities)
        self._organisations = _Kind(account.organisations, scope.organisations)
        self._places = _Kind(account.places, scope.places)
        self._ties: dict[str, list[Involvement]] = {}
        for tie in account.involvements:
            self._ties.setdefault(tie.activity, []).append(tie)

    def piece(self, keys: Iterable[str], rows: Rows) -> Piece:
        """Make a piece of some activities."""
        activities = self.activities.chosen(keys)
        ties = tuple(tie for activity in activities for tie in self._ties.get(activity.key, ()))
        here = {activity.key for activity in activities}
        named = (key for one in activities for key in (*one.part_of, *one.based_on) if key not in here)
        # Of what these are part of, nothing but itself: its own references would lead through the table.
        wider = tuple(
            replace(one, part_of=(), based_on=(), places=())
            for one in self.activities.chosen(named)
            if one.key not in here
        )
        organisations = self._organisations.chosen(
            (tie.organisation for tie in ties if tie.organisation is not None), lambda one: (one.unit_of,)
        )
        places = self._places.chosen(
            (key for one in activities for key in one.places), lambda one: (one.within,)
        )
        return self._made((activities, wider), organisations, places, ties, rows)

    def unreferred(self, rows: Rows) -> Piece | None:
        """Make a piece of what no activity refers to."""
        organisations = self._organisations.chosen(self._organisations.waiting, lambda one: (one.unit_of,))
        places = self._places.chosen(self._places.waiting, lambda one: (one.within,))
        return self._made(((), ()), organisations, places, (), rows) if organisations or places else None

    def _made(
        self,
        activities: tuple[tuple[Activity, ...], tuple[Activity, ...]],
        organisations: tuple[Organisation, ...],
        places: tuple[Place, ...],
        ties: tuple[Involvement, ...],
        rows: Rows,
    ) -> Piece:
        here, wider = activities
        whole = Account(self._source, "", (*here, *wider), organisations, places, ties)
        stated = Account(
            self._source, "", wider, self._organisations.take(organisations), self._places.take(places)
        )
        return Piece(whole, stated, self._sha256, {number: rows[number] for number in _pointed(whole)})


def _pointed(account: Account) -> list[int]:
    """Number the rows to which records point."""
    evidence = chain(
        *(one.evidence for one in account.activities),
        *(one.evidence for one in account.organisations),
        *(one.evidence for one in account.places),
        *(one.evidence for one in account.involvements),
    )
    return sorted({item.where.number for item in evidence if isinstance(item.where, Row)})
