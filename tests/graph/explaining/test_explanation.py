import pytest

from koinon.graph.addresses import Addresses
from koinon.graph.errors import QueryError
from koinon.graph.explaining import NoteKind, explain
from koinon.graph.ingest import load_ontology
from koinon.graph.store import EmbeddedStore
from koinon.graph.store.seam import Dataset
from koinon.graph.terms import IRI, Quad, typed
from koinon.ontology.namespaces import HP, PREFIXES, RDF

BASE = "http://example.org/"
GRAPH = IRI(BASE + "graphs/source/1")
HEAD = "".join(f"PREFIX {name}: <{start}>\n" for name, start in PREFIXES.items())


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    """The vocabulary, and two trainings that one museum organised."""
    made = EmbeddedStore.memory()
    load_ontology(made, Addresses(BASE))
    museum = IRI(BASE + "museum")
    quads = [Quad(museum, IRI(RDF + "type"), IRI(HP + "Organisation"), GRAPH)]
    for number in (1, 2):
        training = IRI(f"{BASE}training/{number}")
        quads += [
            Quad(training, IRI(RDF + "type"), IRI(HP + "Training"), GRAPH),
            Quad(training, IRI(HP + "organisedBy"), museum, GRAPH),
            Quad(training, IRI(HP + "start"), typed(f"201{number}", "gYear"), GRAPH),
            Quad(training, IRI(HP + "order"), typed(number, "integer"), GRAPH),
        ]
    made.load(quads)
    return made


def notes(store: EmbeddedStore, query: str) -> list[tuple[NoteKind, str]]:
    return [(note.kind, note.sentence) for note in explain(store, HEAD + query).notes]


def test_the_first_pattern_that_matches_nothing_is_named(store: EmbeddedStore) -> None:
    found = explain(
        store, HEAD + "SELECT * { ?a a hp:Training ; hp:organisedBy ?o . ?o hp:start ?y ; hp:end ?z }"
    )
    assert found.empty
    assert [one.matches for one in found.tried] == [True, True, False]
    assert found.notes[0].sentence == (
        "The pattern ?o hp:start ?y . matches something, but nothing together with the 2 before it."
    )


def test_a_misspelt_property_is_corrected(store: EmbeddedStore) -> None:
    found = explain(store, HEAD + "SELECT * { ?a a hp:Training ; hp:organizedBy ?o }")
    assert [note.kind for note in found.notes] == [NoteKind.MATCHES_NOTHING, NoteKind.UNKNOWN_PROPERTY]
    assert found.notes[0].sentence == "The pattern ?a hp:organizedBy ?o . matches nothing."
    assert found.notes[1].sentence == "There is no property hp:organizedBy; did you mean hp:organisedBy?"
    assert found.notes[1].suggestion == HP + "organisedBy"


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("?a a hp:Organization", "There is no class hp:Organization; did you mean hp:Organisation?"),
        ("?a hp:role role:organizer", "There is no thing role:organizer; did you mean role:organiser?"),
        ("?a a hp:Exhibition", "The class hp:Exhibition is known to the vocabulary, but nothing is one."),
        ("?a hp:funds ?b", "The property hp:fundedBy is known"),
        ("?a <http://nowhere.example/zq> ?b", "There is no property <http://nowhere.example/zq>."),
        ("?a hp:partOf/hp:organizedBy* ?b", "There is no property hp:organizedBy; did you"),
        (
            "?x a hp:Training FILTER NOT EXISTS { ?x hp:organizedBy ?o }",
            "There is no property hp:organizedBy",
        ),
        (
            "?x a hp:Training OPTIONAL { ?x hp:strat ?o }",
            "There is no property hp:strat; did you mean hp:start?",
        ),
    ],
)
def test_unknown_terms_are_told_wherever_they_stand(
    store: EmbeddedStore, pattern: str, sentence: str
) -> None:
    if "hp:funds" in pattern:
        pattern = "?a hp:fundedBy ?b"
    assert any(said.startswith(sentence) for _, said in notes(store, f"SELECT * {{ {pattern} }}"))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a a hp:Training . ?o a hp:Organisation }",
        "SELECT * { ?a a hp:Training . GRAPH ?g { ?o a hp:Organisation } }",
        "SELECT (COUNT(*) AS ?n) { ?a a hp:Training . ?o a hp:Organisation FILTER(?a != ?o) }",
        "SELECT * { ?a a hp:Training OPTIONAL { ?o a hp:Organisation } }",
    ],
)
def test_cross_products_are_warned_of(store: EmbeddedStore, query: str) -> None:
    (said,) = (said for kind, said in notes(store, query) if kind is NoteKind.CROSS_PRODUCT)
    assert "?a" in said or "?o" in said


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a a hp:Training ; hp:organisedBy ?o . ?o a hp:Organisation }",
        "SELECT * { ?a hp:organisedBy [ a hp:Organisation ] }",
        "SELECT * { ?a a hp:Training . BIND(?a AS ?b) ?b hp:organisedBy ?o }",
        "SELECT * { ?a a hp:Training . { ?a hp:organisedBy ?o } UNION { ?a hp:order ?o } ?o a ?c }",
        "SELECT * { ?a a hp:Training . { SELECT ?a ?o { ?a hp:organisedBy ?o } } ?o a ?c }",
        "SELECT * { ?a a hp:Training OPTIONAL { ?a hp:start ?s } OPTIONAL { ?a hp:organisedBy ?o } }",
        "ASK { ?a hp:organisedBy ?o FILTER EXISTS { ?o a ?c } }",
    ],
)
def test_what_is_joined_is_not_warned_of(store: EmbeddedStore, query: str) -> None:
    assert notes(store, query) == []


