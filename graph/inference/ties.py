"""Ties: who works with whom, one node for each pair of organisations, weighted and explained."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import fsum
from typing import Final

from koinon.ontology.namespaces import PROV, RDF

from ..addresses import Addresses, hp
from ..terms import IRI, Triple, typed
from .facts import Engagement
from .years import Years

#: An activity of more organisations than this makes no ties. Each pair of a list of hundreds weighs next
#: to nothing (1/(k−1)), while the pairs grow with k². Such activities keep their shortcuts, and the checks
#: name them.
MOST_ORGANISATIONS: Final = 200


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
    types: frozenset[IRI]
    involvements: frozenset[IRI]


def crowded(engagements: Mapping[IRI, Engagement]) -> dict[IRI, int]:
    """Count the organisations of each activity that has too many of them to make ties."""
    return {
        activity: len(found.agents)
        for activity, found in engagements.items()
        if len(found.agents) > MOST_ORGANISATIONS
    }


def pairs(engagement: Engagement) -> Iterator[tuple[IRI, IRI]]:
    """Yield every two organisations of an activity, unless it is crowded; the lesser address first."""
    if len(engagement.agents) <= MOST_ORGANISATIONS:
        yield from combinations(sorted(engagement.agents), 2)


def ties(engagements: Mapping[IRI, Engagement]) -> Iterator[Tie]:
    """Join every two organisations that share an activity which is not crowded."""
    shared: defaultdict[tuple[IRI, IRI], list[IRI]] = defaultdict(list)
    for activity, found in engagements.items():
        for pair in pairs(found):
            shared[pair].append(activity)
    for (one, other), activities in shared.items():
        yield tie_of(one, other, [engagements[activity] for activity in activities])


def tie_of(one: IRI, other: IRI, shared: Sequence[Engagement]) -> Tie:
    """Tie two organisations by the activities that they share, one at least."""
    dated = [found.years for found in shared]
    return Tie(
        one,
        other,
        shared_activities=len(shared),
        # fsum rounds once, so that the order in which activities were met never shows in the digits.
        weight=Decimal(f"{fsum(1 / (len(found.agents) - 1) for found in shared):.6f}"),
        years=Years(
            min((span.first for span in dated if span.first is not None), default=None),
            max((span.last for span in dated if span.last is not None), default=None),
        ),
        types=frozenset().union(*(found.types for found in shared)),
        involvements=frozenset().union(*(found.agents[agent] for found in shared for agent in (one, other))),
    )


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
    for heritage_type in tie.types:
        yield Triple(node, hp("tieConcerns"), heritage_type)
    for involvement in tie.involvements:
        yield Triple(node, IRI(PROV + "wasDerivedFrom"), involvement)
    yield Triple(tie.one, hp("cooperatesWith"), tie.other)
    yield Triple(tie.other, hp("cooperatesWith"), tie.one)
