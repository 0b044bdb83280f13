import pytest

from koinon.graph.store import WHOLE, Dataset
from koinon.graph.store.remote.scope import hiding, names_graph, within, without_clauses
from koinon.graph.terms import IRI

PREFIX = "http://example.org/graphs/store/"
FILTER = f'FILTER(!STRSTARTS(STR(?g), "{PREFIX}"))'
A, B = IRI("http://example.org/a"), IRI("http://example.org/b")


@pytest.mark.parametrize(
    ("query", "hidden"),
    [
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", f"SELECT * {{ GRAPH ?g {{ ?s ?p ?o }} {FILTER} }}"),
        (
            "ASK { graph ?g { { ?s ?p ?o } } OPTIONAL { GRAPH ?g {} } }",
            f"ASK {{ graph ?g {{ {{ ?s ?p ?o }} }} {FILTER} OPTIONAL {{ GRAPH ?g {{}} {FILTER} }} }}",
        ),
        ("SELECT * { GRAPH <http://example.org/a> { ?s ?p ?o } }", None),
        ("SELECT * { ?graph ?g 'GRAPH ?g { }' } # GRAPH ?g { }", None),
    ],
)
def test_only_patterns_of_any_graph_get_a_condition(query: str, hidden: str | None) -> None:
    assert hiding(query, PREFIX) == (hidden or query)


@pytest.mark.parametrize(
    ("query", "text", "dataset"),
    [
        ("SELECT * FROM <http://example.org/a> {}", "SELECT *   {}", Dataset((A,), ())),
        (
            "PREFIX e: <http://example.org/> SELECT * FROM e:a FROM NAMED e:b WHERE {}",
            "PREFIX e: <http://example.org/> SELECT *     WHERE {}",
            Dataset((A,), (B,)),
        ),
        ("SELECT * FROM <a> {}", "SELECT * FROM <a> {}", WHOLE),
        ("SELECT ?from { ?from ?p 'FROM <http://example.org/a>' }", None, WHOLE),
    ],
)
def test_a_dataset_is_taken_out_of_a_query(query: str, text: str | None, dataset: Dataset) -> None:
    assert without_clauses(query) == (text or query, dataset)


def test_a_graph_named_by_its_address_is_told_from_any_graph() -> None:
    assert names_graph("SELECT * { GRAPH <http://example.org/a> { ?s ?p ?o } }")
    assert names_graph("PREFIX : <http://example.org/> ASK { GRAPH :a { ?s ?p ?o } }")
    assert not names_graph("SELECT ?graph { GRAPH ?g { ?graph ?p <http://example.org/a> } }")


def test_a_pattern_is_put_into_a_graph() -> None:
    put = within("SELECT ?s WHERE { SELECT ?s { ?s ?p ?o } } LIMIT 1", A)
    assert put.split() == (
        "SELECT ?s WHERE { GRAPH <http://example.org/a> { SELECT ?s { ?s ?p ?o } } } LIMIT 1".split()
    )
