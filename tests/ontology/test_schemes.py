from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from koinon.graph.linking.names import fold
from koinon.graph.records import OrganisationKind, Role
from koinon.ontology.concepts import SCHEMES, Concept, SchemeName
from koinon.ontology.load import concepts
from koinon.ontology.namespaces import COUNTRY, HERITAGE_TYPE, ORGANISATION_KIND, RDF, ROLE, SKOS

NAMESPACES: dict[SchemeName, str] = {
    "roles": ROLE,
    "organisation-kinds": ORGANISATION_KIND,
    "heritage-types": HERITAGE_TYPE,
}
UNESCO = "http://vocabularies.unesco.org/thesaurus/"
SCHEMA = "https://schema.org/"


@cache
def thesaurus(folder: Path) -> dict[str, set[str]]:
    """The folded labels of each concept of the UNESCO Thesaurus, preferred and other, by IRI."""
    labels: dict[str, set[str]] = {}
    found: set[str] = set()
    for path in (folder / "data" / "unesco-thesaurus").glob("*.ttl"):
        for quad in ox.parse(path=str(path)):
            name = quad.predicate.value
            if name in {SKOS + "prefLabel", SKOS + "altLabel"}:
                labels.setdefault(quad.subject.value, set()).add(
                    f"{quad.object.language} {fold(quad.object.value)}"
                )
            elif name == RDF + "type" and quad.object.value == SKOS + "Concept":
                found.add(quad.subject.value)
    return {iri: labels.get(iri, set()) for iri in found}


def depth(concept: Concept, by_notation: dict[str, Concept]) -> int:
    return 1 + max((depth(by_notation[parent], by_notation) for parent in concept.broader), default=0)


def matches(scheme: SchemeName) -> Iterator[str]:
    for concept in concepts(scheme):
        yield from (*concept.exact_matches, *concept.close_matches, *concept.broad_matches)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_concept_has_a_name_in_four_languages(scheme: SchemeName) -> None:
    assert concepts(scheme)
    for concept in concepts(scheme):
        assert sorted(concept.labels) == ["en", "es", "fr", "ru"], concept.notation
        assert all(label.strip() == label != "" for labels in concept.all_labels.values() for label in labels)


@pytest.mark.parametrize("scheme", NAMESPACES)
def test_a_notation_is_the_last_part_of_the_address(scheme: SchemeName) -> None:
    for concept in concepts(scheme):
        assert concept.iri == NAMESPACES[scheme] + concept.notation
        assert concept.definition.endswith(".")


@pytest.mark.parametrize("scheme", NAMESPACES)
def test_no_two_concepts_share_a_name(scheme: SchemeName) -> None:
    for language in ("en", "fr", "ru", "es"):
        names = Counter(
            name.casefold() for concept in concepts(scheme) for name in concept.all_labels[language]
        )
        assert [name for name, count in names.items() if count > 1] == []


def test_roles_are_those_of_the_records_in_two_hierarchies() -> None:
    assert [concept.notation for concept in concepts("roles")] == [role.value for role in Role]
    assert {concept.notation: concept.broader for concept in concepts("roles") if concept.broader} == {
        "co-organiser": ("organiser",),
        "funder": ("supporter",),
    }


def test_kinds_of_organisations_are_those_of_the_records() -> None:
    assert [concept.notation for concept in concepts("organisation-kinds")] == [
        k.value for k in OrganisationKind
    ]


def test_heritage_types_have_three_levels_and_the_five_domains() -> None:
    by_notation = {concept.notation: concept for concept in concepts("heritage-types")}
    assert {depth(concept, by_notation) for concept in by_notation.values()} == {1, 2, 3}
    domains = {c.notation for c in by_notation.values() if c.broader == ("intangible-heritage",)}
    assert domains == {
        "oral-traditions",
        "performing-arts",
        "social-practices",
        "knowledge-of-nature",
        "traditional-craftsmanship",
    }


def test_countries_are_named_by_alpha_3_and_noted_by_alpha_2() -> None:
    by_notation = {concept.notation: concept for concept in concepts("countries")}
    azerbaijan = by_notation["AZ"]
    assert azerbaijan.iri == COUNTRY + "AZE"
    assert azerbaijan.labels == {
        "en": "Azerbaijan",
        "fr": "Azerbaïdjan",
        "ru": "Азербайджан",
        "es": "Azerbaiyán",
    }
    assert "Russian Federation" in by_notation["RU"].alt_labels["en"]
    assert "Republic of Moldova" in by_notation["MD"].alt_labels["en"]
    assert len(by_notation) >= 249


def test_matched_concepts_are_in_the_unesco_thesaurus(shared: Path) -> None:
    matched = {iri for iri in matches("heritage-types") if iri.startswith(UNESCO)}
    assert len(matched) > 60
    assert matched - thesaurus(shared).keys() == set()


def test_an_exact_match_shares_a_name(shared: Path) -> None:
    for concept in concepts("heritage-types"):
        own = {f"{language} {fold(name)}" for language, names in concept.all_labels.items() for name in names}
        for iri in concept.exact_matches:
            assert own & thesaurus(shared)[iri], f"{concept.notation} shares no name with {iri}"


def test_matched_roles_of_schema_org_exist(shared: Path) -> None:
    path = shared / "data" / "ontologies" / "schemaorg-30.0-current-https.ttl"
    described = {quad.subject.value for quad in ox.parse(path=str(path))}
    matched = {iri for iri in matches("roles") if iri.startswith(SCHEMA)}
    assert matched
    assert matched - described == set()