def test_the_filter_that_leaves_nothing_is_named(store: EmbeddedStore) -> None:
    found = explain(
        store,
        HEAD
        + "SELECT * { ?a a hp:Training ; hp:order ?n FILTER(?n > 0) FILTER(?n > (1 + 1)) FILTER(BOUND(?z)) "
        "OPTIONAL { ?a hp:end ?z } }",
    )
    assert found.notes[0].sentence == "The patterns match, but FILTER(?n > (1 + 1)) leaves nothing of that."
    assert [one.matches for one in found.tried] == [True, True, True, False]


def test_a_filter_on_what_is_bound_elsewhere_is_not_blamed(store: EmbeddedStore) -> None:
    found = notes(store, "SELECT * { ?a hp:order ?n OPTIONAL { ?a hp:strat ?z } FILTER(BOUND(?z)) }")
    assert found[0][1].endswith("what leaves nothing is the FILTER.")


def test_counting_nothing_is_explained_too(store: EmbeddedStore) -> None:
    found = explain(store, HEAD + "SELECT (COUNT(*) AS ?n) { ?a hp:organizedBy ?o }")
    assert not found.empty
    assert found.notes[0].sentence == "The pattern ?a hp:organizedBy ?o . matches nothing."


def test_a_union_is_empty_when_every_branch_is(store: EmbeddedStore) -> None:
    query = "SELECT * {{ {{ ?a hp:order {} }} UNION {{ ?a hp:order 8 }} }}"
    assert [kind for kind, _ in notes(store, query.format(7))] == [NoteKind.MATCHES_NOTHING] * 2
    assert notes(store, query.format(1)) == []


def test_a_dataset_is_kept_to(store: EmbeddedStore) -> None:
    query = f"SELECT * FROM <{BASE}graphs/ontology> {{ ?a hp:organisedBy ?o }}"
    assert "matches nothing" in notes(store, query)[0][1]
    elsewhere = Dataset((IRI(BASE + "graphs/ontology"),), ())
    assert explain(store, HEAD + "ASK { ?a hp:organisedBy ?o }", elsewhere).empty
    assert not explain(store, HEAD + "ASK { ?a hp:organisedBy ?o }").empty


def test_what_cannot_be_parsed_by_the_engine_is_an_error(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="not SPARQL"):
        explain(store, "SELECT * { ?a hp:start }")


def test_what_the_guard_refuses_is_refused_here_too(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="nest it less"):
        explain(store, "SELECT * { FILTER(" + "(" * 400 + "1" + ")" * 400 + ") }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { " + "{" * 200 + "?s ?p ?o" + "}" * 200 + " }",
        "SELECT * { " + " . ".join(f"?s{n} <http://e/p> ?o{n}" for n in range(150)) + " } LIMIT 1",
        "SELECT * { ?s ?p '" + "x" * 30_000 + "' }",
    ],
)
def test_bombs_end_in_a_sentence(store: EmbeddedStore, query: str) -> None:
    found = explain(store, query)
    assert [note.kind for note in found.notes] == [NoteKind.UNEXPLAINED]
