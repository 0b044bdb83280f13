"""The rules of the inferred graph as one table: which statements each unit of the graph gets."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from koinon.ontology.namespaces import PROV

from ..addresses import Addresses, hp
from ..terms import IRI, Triple
from .conveniences import END_YEAR, FROM_COUNTRY, LOWER_LABEL, START_YEAR, of_dated, of_involvement, of_named
from .country_ties import CountryTie, country_tie_triples, country_ties
from .facts import END, INVOLVEMENT, LABEL, START, Engagement, ReadFacts, engagement
from .shortcuts import INVOLVES, SHORTCUTS, shortcuts
from .ties import tie_triples, ties

#: The shortcuts of an activity.
OF_ACTIVITY: Final = frozenset({INVOLVES, *(name for names in SHORTCUTS.values() for name in names)})
OF_DATED: Final = frozenset({START_YEAR, END_YEAR})
OF_INVOLVEMENT: Final = frozenset({FROM_COUNTRY})
OF_NAMED: Final = frozenset({LOWER_LABEL})
COOPERATES: Final = hp("cooperatesWith")
#: Terms by which only the rules say something; the class of ties and prov:wasDerivedFrom are the others.
CONCLUDED: Final = frozenset(
    {
        *OF_ACTIVITY,
        *OF_DATED,
        *OF_INVOLVEMENT,
        *OF_NAMED,
        COOPERATES,
        *map(
            hp,
            (
                "between",
                "sharedActivities",
                "weight",
                "firstYear",
                "lastYear",
                "tieConcerns",
                "betweenCountries",
                "inYear",
            ),
        ),
    }
)
CLASSES: Final = frozenset({hp("Tie"), hp("CountryTie")})
DERIVED_FROM: Final = IRI(PROV + "wasDerivedFrom")


def engagements(facts: ReadFacts) -> dict[IRI, Engagement]:
    """Gather what makes the ties of every activity."""
    return {activity: engagement(facts, activity) for activity in facts.having(INVOLVEMENT)}


def by_rule(facts: ReadFacts, found: Mapping[IRI, Engagement], addresses: Addresses) -> Iterator[Triple]:
    """Yield all that the rules conclude, perhaps more than once."""
    for activity in found:
        yield from shortcuts(facts, activity)
        for involvement in facts.objects(activity, INVOLVEMENT):
            if isinstance(involvement, IRI):
                yield from of_involvement(facts, involvement)
    for thing in facts.having(START).keys() | facts.having(END).keys():
        yield from of_dated(facts, thing)
    for thing in facts.having(LABEL):
        yield from of_named(facts, thing)
    for tie in ties(found):
        yield from tie_triples(tie, addresses)
    counted: Counter[CountryTie] = Counter()
    for one in found.values():
        counted.update(country_ties(one))
    yield from country_tie_triples(counted, addresses)
