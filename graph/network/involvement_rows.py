"""Rows of the index: each involvement with its ends, its role, its source and its years."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from koinon.ontology.namespaces import ROLE

from ..addresses import hp
from .hierarchy import by_owner
from .index import Involvements
from .scan import Scan
from .tables import NO_YEAR, NOTHING, Texts

_YEAR: Final = re.compile(r"(-?\d{4,5})(?:-|$)")
Span = tuple[int, int]
Numbers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of the things that rows point to, and the source of each source graph."""

    activities: Numbers
    organisations: Numbers
    countries: Numbers
    sources: Numbers
    source_of_graph: Mapping[str, str]

    def source(self, graph: str) -> int:
        """Number the source whose graph this is."""
        return self.sources.get(self.source_of_graph.get(graph, ""), NOTHING)


def read_involvements(scan: Scan, numbers: Numbering) -> tuple[Involvements, Texts]:
    """Read the rows of the index, and the notations of the roles they point to.

    An involvement with several agents or roles gives a row for each; one that names neither an agent
    nor a country gives none.
    """
    stated: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for activity, involvement, graph in scan.links(hp("involvement")):
        stated[involvement].add((activity, graph))
    ends = _ends(scan)
    roles = sorted({role for _, _, role in (one for found in ends.values() for one in found) if role})
    role_numbers = {role: number for number, role in enumerate(roles)}
    spans = _spans(scan)
    rows: set[tuple[int, ...]] = set()
    for involvement, statements in stated.items():
        # A copy of the statement in a graph of no source (a reasoner's) says nothing of its own.
        told = [one for one in statements if one[1] in numbers.source_of_graph]
        for activity, graph in told or statements:
            span = _span(spans, involvement, activity, graph)
            for agent, country, role in ends.get(involvement, ()):
                rows.add(
                    (
                        numbers.activities[activity],
                        numbers.organisations.get(agent, NOTHING),
                        numbers.countries.get(country, NOTHING),
                        role_numbers.get(role, NOTHING),
                        numbers.source(graph),
                        *span,
                    )
                )
    return _columns(rows), Texts.of(role.removeprefix(ROLE) for role in roles)


def _ends(scan: Scan) -> dict[str, list[tuple[str, str, str]]]:
    agents, countries = by_owner(scan.pairs(hp("agent"))), by_owner(scan.pairs(hp("represents")))
    roles = by_owner(scan.pairs(hp("role")))
    return {
        involvement: [
            (agent, country, role)
            for agent in agents.get(involvement, {""})
            for country in countries.get(involvement, {""})
            for role in roles.get(involvement, {""})
        ]
        for involvement in agents.keys() | countries.keys()
    }


def _spans(scan: Scan) -> dict[str, dict[str, Span]]:
    """Give the first and the last year of each thing that has one, by the graph that states them."""
    spans: dict[str, dict[str, Span]] = defaultdict(dict)
    for thing, graph, year in _years(scan):
        first, last = spans[thing].get(graph, (year, year))
        spans[thing][graph] = (min(first, year), max(last, year))
    return spans


def _years(scan: Scan) -> Iterator[tuple[str, str, int]]:
    for predicate in (hp("start"), hp("end")):
        for thing, date, _, graph in scan.literals(predicate):
            match = _YEAR.match(date)
            if match and abs(int(match[1])) < -NO_YEAR:
                yield thing, graph, int(match[1])


def _span(spans: Mapping[str, Mapping[str, Span]], involvement: str, activity: str, graph: str) -> Span:
    for by_graph in (spans.get(involvement, {}), spans.get(activity, {})):
        if graph in by_graph:
            return by_graph[graph]
        if by_graph:
            return min(first for first, _ in by_graph.values()), max(last for _, last in by_graph.values())
    return NO_YEAR, NO_YEAR


def _columns(rows: set[tuple[int, ...]]) -> Involvements:
    table = np.array(sorted(rows), dtype=np.int32).reshape(-1, 7)
    activity, organisation, country, role, source, start, end = (
        np.ascontiguousarray(column) for column in table.T
    )
    return Involvements(
        activity=activity,
        organisation=organisation,
        country=country,
        role=role.astype(np.int16),
        source=source,
        start=start.astype(np.int16),
        end=end.astype(np.int16),
    )
