"""Sure links are written, doubtful ones told, and what a person decides counts and can be withdrawn."""

import pytest

from koinon.graph.addresses import Addresses, hp
from koinon.graph.linking.links import Certainty, Link, decide, decisions, propose, queued, write_links
from koinon.graph.names import NameEntry, NameIndex
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import IRI, Literal
from koinon.ontology.namespaces import OWL, RDF, SKOS

ADDRESSES = Addresses("http://example.org/")
MATCH = IRI(SKOS + "exactMatch")
ROR = "https://ror.org/"


def entry(thing: str, name: str, country: str = "", label: str = "") -> NameEntry:
    return NameEntry(thing, name, label or name, "organisation", country)


@pytest.fixture(scope="module")
def ror() -> NameIndex:
    return NameIndex.of(
        [
            entry(f"{ROR}gnm", "Georgian National Museum", "GE"),
            entry(f"{ROR}gnm", "საქართველოს ეროვნული მუზეუმი", "GE", "Georgian National Museum"),
            entry(f"{ROR}unesco", "UNESCO", "FR"),
            entry(f"{ROR}unesco", "United Nations Educational, Scientific and Cultural Organization", "FR"),
            entry(f"{ROR}one", "National Museum of History", "AM"),
            entry(f"{ROR}two", "National Museum of History", "MD"),
            entry(f"{ROR}icom", "ICOM", "FR"),
        ]
    )


def links(ror: NameIndex, *names: tuple[str, str]) -> list[Link]:
    entries = [entry(f"http://example.org/organisation/{at}", *one) for at, one in enumerate(names)]
    return list(propose(entries, "ror", ror, "organisation"))


@pytest.mark.parametrize(
    ("name", "country", "target"),
    [
        ("Georgian National Museum", "GE", "gnm"),
        ("National Georgian Museum", "", "gnm"),
        ("Sakartvelos erovnuli muzeumi", "GE", "gnm"),
        ("UNESCO", "", "unesco"),
        ("United Nations Educational Scientific and Cultural Organisation", "", "unesco"),
        ("National Museum of History", "MD", "two"),
    ],
)
def test_the_same_name_is_a_sure_link(ror: NameIndex, name: str, country: str, target: str) -> None:
    found = links(ror, (name, country))
    assert [(one.target, one.certainty) for one in found] == [(ROR + target, Certainty.SURE)]
    assert found[0].score >= 0.96


@pytest.mark.parametrize(
    ("name", "country", "reason"),
    [
        ("National Museum of History", "", "National Museum of History is as like"),
        ("Georgian National Museum", "US", "it is of GE, not US"),
        ("Georgian National Museums", "GE", "the names differ"),
        ("ICOM", "FR", "the name is too short to be sure"),
    ],
)
def test_what_is_not_sure_is_doubtful_with_its_reason(
    ror: NameIndex, name: str, country: str, reason: str
) -> None:
    found = links(ror, (name, country))
    assert [(one.certainty, one.reason) for one in found] == [(Certainty.DOUBTFUL, reason)]


@pytest.mark.parametrize(
    "name", ["UNESCO Moscow Office", "Museum of Fish", "Georgian National Committee of ICOM"]
)
def test_an_office_and_a_stranger_are_not_linked(ror: NameIndex, name: str) -> None:
    assert links(ror, (name, "")) == []


def test_links_are_written_with_their_score_and_replaced_as_a_whole(ror: NameIndex) -> None:
    store = EmbeddedStore.memory()
    graph = ADDRESSES.graph("links")
    found = links(ror, ("Georgian National Museum", "GE"), ("National Museum of History", ""))
    assert write_links(store, ADDRESSES, "ror", found) == 1
    (link,) = store.quads(None, MATCH, None, graph)
    (record,) = store.quads(None, IRI(RDF + "subject"), link.subject, graph)
    held = {quad.predicate: quad.object for quad in store.quads(record.subject)}
    assert held[hp("rule")] == Literal("linking.ror")
    assert isinstance(score := held[IRI(RDF + "value")], Literal)
    assert float(score.value) == 1.0
    generation = store.generation
    write_links(store, ADDRESSES, "ror", found)
    assert store.generation == generation
    write_links(store, ADDRESSES, "geonames", [])
    assert list(store.quads(None, MATCH, None, graph)) == [link]
    write_links(store, ADDRESSES, "ror", [])
    assert list(store.quads()) == []


def test_a_decision_counts_survives_and_is_withdrawn(ror: NameIndex) -> None:
    store = EmbeddedStore.memory()
    found = links(ror, ("Georgian National Museum", "GE"))
    thing, target = found[0].thing, found[0].target
    write_links(store, ADDRESSES, "ror", found)
    decide(store, ADDRESSES, thing, target, same=False)
    assert [quad.predicate for quad in store.quads()] == [IRI(OWL + "differentFrom")]
    assert write_links(store, ADDRESSES, "ror", found) == 0
    decide(store, ADDRESSES, thing, target, same=True)
    assert decisions(store, ADDRESSES) == {(thing, target): True}
    assert [quad.predicate for quad in store.quads()] == [MATCH]
    decide(store, ADDRESSES, thing, target, same=None)
    assert list(store.quads()) == []
    assert write_links(store, ADDRESSES, "ror", found) == 1


def test_a_doubtful_link_waits_in_the_queue_until_it_is_decided() -> None:
    store, thing = EmbeddedStore.memory(), IRI(f"{ADDRESSES.base}organisation/x")
    near, far = IRI("https://ror.org/near"), IRI("https://ror.org/far")
    links = [
        Link(thing, "X", "ror", target, "X", score, Certainty.DOUBTFUL, "the names differ")
        for target, score in ((far, 0.92), (near, 0.95))
    ]
    assert write_links(store, ADDRESSES, "ror", links) == 0
    assert [(one.target, one.score, one.reason) for one in queued(store, ADDRESSES)] == [
        (near, 0.95, "the names differ"),
        (far, 0.92, "the names differ"),
    ]
    assert not list(store.quads(thing, IRI(SKOS + "exactMatch")))
    decide(store, ADDRESSES, thing, near, same=True)
    decide(store, ADDRESSES, thing, far, same=False)
    assert not list(queued(store, ADDRESSES))
    write_links(store, ADDRESSES, "ror", links)
    assert not list(queued(store, ADDRESSES))
    decide(store, ADDRESSES, thing, far, same=None)
    write_links(store, ADDRESSES, "ror", links)
    assert [one.target for one in queued(store, ADDRESSES)] == [far]
    write_links(store, ADDRESSES, "ror", [])
    assert not list(store.quads(graph=ADDRESSES.graph("links")))
