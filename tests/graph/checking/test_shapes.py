import logging
from collections.abc import Callable

import pytest

from koinon.graph.addresses import DEFAULT_BASE, Addresses
from koinon.graph.checking.findings import Severity
from koinon.graph.checking.shapes import check_shapes
from koinon.graph.store.embedded import EmbeddedStore

StoreOf = Callable[[str], EmbeddedStore]

ADDRESSES = Addresses()
VOCABULARY = """
GRAPH <graphs/ontology> {
    hp:Country rdfs:subClassOf hp:Place .
    role:partner a hp:Role ; skos:prefLabel "partner"@en .
    country:AZE a hp:Country ; skos:prefLabel "Azerbaijan"@en ; hp:placeKind "country" .
}
"""


def announcement(name: str = "s", start: str = '"2013-10-30"^^xsd:date') -> str:
    return f"""
    GRAPH <graphs/provenance> {{
        <source/{name}> a hp:Source ; dcterms:title "Announcement {name}"@en ; dcterms:language "en" ;
            hp:snapshot <source/{name}/snapshot/1> ; hp:sourceGraph <graphs/source/{name}> .
        <source/{name}/snapshot/1> a hp:Snapshot ; hp:inSource <source/{name}> ; hp:length 99 ;
            hp:sha256 "{64 * "0"}" .
        <source/{name}/passage/9-19> a hp:Passage, oa:SpecificResource ;
            oa:hasSource <source/{name}/snapshot/1> ; hp:inSource <source/{name}> ;
            oa:hasSelector <source/{name}/passage/9-19#position>, <source/{name}/passage/9-19#quote> .
        <source/{name}/passage/9-19#position> a oa:TextPositionSelector ; oa:start 9 ; oa:end 19 .
        <source/{name}/passage/9-19#quote> a oa:TextQuoteSelector ; oa:exact "with the museum" .
        <source/{name}/statement/1> a rdf:Statement ; rdf:subject <activity/{name}> ; rdf:predicate hp:start ;
            rdf:object {start} ; hp:evidence <source/{name}/passage/9-19> ; hp:inSource <source/{name}> .
    }}
    GRAPH <graphs/source/{name}> {{
        <activity/{name}> a hp:Training, hp:Activity ; skos:prefLabel "Training {name}"@en ;
            hp:start {start} ; hp:takesPlaceAt country:AZE ; hp:involvement <involvement/{name}/1> .
        <involvement/{name}/1> a hp:Involvement ; hp:agent <organisation/m> ; hp:role role:partner ;
            hp:rule "roles.cue" ; hp:evidence <source/{name}/passage/9-19> .
        <organisation/m> a hp:Organisation ; skos:prefLabel "Icherisheher Museum"@en .
    }}
    """


def test_what_has_its_form_leaves_nothing_to_say(store_of: StoreOf) -> None:
    assert check_shapes(store_of(VOCABULARY + announcement()), ADDRESSES) == []


def test_a_tie_without_a_role_is_named_with_its_source_and_its_words(store_of: StoreOf) -> None:
    store = store_of(VOCABULARY + announcement().replace("hp:role role:partner ;", ""))
    (found,) = check_shapes(store, ADDRESSES)
    assert found.severity is Severity.VIOLATION
    assert found.node == DEFAULT_BASE + "involvement/s/1"
    assert found.source == "Announcement s"
    assert found.source_id == DEFAULT_BASE + "source/s"
    assert found.passage == "with the museum"
    assert found.sentence.startswith("The involvement of “Icherisheher Museum” in “Training s”, hp:role: ")
    assert "exactly one role" in found.sentence


def test_a_value_that_does_not_fit_is_named(store_of: StoreOf) -> None:
    wrong = announcement().replace("takesPlaceAt country:AZE", "takesPlaceAt <organisation/m>")
    (found,) = check_shapes(store_of(VOCABULARY + wrong), ADDRESSES)
    assert found.sentence.startswith("“Training s” has hp:takesPlaceAt “Icherisheher Museum”. ")
    assert "describe the place" in found.sentence


