"""Single statements that save a query a computation: years as numbers, countries, names in lower case."""

from collections.abc import Iterator
from typing import Final

from .. import addresses
from ..terms import IRI, Literal, Triple, typed
from .facts import END, LABEL, START, Facts, countries_of, years_of

START_YEAR: Final = addresses.hp("startYear")
END_YEAR: Final = addresses.hp("endYear")
FROM_COUNTRY: Final = addresses.hp("fromCountry")
LOWER_LABEL: Final = addresses.hp("lowerLabel")


def of_dated(facts: Facts, thing: IRI) -> Iterator[Triple]:
    """State the years in which something begins and ends, one for each year that a source names."""
    for property, derived in ((START, START_YEAR), (END, END_YEAR)):
        for year in years_of(facts, thing, property):
            yield Triple(thing, derived, typed(year, "integer"))


def of_involvement(facts: Facts, involvement: IRI) -> Iterator[Triple]:
    """State from which country somebody takes part."""
    for country in countries_of(facts, involvement):
        yield Triple(involvement, FROM_COUNTRY, country)


def of_named(facts: Facts, thing: IRI) -> Iterator[Triple]:
    """State the names of a thing in lower case and in no language: what LCASE(STR(?name)) gives."""
    for name in facts.objects(thing, LABEL):
        if isinstance(name, Literal):
            yield Triple(thing, LOWER_LABEL, typed(name.value.lower(), "string"))
