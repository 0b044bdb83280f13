"""What the rules read of sources: the values of a few properties, wherever they come from."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple, Protocol

from koinon.ontology.namespaces import SKOS

from .. import addresses
from ..terms import IRI, Literal, Term
from .asserted import Asserted
from .years import Years, year_of

INVOLVEMENT: Final = addresses.hp("involvement")
AGENT: Final = addresses.hp("agent")
ROLE: Final = addresses.hp("role")
REPRESENTS: Final = addresses.hp("represents")
COUNTRY: Final = addresses.hp("country")
CONCERNS: Final = addresses.hp("concerns")
START: Final = addresses.hp("start")
END: Final = addresses.hp("end")
LABEL: Final = IRI(SKOS + "prefLabel")
#: All that the rules read. No axiom of the vocabulary concludes one of them, so that each is stated or not.
READ: Final = (INVOLVEMENT, AGENT, ROLE, REPRESENTS, COUNTRY, CONCERNS, START, END, LABEL)


class Facts(Protocol):
    """The statements of all sources together, without the inferred graph; each triple once."""

    def objects(self, subject: IRI, predicate: IRI) -> Collection[Term]:
        """Give the values of one of the properties in ``READ``."""
        ...


class ReadFacts:
    """Facts that were read from a store, property by property, when they were first asked for."""

    def __init__(self, asserted: Asserted) -> None:
        self._asserted = asserted
        self._values: dict[IRI, dict[IRI, set[Term]]] = {}

    def objects(self, subject: IRI, predicate: IRI) -> Collection[Term]:
        """Give the values of a property."""
        return self.having(predicate).get(subject, ())

    def having(self, predicate: IRI) -> Mapping[IRI, set[Term]]:
        """Give all that have a property, each with its values."""
        if predicate not in self._values:
            found: defaultdict[IRI, set[Term]] = defaultdict(set)
            for subject, _, value in self._asserted.statements(predicate):
                found[subject].add(value)
            self._values[predicate] = dict(found)
        return self._values[predicate]


class Engagement(NamedTuple):
    """What makes the ties of one activity.

    ``agents`` has the involvements of each organisation, however many sources and roles state them. A
    delegation that only represents a country has no agent; it counts among ``countries``.
    """

    agents: Mapping[IRI, frozenset[IRI]]
    countries: frozenset[IRI]
    years: Years
    types: frozenset[IRI]


def engagement(facts: Facts, activity: IRI) -> Engagement:
    """Gather who takes part in an activity, from which countries, when and on what."""
    agents: defaultdict[IRI, set[IRI]] = defaultdict(set)
    countries: set[IRI] = set()
    for involvement in named(facts, activity, INVOLVEMENT):
        for agent in named(facts, involvement, AGENT):
            agents[agent].add(involvement)
        countries.update(countries_of(facts, involvement))
    starts, ends = years_of(facts, activity, START), years_of(facts, activity, END)
    return Engagement(
        {agent: frozenset(involvements) for agent, involvements in agents.items()},
        frozenset(countries),
        Years(min(starts or ends, default=None), max(ends or starts, default=None)),
        frozenset(named(facts, activity, CONCERNS)),
    )


def countries_of(facts: Facts, involvement: IRI) -> Iterator[IRI]:
    """Yield the countries that an involvement represents, and those of its agents."""
    yield from named(facts, involvement, REPRESENTS)
    for agent in named(facts, involvement, AGENT):
        yield from named(facts, agent, COUNTRY)


def years_of(facts: Facts, thing: IRI, property: IRI) -> set[int]:
    """Give the years of dates; what is no date is for the shapes to report, and dates nothing."""
    dates = (date for date in facts.objects(thing, property) if isinstance(date, Literal))
    return {year for date in dates if (year := year_of(date)) is not None}


def named(facts: Facts, subject: IRI, predicate: IRI) -> Iterator[IRI]:
    """Yield the values of a property that are things."""
    return (value for value in facts.objects(subject, predicate) if isinstance(value, IRI))
