"""RDF 1.2: every statement is there, and what says where one is from reifies it."""

import pyoxigraph as ox

from koinon.graph.addresses import Addresses, hp
from koinon.graph.ingest import add_account, load_ontology
from koinon.graph.publishing import n_quads_1_2
from koinon.graph.records import Account
from koinon.graph.store import EmbeddedStore
from koinon.graph.terms import IRI, Literal, Quad, quad_to_oxigraph
from koinon.ontology.namespaces import RDF

ADDRESSES = Addresses("https://graph.example.org/")
REIFIES = ox.NamedNode(RDF + "reifies")
OLD = {ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object")}


def written(store: EmbeddedStore) -> set[ox.Quad]:
    return set(ox.parse(b"".join(n_quads_1_2(store)), format=ox.RdfFormat.N_QUADS))


def filled(account: Account) -> EmbeddedStore:
    store = EmbeddedStore.memory()
    add_account(store, account, ADDRESSES)
    return store


def test_statements_are_reified_instead_of_named(account: Account) -> None:
    store = filled(account)
    held = {quad_to_oxigraph(quad) for quad in store.quads()}
    named = {quad.subject for quad in held if quad.predicate.value == RDF + "subject"}
    assert named
    found = written(store)
    reified = {quad.subject: quad.object for quad in found if quad.predicate == REIFIES}
    for node in named:
        parts = {quad.predicate.value: quad.object for quad in held if quad.subject == node}
        triple = reified[node]
        assert isinstance(triple, ox.Triple)
        assert [triple.subject, triple.predicate, triple.object] == [
            parts[RDF + name] for name in ("subject", "predicate", "object")
        ]
    assert {quad.predicate for quad in found} & OLD == set()
    # All else is as it was, and nothing besides reifiers is new.
    statement = ox.NamedNode(RDF + "Statement")
    assert held - found == {quad for quad in held if quad.predicate in OLD or quad.object == statement}
    assert {quad.predicate for quad in found - held} == {REIFIES}


def test_a_tie_reifies_what_it_is_short_for(account: Account) -> None:
    store = filled(account)
    found = written(store)
    ties = list(store.quads(predicate=hp("agent")))
    assert ties
    for tie in ties:
        reified = [
            quad.object
            for quad in found
            if quad.subject == ox.NamedNode(tie.subject) and quad.predicate == REIFIES
        ]
        assert reified
        for triple in reified:
            assert isinstance(triple, ox.Triple)
            (activity,) = {one.subject for one in store.quads(None, hp("involvement"), tie.subject)}
            assert triple.subject == ox.NamedNode(activity)
            assert isinstance(tie.object, IRI)
            assert triple.object == ox.NamedNode(tie.object)


def test_half_a_name_of_a_statement_stays_what_it_was() -> None:
    graph, node = IRI("http://e/g"), IRI("http://e/n")
    quads = [
        Quad(node, IRI(RDF + "subject"), IRI("http://e/s"), graph),
        Quad(node, IRI(RDF + "predicate"), IRI("http://e/p"), graph),
    ]
    assert written(EmbeddedStore.memory(quads)) == {quad_to_oxigraph(quad) for quad in quads}
    quads.append(Quad(node, IRI(RDF + "object"), Literal('a "line"\n', language="en"), graph))
    (one,) = written(EmbeddedStore.memory(quads))
    assert one.predicate == REIFIES


def test_the_vocabulary_loses_nothing() -> None:
    store = EmbeddedStore.memory()
    load_ontology(store, ADDRESSES)
    assert written(store) == {quad_to_oxigraph(quad) for quad in store.quads()}
