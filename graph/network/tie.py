"""A tie opened: what two nodes share, who says so, and in which words."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..errors import NetworkError
from ..store.seam import Store
from .details import describe, meetings
from .evidence import EvidenceReader, QuotedPassage, StatedInvolvement, StatingSource
from .filters import Filters
from .index import NetworkIndex
from .network import Edge
from .projection import edges_of
from .selection import Rows, select, things_of
from .tables import NO_YEAR, NOTHING, Things
from .ties import tie

End = Literal["source", "target"]
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
class TieEvidence:
    """Everything a tie is made of; ``edge`` is None, and there are no activities, where there is none."""

    generation: int
    filters: Filters
    source: Named
    target: Named
    edge: Edge | None
    activities: tuple[SharedActivity, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the evidence in the shape of the web interface."""
        return {
            "generation": self.generation,
            "filters": self.filters.as_dict(),
            "source": asdict(self.source),
            "target": asdict(self.target),
            "edge": None if self.edge is None else self.edge.as_dict(),
            "activities": [asdict(activity) for activity in self.activities],
        }


def tie_evidence(
    store: Store,
    index: NetworkIndex,
    source: str,
    target: str,
    filters: Filters | None = None,
    languages: Sequence[str] = (),
) -> TieEvidence:
    """Open the tie of two nodes: the activities they share under the filters, with words and sources.

    Activities come in order of their years, then of their addresses. The store must be of the index's
    generation, or what was withdrawn since is missing.

    Raises:
        NetworkError: an address is no node of the filters' unit, or both are the same.
    """
    filters = filters or Filters()
    things = things_of(index, filters.unit)
    here, there = _number(things, source, filters), _number(things, target, filters)
    if here == there:
        raise NetworkError(f"A tie has two ends, but both are <{source}>; name another as target.")
    rows = select(index, filters)
    rows = rows.take(np.isin(rows.group, rows.group[rows.node == here]))
    ties = tie(rows, filters, index.roles)
    ties = ties.take((ties.source == min(here, there)) & (ties.target == max(here, there)))
    ends: dict[int, End] = {here: "source", there: "target"}
    opening = _Opening(EvidenceReader(store), index, languages)
    met = [np.concatenate([pair.source_row, pair.target_row]) for pair in meetings(ties, rows)]
    positions = np.unique(np.concatenate(met)) if met else np.zeros(0, dtype=np.int64)
    edges = edges_of(index, filters, ties, describe(ties, rows))
    return TieEvidence(
        generation=index.generation,
        filters=filters,
        source=Named(things.addresses[here], things.label(here, languages)),
        target=Named(things.addresses[there], things.label(there, languages)),
        edge=next((edge if here < there else edge.turned() for edge in edges), None),
        activities=tuple(opening.activities(rows, positions, ends)),
    )


def _number(things: Things, address: str, filters: Filters) -> int:
    number = things.find(address)
    if number == NOTHING:
        raise NetworkError(f"There is no {filters.unit.value} <{address}> in this graph.")
    return number


@dataclass(frozen=True, slots=True)
class _Opening:
    evidence: EvidenceReader
    index: NetworkIndex
    languages: Sequence[str]

    def activities(
        self, rows: Rows, positions: NDArray[np.int64], ends: dict[int, End]
    ) -> Iterator[SharedActivity]:
        origin = rows.origin[positions]
        activity = self.index.involvements.activity[origin]
        found = []
        for number in np.unique(activity).tolist():
            here = activity == number
            ends_of: dict[Signature, set[End]] = {}
            for row, node in zip(origin[here].tolist(), rows.node[positions[here]].tolist(), strict=True):
                ends_of.setdefault(self._signature(row), set()).add(ends[node])
            found.append(self._activity(number, origin[here], ends_of))
        yield from sorted(found, key=lambda one: (one.first is None, one.first or 0, one.last or 0, one.id))

    def _activity(
        self, number: int, origin: NDArray[np.int64], ends_of: dict[Signature, set[End]]
    ) -> SharedActivity:
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
            for end in sorted(ends_of.get((stated.agent, stated.country, stated.role, source), ())):
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

    def _signature(self, row: int) -> Signature:
        index, involvements = self.index, self.index.involvements
        return (
            _address(index.organisations.things, int(involvements.organisation[row])),
            _address(index.countries, int(involvements.country[row])),
            None if involvements.role[row] == NOTHING else index.roles[int(involvements.role[row])],
            _address(index.sources, int(involvements.source[row])),
        )


def _address(things: Things, number: int) -> str | None:
    return None if number == NOTHING else things.addresses[number]
