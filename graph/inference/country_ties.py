"""Country ties: in how many activities that began in a year two countries take part together."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Final, NamedTuple

from koinon.ontology.namespaces import RDF

from ..addresses import Addresses, hp
from ..terms import IRI, Triple, typed
from .facts import Engagement

COUNTED: Final = hp("sharedActivities")


class CountryTie(NamedTuple):
    """Two countries, the one whose address comes first first, and a year."""

    one: IRI
    other: IRI
    year: int


def country_ties(engagement: Engagement) -> Iterator[CountryTie]:
    """Yield the country ties that an activity counts for: none without a year."""
    if engagement.years.first is not None:
        for one, other in combinations(sorted(engagement.countries), 2):
            yield CountryTie(one, other, engagement.years.first)


def country_tie_triples(ties: Counter[CountryTie], addresses: Addresses) -> Iterator[Triple]:
    """State country ties that count an activity at least."""
    for tie, count in ties.items():
        if count:
            node = addresses.country_tie(*tie)
            yield Triple(node, IRI(RDF + "type"), hp("CountryTie"))
            yield Triple(node, hp("betweenCountries"), tie.one)
            yield Triple(node, hp("betweenCountries"), tie.other)
            yield Triple(node, hp("inYear"), typed(tie.year, "integer"))
            yield Triple(node, COUNTED, typed(count, "integer"))
