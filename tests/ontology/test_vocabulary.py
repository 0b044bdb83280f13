import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from koinon.graph.records import ActivityKind
from koinon.ontology.load import context, ontology_turtle, shapes_turtle
from koinon.ontology.namespaces import HP, ORG, OWL, PREFIXES, RDF, RDFS, SKOS

MODULES = ("core", "provenance", "networks")
TERM_KINDS = {OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty"}
# Every class and property of the store, as the model describes it.
CLASSES = (
    "Organisation Activity Project Training Conference Exhibition Agreement Restoration Grant Designation "
    "Publication Involvement Place Country HeritageType Role Source Snapshot Passage IngestRun Tie "
    "CountryTie RejectedInvolvement"
)
PROPERTIES = (
    "involvement agent represents role phrase evidence phraseAt mentionAt order amount currency count "
    "start end edtf partOf basedOn takesPlaceAt concerns within country placeKind geonames address "
    "retrieved fileName fileSha256 mapping slice snapshot sourceGraph sha256 mediaType length inSource rule "
    "softwareVersion "
    "sameOrganisationAs organisedBy partneredBy cooperationOf advisedBy supportedBy fundedBy hostedBy "
    "participatedInBy benefits authoredBy involves cooperatesWith between sharedActivities weight "
    "firstYear lastYear rejectedAgent tieConcerns betweenCountries inYear fromCountry startYear endYear "
    "lowerLabel"
)


def statements(*names: str) -> Iterator[ox.Triple]:
    for name in names:
        for quad in ox.parse(ontology_turtle()[name], format=ox.RdfFormat.TURTLE):
            yield quad.triple


def values(subject: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
    return [
        triple.object
        for triple in statements(*MODULES)
        if triple.subject == ox.NamedNode(subject)
        and triple.predicate.value == predicate
        and isinstance(triple.object, ox.NamedNode | ox.Literal)
    ]


def own_terms() -> set[str]:
    return {
        triple.subject.value
        for triple in statements(*MODULES)
        if isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
        and triple.object.value in TERM_KINDS
        and triple.subject.value.startswith(HP)
    }


def test_the_vocabulary_has_the_terms_of_the_model() -> None:
    expected = {HP + name for name in f"{CLASSES} {PROPERTIES}".split()}
    assert expected - own_terms() == set()
    assert own_terms() - expected <= {
        HP + name
        for name in (
            "hasPart",
            "involvedIn",
            "iatiRole",
            "rejectedActivity",
            "rejectedRole",
            "withdrawn",
            "doubt",
        )
    }


@pytest.mark.parametrize("term", sorted(own_terms()))
def test_a_term_has_a_label_in_four_languages_and_a_definition(term: str) -> None:
    labels = [label for label in values(term, RDFS + "label") if isinstance(label, ox.Literal)]
    assert sorted(label.language or "" for label in labels) == ["en", "es", "fr", "ru"]
    (definition,) = values(term, SKOS + "definition")
    assert definition.value.endswith(".")
    assert values(term, RDFS + "isDefinedBy")


@pytest.mark.parametrize(
    "text", [*ontology_turtle().values(), shapes_turtle()], ids=[*ontology_turtle(), "shapes"]
)
def test_terms_in_use_are_declared(text: bytes) -> None:
    schemes = {HP + name for name in ("roles", "organisation-kinds", "heritage-types")}
    used = {
        term.value
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)
        for term in quad.triple
        if isinstance(term, ox.NamedNode) and term.value.startswith(HP)
    }
    assert used - own_terms() <= schemes


@pytest.mark.parametrize("name", ontology_turtle())
def test_prefixes_are_the_house_s(name: str) -> None:
    written = dict(
        re.findall(r"^@prefix (\w+): +<([^>]+)> \.$", ontology_turtle()[name].decode(), re.MULTILINE)
    )
    assert written
    for prefix, namespace in written.items():
        assert PREFIXES.get(prefix, namespace) == namespace


def test_modules_name_their_version_and_licence() -> None:
    for module in MODULES:
        said = {triple.predicate.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for triple in statements(module)}
        assert {"versionIRI", "license", "title", "description"} <= said


def test_wholes_and_regions_are_transitive_and_cooperation_is_symmetric() -> None:
    kinds = {
        (triple.subject.value, triple.object.value)
        for triple in statements(*MODULES)
        if triple.predicate.value == RDF + "type"
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
    }
    assert (HP + "partOf", OWL + "TransitiveProperty") in kinds
    assert (HP + "within", OWL + "TransitiveProperty") in kinds
    assert (HP + "cooperatesWith", OWL + "SymmetricProperty") in kinds


def test_every_kind_of_activity_has_a_class() -> None:
    kinds = {HP + kind.value.capitalize() for kind in ActivityKind if kind is not ActivityKind.OTHER}
    above = {kind: values(kind, RDFS + "subClassOf") for kind in kinds}
    assert set(map(tuple, above.values())) == {(ox.NamedNode(HP + "Activity"),)}


def test_an_organisation_is_one_of_the_organization_ontology() -> None:
    assert ox.NamedNode(ORG + "Organization") in values(HP + "Organisation", RDFS + "subClassOf")


def test_the_context_names_only_terms_there_are() -> None:
    for definition in context().values():
        name = definition.get("@id") if isinstance(definition, dict) else definition
        if isinstance(name, str) and name.startswith("hp:"):
            assert HP + name.removeprefix("hp:") in own_terms()


def test_the_context_names_every_term() -> None:
    named = {d["@id"] if isinstance(d, dict) else d for d in context().values()}
    missing = {term for term in own_terms() if "hp:" + term.removeprefix(HP) not in named}
    assert missing == set()
