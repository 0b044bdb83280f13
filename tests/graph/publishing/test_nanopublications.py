"""Reviewed ties become nanopublications as the guidelines have them."""

from dataclasses import replace

import pyoxigraph as ox
import pytest

from koinon.graph.addresses import Addresses, hp
from koinon.graph.errors import AddressError
from koinon.graph.ingest import add_account, remove_source
from koinon.graph.publishing import Review, accept, nanopublications, reviews, withdraw
from koinon.graph.publishing.nanopublications import NP
from koinon.graph.records import Account
from koinon.graph.store import EmbeddedStore
from koinon.graph.terms import IRI
from koinon.ontology.namespaces import DCTERMS, OA, PROV, RDF

ADDRESSES = Addresses("https://graph.example.org/")
TYPE = ox.NamedNode(RDF + "type")
ORCID = "https://orcid.org/0000-0000-0000-0000"
AT = "2026-03-01T10:00:00Z"


@pytest.fixture
def store(account: Account) -> EmbeddedStore:
    store = EmbeddedStore.memory()
    add_account(store, account, ADDRESSES)
    return store


def ties(store: EmbeddedStore) -> list[IRI]:
    return sorted(quad.subject for quad in store.quads(predicate=hp("agent")))


def published(store: EmbeddedStore) -> list[ox.Quad]:
    written = b"".join(nanopublications(store, ADDRESSES))
    return list(ox.parse(written, format=ox.RdfFormat.N_QUADS))


def in_graph(quads: list[ox.Quad], graph: object) -> list[ox.Quad]:
    return [quad for quad in quads if quad.graph_name == graph]


def test_a_nanopublication_has_the_form_of_the_guidelines(store: EmbeddedStore) -> None:
    tie = ties(store)[0]
    accept(store, ADDRESSES, [Review(tie, ORCID, AT, "agrees")])
    quads = published(store)
    # One head: the nanopublication, and exactly one of each other graph.
    (head,) = {quad.graph_name for quad in quads if quad.object == ox.NamedNode(NP + "Nanopublication")}
    heads = in_graph(quads, head)
    (nanopub,) = {quad.subject for quad in heads}
    named = {quad.predicate.value.removeprefix(NP): quad.object for quad in heads if quad.predicate != TYPE}
    assert set(named) == {"hasAssertion", "hasProvenance", "hasPublicationInfo"}
    assert len(heads) == 4
    # Four graphs, all different and none called as the nanopublication; none is empty, and no other is there.
    graphs = {head, *named.values()}
    assert len(graphs) == 4
    assert nanopub not in graphs
    assert {quad.graph_name for quad in quads} == graphs
    # Provenance speaks of the assertion, publication info of the nanopublication.
    origin, info = in_graph(quads, named["hasProvenance"]), in_graph(quads, named["hasPublicationInfo"])
    assert any(quad.subject == named["hasAssertion"] for quad in origin)
    said = {quad.predicate.value: quad.object for quad in info if quad.subject == nanopub}
    assert said[DCTERMS + "creator"] == ox.NamedNode(ORCID)
    created = said[DCTERMS + "created"]
    assert isinstance(created, ox.Literal)
    assert (created.value, created.datatype.value.rpartition("#")[2]) == (AT, "dateTime")
    assert DCTERMS + "license" in said


def test_the_assertion_is_the_tie_and_the_provenance_its_words(
    store: EmbeddedStore, account: Account
) -> None:
    tie = ties(store)[0]
    accept(store, ADDRESSES, [Review(tie, "Jane Doe", AT)])
    quads = published(store)
    assertion = [quad for quad in quads if str(quad.graph_name).endswith("-assertion>")]
    predicates = {quad.predicate.value for quad in assertion if quad.subject == ox.NamedNode(tie)}
    assert {hp("role"), hp("agent"), RDF + "type"} <= predicates
    assert hp("evidence") not in predicates
    assert any(quad.predicate.value == hp("involvement") for quad in assertion)
    origin = [quad for quad in quads if str(quad.graph_name).endswith("-provenance>")]
    derived = {quad.object for quad in origin if quad.predicate.value == PROV + "wasDerivedFrom"}
    words = [quad.object for quad in origin if quad.predicate.value == RDF + "value"]
    assert derived
    assert words
    for one in words:
        assert isinstance(one, ox.Literal)
        assert one.value in account.text
    names = [quad.object for quad in quads if quad.predicate.value.endswith("foaf/0.1/name")]
    assert names == [ox.Literal("Jane Doe")]


def test_only_what_stands_and_was_reviewed_is_published(store: EmbeddedStore, account: Account) -> None:
    assert published(store) == []
    one, other, *_ = ties(store)
    accept(store, ADDRESSES, [Review(one, ORCID, AT), Review(other, ORCID, AT)])
    assert [review.involvement for review in reviews(store, ADDRESSES)] == [one, other]
    assert withdraw(store, ADDRESSES, [other]) == 1
    assert [review.involvement for review in reviews(store, ADDRESSES)] == [one]
    # The source goes, and comes again: so does what was said of it.
    source_id = ADDRESSES.source_id(account.source)
    remove_source(store, source_id, ADDRESSES)
    assert published(store) == []
    add_account(store, account, ADDRESSES)
    assert published(store)


def test_another_content_is_another_nanopublication(store: EmbeddedStore) -> None:
    review = Review(ties(store)[0], ORCID, AT)
    accept(store, ADDRESSES, [review])
    first, again = published(store), published(store)
    assert first == again
    accept(store, ADDRESSES, [replace(review, at="2026-03-02T10:00:00Z")])
    assert {quad.graph_name for quad in published(store)} & {quad.graph_name for quad in first} == set()
    assert len(list(reviews(store, ADDRESSES))) == 1


def test_what_is_no_involvement_cannot_be_reviewed(store: EmbeddedStore) -> None:
    with pytest.raises(AddressError, match="no involvement"):
        accept(store, ADDRESSES, [Review(IRI("https://graph.example.org/nothing"), ORCID, AT)])
    assert list(store.quads(None, IRI(OA + "hasTarget"), None, ADDRESSES.graph("review"))) == []