def test_the_words_of_a_single_fact_are_quoted(store_of: StoreOf) -> None:
    store = store_of(VOCABULARY + announcement(start='"in autumn"'))
    found = check_shapes(store, ADDRESSES)
    assert {finding.passage for finding in found} == {"with the museum"}
    assert any(finding.sentence.startswith("“Training s” has hp:start “in autumn”. ") for finding in found)


def test_where_nothing_states_the_fact_the_words_that_name_the_thing_are_quoted(store_of: StoreOf) -> None:
    named = """
    GRAPH <graphs/provenance> {
        <source/s/passage/1-5> a hp:Passage, oa:SpecificResource ; oa:hasSource <source/s/snapshot/1> ;
            hp:inSource <source/s> ; oa:hasSelector <source/s/passage/1-5#p>, <source/s/passage/1-5#q> .
        <source/s/passage/1-5#p> a oa:TextPositionSelector ; oa:start 1 ; oa:end 5 .
        <source/s/passage/1-5#q> a oa:TextQuoteSelector ; oa:exact "Training" .
        <source/s/statement/2> a rdf:Statement ; rdf:subject <activity/s> ; rdf:predicate skos:prefLabel ;
            rdf:object "Training s"@en ; hp:evidence <source/s/passage/1-5> ; hp:inSource <source/s> .
    }
    """
    broken = announcement().replace("takesPlaceAt country:AZE", "takesPlaceAt <organisation/m>")
    (found,) = check_shapes(store_of(VOCABULARY + broken + named), ADDRESSES)
    assert found.passage == "Training"


def test_a_warning_is_not_a_violation(store_of: StoreOf) -> None:
    store = store_of(VOCABULARY + announcement().replace('hp:rule "roles.cue" ;', ""))
    (found,) = check_shapes(store, ADDRESSES)
    assert found.severity is Severity.WARNING
    assert str(found).startswith("Warning: The involvement of")


def test_violations_come_first_and_sources_in_order(store_of: StoreOf) -> None:
    unruled = announcement("a").replace('hp:rule "roles.cue" ;', "")
    broken = [announcement(name).replace("hp:role role:partner ;", "") for name in ("z", "b")]
    found = check_shapes(store_of(VOCABULARY + unruled + "".join(broken)), ADDRESSES)
    assert [finding.source for finding in found] == ["Announcement b", "Announcement z", "Announcement a"]


def test_only_the_sources_in_focus_are_looked_at(store_of: StoreOf) -> None:
    broken = [announcement(name).replace("hp:role role:partner ;", "") for name in ("a", "b")]
    store = store_of(VOCABULARY + announcement() + "".join(broken))
    assert check_shapes(store, ADDRESSES, focus=[ADDRESSES.source_graph("s")]) == []
    found = check_shapes(store, ADDRESSES, focus=[ADDRESSES.source_graph("b"), ADDRESSES.source_graph("s")])
    assert [finding.source for finding in found] == ["Announcement b"]


def test_what_is_inferred_neither_hides_nor_breaks_a_shape(store_of: StoreOf) -> None:
    inferred = (
        "GRAPH <graphs/inferred> { <involvement/s/1> hp:role role:partner . <activity/x> a hp:Activity . }"
    )
    store = store_of(VOCABULARY + announcement().replace("hp:role role:partner ;", "") + inferred)
    (found,) = check_shapes(store, ADDRESSES)
    assert found.node == DEFAULT_BASE + "involvement/s/1"


def test_a_circle_is_found(store_of: StoreOf) -> None:
    circle = "GRAPH <graphs/source/s> { <activity/s> hp:partOf <activity/s> . }"
    found = check_shapes(store_of(VOCABULARY + announcement() + circle), ADDRESSES)
    assert any("cannot be part of itself" in finding.sentence for finding in found)


def test_checking_says_nothing_by_itself_and_leaves_logging_as_it_was(
    store_of: StoreOf, capfd: pytest.CaptureFixture[str]
) -> None:
    logger = logging.getLogger("pyshacl-validate")
    before = (list(logger.handlers), logger.level, list(logger.filters))
    assert check_shapes(store_of(VOCABULARY + announcement(start='"2013-99"^^xsd:date')), ADDRESSES)
    assert capfd.readouterr() == ("", "")
    assert (list(logger.handlers), logger.level, list(logger.filters)) == before
