from collections.abc import Callable

from koinon.graph.addresses import DEFAULT_BASE, Addresses
from koinon.graph.checking.consistency import check_consistency
from koinon.graph.checking.findings import Severity
from koinon.graph.store.embedded import EmbeddedStore

StoreOf = Callable[[str], EmbeddedStore]

TRAINING = """
GRAPH <graphs/provenance> {
    <source/s> a hp:Source ; dcterms:title "A training in Baku" .
    <source/z> a hp:Source ; dcterms:title "A museum guide" .
}
GRAPH <graphs/source/s> {
    <activity/t> a hp:Training, hp:Activity ; hp:start "2013"^^xsd:gYear ; hp:involvement <i/1> .
    <i/1> a hp:Involvement ; hp:agent <organisation/m> ; hp:role role:partner .
    <organisation/m> a hp:Organisation ; skos:prefLabel "Icherisheher Museum"@en .
}
"""


def test_what_can_be_true_together_leaves_nothing_to_say(store_of: StoreOf) -> None:
    assert check_consistency(store_of(TRAINING), Addresses()) == []


def test_a_museum_that_is_also_a_place_is_explained_with_the_sources(store_of: StoreOf) -> None:
    guide = "GRAPH <graphs/source/z> { <activity/v> a hp:Activity ; hp:takesPlaceAt <organisation/m> . }"
    found = check_consistency(store_of(TRAINING + guide), Addresses())
    (museum,) = [finding for finding in found if finding.node == DEFAULT_BASE + "organisation/m"]
    assert museum.severity is Severity.VIOLATION
    assert museum.sentence.startswith("“Icherisheher Museum” cannot be both hp:Organisation (")
    assert "hp:Place (it is hp:takesPlaceAt of <http://127.0.0.1:8000/activity/v>)" in museum.sentence
    assert "It is spoken of in “A museum guide” and in “A training in Baku”." in museum.sentence
    assert museum.sentence.endswith("Correct one of the two, or withdraw its source.")


def test_what_is_inferred_is_not_judged(store_of: StoreOf) -> None:
    inferred = "GRAPH <graphs/inferred> { <organisation/m> a hp:Place . }"
    assert check_consistency(store_of(TRAINING + inferred), Addresses()) == []
