"""Activities opened: who takes part in which role, who says so, and in which words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .evidence import EvidenceReader, QuotedPassage, StatedInvolvement, StatingSource
from .index import NetworkIndex
from .tables import NO_YEAR, NOTHING, Things

#: The end of a tie that somebody stands at; None where an activity is not opened for the sake of a tie.
End = Literal["source", "target"] | None
#: What tells an involvement in the index: agent, country, role, source (addresses and a notation).
Signature = tuple[str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its address and its name."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class OpenedInvolvement:
    """What one source says of one end's part in a shared activity, with the words that say it."""

    id: str
    end: End
    organisation: Named | None
    country: str | None
    role: str | None
    phrase: str | None
    source: StatingSource | None
    passages: tuple[QuotedPassage, ...]


@dataclass(frozen=True, slots=True)
class SharedActivity:
    """An activity that makes the tie; ``first`` and ``last`` are years."""

    id: str
    label: str
    kinds: tuple[str, ...]
    first: int | None
    last: int | None
    places: tuple[Named, ...]
    involvements: tuple[OpenedInvolvement, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens activities of the index with what the store says of them."""

    evidence: EvidenceReader
    index: NetworkIndex
    languages: Sequence[str]

    def activity(
        self, number: int, origin: NDArray[np.int64], ends_of: dict[Signature, set[End]]
    ) -> SharedActivity:
        """Open an activity: its rows of the index are ``origin``; each part in it stands at its ends."""
        activities, involvements = self.index.activities, self.index.involvements
        address = activities.things.addresses[number]
        starts, ends = involvements.start[origin], involvements.end[origin]
        dated = starts != NO_YEAR
        return SharedActivity(
            id=address,
            label=activities.things.label(number, self.languages),
            kinds=tuple(self.index.activity_kinds[kind] for kind in activities.kinds.of_owner(number)),
            first=int(starts[dated].min()) if dated.any() else None,
            last=int(ends[dated].max()) if dated.any() else None,
            places=tuple(
                Named(self.index.places.things.addresses[one], self._label(self.index.places.things, one))
                for one in activities.places.of_owner(number)
            ),
            involvements=tuple(self._involvements(address, ends_of)),
        )

    def _involvements(self, activity: str, ends_of: dict[Signature, set[End]]) -> Iterator[OpenedInvolvement]:
        source_of = {self.evidence.graph_of(one): one for _, _, _, one in ends_of if one}
        for stated in self.evidence.involvements(activity):
            source = source_of.get(stated.graph)
            ends = ends_of.get((stated.agent, stated.country, stated.role, source), ())
            for end in sorted(ends, key=str):
                yield self._opened(stated, end, source)

    def _opened(self, stated: StatedInvolvement, end: End, source: str | None) -> OpenedInvolvement:
        organisations = self.index.organisations.things
        agent = NOTHING if stated.agent is None else organisations.find(stated.agent)
        country = NOTHING if stated.country is None else self.index.countries.find(stated.country)
        return OpenedInvolvement(
            id=stated.id,
            end=end,
            organisation=None
            if agent == NOTHING
            else Named(organisations.addresses[agent], self._label(organisations, agent)),
            country=None if country == NOTHING else self.index.codes[country],
            role=stated.role,
            phrase=stated.phrase,
            source=None if source is None else self.evidence.source(source),
            passages=self.evidence.passages(stated.id),
        )

    def _label(self, things: Things, number: int) -> str:
        return things.label(number, self.languages)

    def signature(self, row: int) -> Signature:
        """Say what tells the involvement of a row of the index."""
        index, involvements = self.index, self.index.involvements
        return (
            _address(index.organisations.things, int(involvements.organisation[row])),
            _address(index.countries, int(involvements.country[row])),
            None if involvements.role[row] == NOTHING else index.roles[int(involvements.role[row])],
            _address(index.sources, int(involvements.source[row])),
        )


def _address(things: Things, number: int) -> str | None:
    return None if number == NOTHING else things.addresses[number]
