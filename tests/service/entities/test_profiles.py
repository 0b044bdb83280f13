"""Things in the terms of schema.org, CIDOC CRM and ORG: only declared terms, used as they were declared."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from koinon.graph.addresses import Addresses
from koinon.graph.errors import NotAcceptable
from koinon.graph.inference import derive
from koinon.graph.ingest import add_account, load_ontology
from koinon.graph.partial_dates import partial_date
from koinon.graph.records import (
    Account,
    Activity,
    ActivityKind,
    Involvement,
    Organisation,
    OrganisationKind,
    Place,
    PlaceKind,
    Role,
    Source,
)
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import IRI, Triple, to_oxigraph
from koinon.service.entities.profiles import PROFILES, Profile, describe_in

ADDRESSES = Addresses("http://127.0.0.1:8000/")
SCHEMA, CRM, ORG = (one.namespace for one in PROFILES)
FILES = {
    "schema-org": "schemaorg-30.0-current-https.ttl",
    "cidoc-crm": "cidoc-crm-7.1.3.rdf",
    "org": "w3c-org.ttl",
}
RDF, RDFS, OWL, SKOS = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/2004/02/skos/core#",
)
TYPE = RDF + "type"
# The CRM's properties of properties stand in a module that is not among the shared data. By its rules the
# class of P14 is PC14, which P01 and P02 lead to the ends of P14, and P14.1 is told of in the scope of P14.
PROPERTIES_OF_PROPERTIES = {
    CRM + name for name in ("P01_has_domain", "P02_has_range", "P14.1_in_the_role_of")
}
# Other vocabularies, whose terms a profile may use beside its own.
BESIDE = (RDF, RDFS, SKOS)

Values = Mapping[str, frozenset[str]]


class Vocabulary:
    """A published vocabulary: what it declares, and between which classes its properties lead."""

    def __init__(self, path: Path, domains: Iterable[str], ranges: Iterable[str]) -> None:
        self._triples = list(ox.parse(path=str(path), base_iri=CRM))
        self.declared = {
            quad.subject.value for quad in self._triples if isinstance(quad.subject, ox.NamedNode)
        }
        self._above = self._pairs(RDFS + "subClassOf", OWL + "equivalentClass")
        self._properties_above = self._pairs(RDFS + "subPropertyOf")
        self._domains, self._ranges = self._pairs(*domains), self._pairs(*ranges)
        self.texts = " ".join(
            quad.object.value for quad in self._triples if isinstance(quad.object, ox.Literal)
        )

    def classes(self, types: Iterable[str]) -> set[str]:
        """Give classes with all that are above them."""
        found, due = set[str](), list(types)
        while due:
            if (one := due.pop()) not in found:
                found.add(one)
                due.extend(self._above.get(one, ()))
        return found

    def domains(self, name: str) -> frozenset[str]:
        return self._of(self._domains, name)

    def ranges(self, name: str) -> frozenset[str]:
        return self._of(self._ranges, name)

    def _of(self, among: Values, name: str) -> frozenset[str]:
        # A class that has no name, such as a union, says nothing here.
        return frozenset(one for one in among.get(name, ()) if not one.startswith("_:"))

    def _pairs(self, *predicates: str) -> Values:
        found: dict[str, set[str]] = {}
        for quad in self._triples:
            if quad.predicate.value in predicates and isinstance(quad.object, ox.NamedNode):
                found.setdefault(str(quad.subject).strip("<>"), set()).add(quad.object.value)
        return {name: frozenset(values) for name, values in found.items()}


@cache
def vocabulary(path: Path) -> Vocabulary:
    domains = (RDFS + "domain", SCHEMA + "domainIncludes")
    return Vocabulary(path, domains, (RDFS + "range", SCHEMA + "rangeIncludes"))


@pytest.fixture(scope="session")
def world() -> EmbeddedStore:
    """One activity of every kind, with an organisation in every role, and what hangs on them."""
    organisations = [
        Organisation(role, f"Body of {role}", OrganisationKind.MUSEUM, "GE", (f"{role} body",))
        for role in Role
    ]
    organisations.append(Organisation("unit", "Unit", None, "GE", unit_of="organiser"))
    organisations.append(Organisation("part", "Part", OrganisationKind.MUSEUM, "GE", unit_of="organiser"))
    places = (
        Place("hall", "Hall", PlaceKind.SITE, "GE", within="town", latitude=41.7, longitude=-44.8),
        Place("town", "Town", PlaceKind.CITY, "GE"),
    )
    activities = [
        Activity(
            kind, f"The {kind}", kind, (f"Also {kind}",),
            start=partial_date("2011"), end=partial_date("2012-03"), places=("hall",),
            heritage_types=("museums",), part_of=tuple({"project", "publication"} - {kind}),
            based_on=("publication",) if kind != "publication" else ("project",),
        )
        for kind in ActivityKind
    ]  # fmt: skip
    ties = [
        Involvement(activity.key, role, role, None, f"as {role}", start=partial_date("2011"))
        for activity in activities
        for role in Role
    ]
    source = Source(
        "all.csv", "All", publisher="UNESCO", issued=partial_date("2013-11-05"),
        address="https://example.org/all", licence="https://creativecommons.org/licenses/by/4.0/",
    )  # fmt: skip
    told = Account(source, "", tuple(activities), tuple(organisations), places, tuple(ties))
    store = EmbeddedStore.memory()
    load_ontology(store, ADDRESSES)
    add_account(store, told, ADDRESSES)
    store.apply(derive(store, ADDRESSES))
    return store


def things(store: EmbeddedStore) -> list[IRI]:
    base = ADDRESSES.base
    kinds = ("organisation/", "activity/", "place/", "source/", "involvement/")
    subjects = {quad.subject for quad in store.quads(predicate=IRI(TYPE))}
    return sorted(one for one in subjects if one.removeprefix(base).startswith(kinds) and "#" not in one)


def described(store: EmbeddedStore, profile: Profile) -> dict[IRI, list[Triple]]:
    found = {}
    for thing in things(store):
        with suppress(NotAcceptable):
            found[thing] = describe_in(store, thing, profile)
    return found


@pytest.mark.parametrize("profile", PROFILES, ids=[one.token for one in PROFILES])
def test_a_profile_uses_the_terms_of_its_vocabulary_as_it_declares_them(
    profile: Profile, world: EmbeddedStore, shared: Path
) -> None:
    known = vocabulary(shared / "data" / "ontologies" / FILES[profile.token])
    found = described(world, profile)
    assert found
    for thing, triples in found.items():
        types = _types(triples)
        for triple in triples:
            _require_declared(triple, profile, known)
            _require_ends(triple, types, known, f"{thing}: {triple}")


def _types(triples: Iterable[Triple]) -> dict[str, set[str]]:
    types: dict[str, set[str]] = {}
    for triple in triples:
        if triple.predicate == TYPE:
            types.setdefault(triple.subject, set()).add(str(triple.object))
    return types


def _require_declared(triple: Triple, profile: Profile, known: Vocabulary) -> None:
    terms = [triple.predicate, *([triple.object] if triple.predicate == TYPE else [])]
    for term in map(str, terms):
        if not term.startswith(profile.namespace):
            assert term.startswith(BESIDE), triple
        elif term in PROPERTIES_OF_PROPERTIES:
            continue
        elif re.fullmatch(re.escape(CRM) + r"PC\d+_\w+", term):
            assert term.replace("/PC", "/P") in known.declared
        else:
            assert term in known.declared, triple


def _require_ends(triple: Triple, types: Mapping[str, set[str]], known: Vocabulary, where: str) -> None:
    """Require that a property leads from its domain to its range, as far as these name a class."""
    ends = (
        (triple.subject, known.domains(triple.predicate)),
        (triple.object, known.ranges(triple.predicate)),
    )
    for end, expected in ends:
        if not expected or not isinstance(end, IRI):
            continue
        given = types.get(end)
        if given is None or SCHEMA + "OrganizationRole" in given:
            # Not told here what it is; or a Role, which stands where what it leads to would stand.
            continue
        assert known.classes(given) & expected, where


def test_the_crm_tells_of_the_property_of_p14(shared: Path) -> None:
    known = vocabulary(shared / "data" / "ontologies" / FILES["cidoc-crm"])
    assert "P14.1 in the role of" in known.texts


def test_a_role_of_schema_org_repeats_the_property_it_stands_in(world: EmbeddedStore) -> None:
    training = ADDRESSES.activity(
        Activity("a", "The training", ActivityKind.TRAINING, start=partial_date("2011"))
    )
    said = describe_in(world, training, PROFILES[0])
    ties = {one.subject for one in said if one.object == SCHEMA + "OrganizationRole"}
    assert len(ties) == len(Role)
    for tie in ties:
        into = {one.predicate for one in said if one.object == tie}
        out = {one.predicate for one in said if one.subject == tie and isinstance(one.object, IRI)} - {TYPE}
        assert len(into) == 1
        assert into == out
    relations = {one.predicate.removeprefix(SCHEMA) for one in said if one.object in ties}
    assert relations == {"organizer", "funder", "sponsor", "contributor"}


def test_the_crm_says_in_the_role_of_what_an_activity_was_carried_out(world: EmbeddedStore) -> None:
    project = ADDRESSES.activity(Activity("a", "The project", ActivityKind.PROJECT))
    said = describe_in(world, project, PROFILES[1])
    roles = {
        str(one.object).rpartition("/")[2] for one in said if one.predicate == CRM + "P14.1_in_the_role_of"
    }
    assert roles == set(Role) - {"participant", "beneficiary"}
    carried = {one.object for one in said if one.predicate == CRM + "P14_carried_out_by"}
    present = {one.object for one in said if one.predicate == CRM + "P11_had_participant"}
    assert (len(carried), len(present)) == (len(Role) - 2, 2)
    for tie in {one.subject for one in said if one.object == CRM + "PC14_carried_out_by"}:
        ends = {one.predicate: one.object for one in said if one.subject == tie}
        assert ends[IRI(CRM + "P01_has_domain")] == project
        assert ends[IRI(CRM + "P02_has_range")] in carried


def test_a_standing_partnership_has_members_in_org_and_a_training_has_none(world: EmbeddedStore) -> None:
    agreement = ADDRESSES.activity(Activity("a", "The agreement", ActivityKind.AGREEMENT))
    said = describe_in(world, agreement, PROFILES[2])
    assert sum(one.object == ORG + "Membership" for one in said) == len(Role)
    assert Triple(agreement, IRI(TYPE), IRI(ORG + "OrganizationalCollaboration")) in said
    training = ADDRESSES.activity(
        Activity("a", "The training", ActivityKind.TRAINING, start=partial_date("2011"))
    )
    with pytest.raises(NotAcceptable):
        describe_in(world, training, PROFILES[2])


def test_coordinates_are_told_apart(world: EmbeddedStore) -> None:
    hall = ADDRESSES.place(Place("hall", "Hall", PlaceKind.SITE, "GE"))
    said = {one.predicate.removeprefix(SCHEMA): one.object for one in describe_in(world, hall, PROFILES[0])}
    assert [str(to_oxigraph(said[name])).partition("^")[0] for name in ("latitude", "longitude")] == [
        '"41.7"',
        '"-44.8"',
    ]


@pytest.mark.parametrize("profile", PROFILES, ids=[one.token for one in PROFILES])
@pytest.mark.parametrize("form", ["turtle", "jsonld", "ntriples", "rdfxml"])
def test_a_profile_is_had_in_every_form(profile: Profile, form: str, ask, paths) -> None:  # type: ignore[no-untyped-def]
    answer = ask(f"{paths['organisation']}?profile={profile.token}&format={form}")
    assert answer.status_code == 200
    assert answer.headers["content-profile"] == f"<{profile.iri}>"
    assert f'<{profile.iri}>; rel="profile"' in answer.headers["link"]
    assert "Accept-Profile" in answer.headers["vary"]
    formats = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}
    formats |= {"ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML}
    used = {quad.predicate.value for quad in ox.parse(answer.content, formats[form])}
    assert any(one.startswith(profile.namespace) for one in used)
    assert not any("heritage-partnerships" in one for one in used)


def test_a_profile_is_asked_for_by_header_too(ask, paths) -> None:  # type: ignore[no-untyped-def]
    thing = paths["activity"]
    liked = f"<{CRM}>;q=0.5, <{SCHEMA}>;q=0.9, <https://example.org/>"
    assert ask(thing, "text/turtle", Accept_Profile=liked).headers["content-profile"] == f"<{SCHEMA}>"
    assert ask(thing, "text/turtle", Accept_Profile=f"<{CRM}>").headers["content-profile"] == f"<{CRM}>"
    assert "content-profile" not in ask(thing, "text/turtle", Accept_Profile="<https://example.org/>").headers
    assert "content-profile" not in ask(thing, "text/turtle", Accept_Profile=f"<{CRM}>;q=0").headers
    assert ask(thing, "text/html", Accept_Profile=f"<{CRM}>").headers["content-type"].startswith("text/html")


def test_a_profile_that_is_none_or_says_nothing_is_told(ask, paths) -> None:  # type: ignore[no-untyped-def]
    answer = ask(f"{paths['organisation']}?profile=edm")
    assert answer.status_code == 406
    assert "schema-org" in answer.json()["detail"]
    assert ask(f"{paths['activity']}?profile=org").status_code == 406
    assert ask(f"{paths['organisation']}?profile=org", "text/html").status_code == 406
