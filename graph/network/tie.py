"""A tie opened: what two nodes share, who says so, and in which words."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import NetworkError
from ..store.seam import Store
from .details import describe, meetings
from .evidence import EvidenceReader
from .filters import Filters
from .index import NetworkIndex
from .network import Edge
from .opening import End, Named, Opening, SharedActivity, Signature
from .projection import edges_of
from .selection import Rows, select, things_of
from .tables import NOTHING, Things
from .ties import tie


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
    opening = Opening(EvidenceReader(store), index, languages)
    met = [np.concatenate([pair.source_row, pair.target_row]) for pair in meetings(ties, rows)]
    positions = np.unique(np.concatenate(met)) if met else np.zeros(0, dtype=np.int64)
    edges = edges_of(index, filters, ties, describe(ties, rows))
    return TieEvidence(
        generation=index.generation,
        filters=filters,
        source=Named(things.addresses[here], things.label(here, languages)),
        target=Named(things.addresses[there], things.label(there, languages)),
        edge=next((edge if here < there else edge.turned() for edge in edges), None),
        activities=tuple(_shared(opening, rows, positions, ends)),
    )


def _number(things: Things, address: str, filters: Filters) -> int:
    number = things.find(address)
    if number == NOTHING:
        raise NetworkError(f"There is no {filters.unit.value} <{address}> in this graph.")
    return number


def _shared(
    opening: Opening, rows: Rows, positions: NDArray[np.int64], ends: dict[int, End]
) -> Iterator[SharedActivity]:
    origin = rows.origin[positions]
    activity = opening.index.involvements.activity[origin]
    found = []
    for number in np.unique(activity).tolist():
        here = activity == number
        ends_of: dict[Signature, set[End]] = {}
        for row, node in zip(origin[here].tolist(), rows.node[positions[here]].tolist(), strict=True):
            ends_of.setdefault(opening.signature(row), set()).add(ends[node])
        found.append(opening.activity(number, origin[here], ends_of))
    yield from sorted(found, key=lambda one: (one.first is None, one.first or 0, one.last or 0, one.id))
