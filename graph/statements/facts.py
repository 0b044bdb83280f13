"""Single facts, and the words on which each rests."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from koinon.ontology.namespaces import DCTERMS, RDF, SKOS

from ..partial_dates import PartialDate, datatype_of
from ..records import Evidence, Passage, Row
from ..terms import IRI, Literal, Triple, text, typed
from .scope import Scope

TYPE: Final = IRI(RDF + "type")
PREF_LABEL: Final = IRI(SKOS + "prefLabel")
ALT_LABEL: Final = IRI(SKOS + "altLabel")


class Fact(NamedTuple):
    """A triple, the field of the record that says it, and what evidence may call its value."""

    triple: Triple
    field: str
    names: tuple[str, ...] = ()


class Grounds(NamedTuple):
    """Why a triple is stated: where, and by which rule it was read."""

    triple: Triple
    where: Passage | Row
    rule: str


def grounds(facts: Sequence[Fact], evidence: Iterable[Evidence]) -> Iterator[Grounds]:
    """Pair evidence with the facts it is of.

    Evidence that names no value, or one that nothing is called, stands for all values of its field.
    """
    for item in evidence:
        of_field = [fact for fact in facts if fact.field == item.field]
        named = [fact for fact in of_field if item.value and item.value in fact.names]
        for fact in named or of_field:
            yield Grounds(fact.triple, item.where, item.rule)


def names(thing: IRI, name: str, aliases: Iterable[str], scope: Scope, field: str = "name") -> Iterator[Fact]:
    """Name a thing. What it is called besides, here or in an earlier record, is an alternative."""
    chosen = scope.names[thing]
    label = PREF_LABEL if name == chosen else ALT_LABEL
    yield Fact(Triple(thing, label, scope.words(name)), field, (name,))
    for alias in aliases:
        if alias != chosen:
            yield Fact(Triple(thing, ALT_LABEL, scope.words(alias)), "aliases", (alias,))


def identified(thing: IRI, identifiers: Iterable[str]) -> Iterator[Fact]:
    """Say under which identifiers registers know a thing."""
    for known in identifiers:
        yield Fact(Triple(thing, IRI(DCTERMS + "identifier"), text(known)), "identifiers", (known,))


def date_literal(value: PartialDate) -> Literal:
    """Write a date with the datatype that is exactly as precise."""
    return typed(value, datatype_of(value))
