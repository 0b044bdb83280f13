"""Turtle reads well and says exactly the triples it was given."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from koinon.graph.addresses import hp, role
from koinon.graph.terms import IRI, Literal, Triple, text, to_oxigraph, typed
from koinon.graph.turtle import turtle
from koinon.ontology.namespaces import RDF, SKOS

BASE = "http://example.org/"
TRAINING = IRI(BASE + "activity/running-a-museum-abc")

values = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])).map(text),
    st.integers().map(lambda number: typed(number, "integer")),
    st.sampled_from(["1.50", "-.5", "1", "x", "1."]).map(lambda number: typed(number, "decimal")),
    st.sampled_from(["2011", "2011-10"]).map(lambda value: typed(value, "gYear")),
    st.text(st.characters(exclude_categories=["Cs"])).map(lambda words: text(words, "ru")),
    st.sampled_from(
        [IRI(BASE), IRI(BASE + "a:b/c?d=e#f"), role("partner"), IRI("http://elsewhere.org/?a=b#c")]
    ),
)


def triple_set(data: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)}


def test_a_thing_reads_as_a_person_would_write_it() -> None:
    written = turtle(
        [
            Triple(TRAINING, hp("takesPlaceAt"), IRI(BASE + "place/sheki-2")),
            Triple(TRAINING, hp("takesPlaceAt"), IRI(BASE + "place/baku-1")),
            Triple(TRAINING, IRI(SKOS + "prefLabel"), text("Running a Museum", "en")),
            Triple(TRAINING, IRI(RDF + "type"), hp("Training")),
        ],
        BASE,
    ).decode()
    assert written == (
        "@base <http://example.org/> .\n"
        "@prefix hp: <https://w3id.org/heritage-partnerships/ns#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        "<activity/running-a-museum-abc> a hp:Training ;\n"
        '    skos:prefLabel "Running a Museum"@en ;\n'
        "    hp:takesPlaceAt <place/baku-1>, <place/sheki-2> .\n"
    )


def test_a_long_list_has_one_value_a_line() -> None:
    names = [text(f"a name that is rather long, number {number}", "en") for number in range(3)]
    written = turtle([Triple(TRAINING, IRI(SKOS + "altLabel"), name) for name in names], BASE).decode()
    assert written.count('\n        "a name') == 3


@given(st.lists(st.tuples(st.sampled_from([TRAINING, IRI(BASE + "source/x/passage/1-2")]), values)))
def test_nothing_is_lost_or_added(pairs: list[tuple[IRI, IRI | Literal]]) -> None:
    triples = {Triple(subject, hp("phrase"), value) for subject, value in pairs}
    expected = {ox.Triple(ox.NamedNode(s), ox.NamedNode(p), to_oxigraph(o)) for s, p, o in triples}
    assert triple_set(turtle(triples, BASE)) == expected
