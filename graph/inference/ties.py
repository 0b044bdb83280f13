"""Ties: who works with whom, one node for each pair of organisations, weighted and explained."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import fsum
from typing import Final, NamedTuple

from koinon.ontology.namespaces import PROV, RDF

from ..addresses import Addresses, hp
from ..queries.load import query
from ..store.seam import Store
from ..terms import IRI, Literal, Triple, typed
from .participations import Participation

#: An activity of more organisations than this makes no ties. Each pair of a list of hundreds weighs next
#: to nothing (1/(k−1)), while the pairs grow with k². Such activities keep their shortcuts, and the checks
#: name them.
MOST_ORGANISATIONS: Final = 200

#: The involvements of each agent in each activity.
Attendance = Mapping[IRI, Mapping[IRI, frozenset[IRI]]]


class Years(NamedTuple):
    """The years between which an activity takes place, None where no source dates it."""

    first: int | None = None
    last: int | None = None


_UNDATED: Final = Years()
_YEAR: Final = re.compile(r"-?\d{4,}")


@dataclass(frozen=True, slots=True)
class Tie:
    """Two organisations that take part in the same activities.

    ``weight`` is Newman's: the sum of 1/(k−1) over the shared activities, each of k organisations
    (M. E. J. Newman, Scientific collaboration networks II, Phys. Rev. E 64, 016132, 2001, equation 2).
    """

    one: IRI
    other: IRI
    shared_activities: int
    weight: Decimal
    years: Years
    involvements: frozenset[IRI]


def attendance(taking_part: Iterable[Participation]) -> dict[IRI, dict[IRI, frozenset[IRI]]]:
    """Gather involvements by activity and agent, however many sources and roles state them."""
    gathered: defaultdict[IRI, defaultdict[IRI, set[IRI]]] = defaultdict(lambda: defaultdict(set))
    for activity, involvement, agent, _ in taking_part:
        gathered[activity][agent].add(involvement)
    return {
        activity: {agent: frozenset(found) for agent, found in agents.items()}
        for activity, agents in gathered.items()
    }


def crowded(attending: Attendance) -> dict[IRI, int]:
    """Count the organisations of each activity that has too many of them to make ties."""
    return {
        activity: len(agents) for activity, agents in attending.items() if len(agents) > MOST_ORGANISATIONS
    }


def ties(attending: Attendance, years: Mapping[IRI, Years]) -> Iterator[Tie]:
    """Join every two organisations that share an activity which is not crowded."""
    shared: defaultdict[tuple[IRI, IRI], list[IRI]] = defaultdict(list)
    for activity, agents in attending.items():
        if len(agents) <= MOST_ORGANISATIONS:
            for pair in combinations(sorted(agents), 2):
                shared[pair].append(activity)
    for (one, other), activities in shared.items():
        yield _tie(one, other, activities, attending, years)


def _tie(
    one: IRI, other: IRI, activities: list[IRI], attending: Attendance, years: Mapping[IRI, Years]
) -> Tie:
    dated = [years.get(activity, _UNDATED) for activity in activities]
    return Tie(
        one,
        other,
        shared_activities=len(activities),
        # fsum rounds once, so that the order in which activities were met never shows in the digits.
        weight=Decimal(f"{fsum(1 / (len(attending[activity]) - 1) for activity in activities):.6f}"),
        years=Years(
            min((span.first for span in dated if span.first is not None), default=None),
            max((span.last for span in dated if span.last is not None), default=None),
        ),
        involvements=frozenset().union(
            *(attending[activity][agent] for activity in activities for agent in (one, other))
        ),
    )


def activity_years(store: Store) -> dict[IRI, Years]:
    """Give the years of every dated activity: its earliest start (else end), its latest end (else start)."""
    starts: defaultdict[IRI, set[int]] = defaultdict(set)
    ends: defaultdict[IRI, set[int]] = defaultdict(set)
    for row in store.select(query("activity_dates")):
        for name, known in (("start", starts), ("end", ends)):
            date = row.get(name)
            # What is no date is for the shapes to report; it dates nothing here.
            if isinstance(date, Literal) and (year := _YEAR.match(date.value)):
                known[IRI(row["activity"])].add(int(year[0]))
    return {
        activity: Years(
            min(starts.get(activity) or ends[activity]), max(ends.get(activity) or starts[activity])
        )
        for activity in starts.keys() | ends.keys()
    }


def tie_triples(tie: Tie, addresses: Addresses) -> Iterator[Triple]:
    """State a tie, and the plain hp:cooperatesWith in both directions."""
    node = addresses.tie(tie.one, tie.other)
    yield Triple(node, IRI(RDF + "type"), hp("Tie"))
    yield Triple(node, hp("between"), tie.one)
    yield Triple(node, hp("between"), tie.other)
    yield Triple(node, hp("sharedActivities"), typed(tie.shared_activities, "integer"))
    # The canonical form, in which stores that normalise numbers keep it as it is: 1.5, not 1.500000.
    yield Triple(node, hp("weight"), typed(f"{tie.weight.normalize():f}", "decimal"))
    if tie.years.first is not None and tie.years.last is not None:
        yield Triple(node, hp("firstYear"), typed(tie.years.first, "integer"))
        yield Triple(node, hp("lastYear"), typed(tie.years.last, "integer"))
    for involvement in tie.involvements:
        yield Triple(node, IRI(PROV + "wasDerivedFrom"), involvement)
    yield Triple(tie.one, hp("cooperatesWith"), tie.other)
    yield Triple(tie.other, hp("cooperatesWith"), tie.one)
