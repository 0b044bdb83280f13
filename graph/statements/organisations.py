"""Organisations as facts."""

from collections.abc import Iterator

from koinon.ontology.namespaces import ORG

from ..addresses import country, hp, organisation_kind
from ..records import Organisation
from ..terms import IRI, Triple
from .facts import TYPE, Fact, identified, names
from .scope import Scope


def organisation_facts(organisation: Organisation, scope: Scope) -> Iterator[Fact]:
    """Say what an organisation is called, of which kind, where at home, and part of which other."""
    thing = scope.organisations[organisation.key]
    yield Fact(Triple(thing, TYPE, hp("Organisation")), "")
    yield from names(thing, organisation.name, organisation.aliases, scope)
    yield from identified(thing, organisation.identifiers)
    if organisation.kind is not None:
        kind = organisation_kind(organisation.kind)
        yield Fact(Triple(thing, IRI(ORG + "classification"), kind), "kind", (organisation.kind,))
    if organisation.country is not None:
        home = country(organisation.country)
        yield Fact(Triple(thing, hp("country"), home), "country", (organisation.country,))
    if organisation.unit_of is not None:
        yield from _unit(thing, organisation, scope)


def _unit(thing: IRI, organisation: Organisation, scope: Scope) -> Iterator[Fact]:
    """Tie a part to its whole: what has no kind of its own is an office of it, else a body below it.

    ORG 2014, section 5.3: an org:OrganizationalUnit has no full legal standing of its own.
    """
    whole = scope.organisations[organisation.unit_of or ""]
    called = (organisation.unit_of or "", scope.names[whole])
    if organisation.kind is None:
        yield Fact(Triple(thing, TYPE, IRI(ORG + "OrganizationalUnit")), "")
        yield Fact(Triple(thing, IRI(ORG + "unitOf"), whole), "unit_of", called)
    else:
        yield Fact(Triple(thing, IRI(ORG + "subOrganizationOf"), whole), "unit_of", called)
