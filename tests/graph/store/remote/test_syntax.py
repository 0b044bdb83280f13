import pytest

from koinon.graph.errors import QueryError
from koinon.graph.store import EmbeddedStore
from koinon.graph.store.remote.syntax import Form, counting, form_of
from koinon.graph.terms import IRI, Quad, typed

EX = "http://example.org/"
STORE = EmbeddedStore.memory(
    Quad(IRI(f"{EX}{n}"), IRI(EX + "p"), typed(n, "integer"), IRI(EX + "g")) for n in range(5)
)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("PREFIX ask: <http://example.org/select> SELECT ?ask { ?ask ask:a 'CONSTRUCT' }", Form.SELECT),
        ("# SELECT\nask { SELECT * { ?s ?p ?o } }", Form.ASK),
        ("CONSTRUCT WHERE { ?s ?p ?o }", Form.CONSTRUCT),
        ("DESCRIBE <http://example.org/a>", Form.DESCRIBE),
        ("SELECT * { VALUES ?a { 1 } VALUES ?b { 2 } }", Form.SELECT),
    ],
)
def test_the_form_of_a_query_is_told(query: str, form: Form) -> None:
    assert form_of(query) is form


@pytest.mark.parametrize(
    "text",
    [
        "",
        "DROP ALL",
        "SELECT * { SERVICE <http://a/> {} }",
        "define input:inference 'x' SELECT * { VALUES ?a { 1 } VALUES ?b { 1 } }",
        "BASE <http://a/> INSERT { ?a a ?b } WHERE { SELECT * { VALUES ?a { <b> } VALUES ?b { <c> } } }",
    ],
)
def test_what_an_engine_might_take_though_it_is_no_query_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        form_of(text)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("CONSTRUCT { ?s a ?o } WHERE { ?s ?p ?o }", 5),
        ("CONSTRUCT { ?s a ?o . ?s a ?p } { ?s ?p ?o FILTER(?o > 1) } ORDER BY ?s LIMIT 2", 2),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 5),
        ("PREFIX e: <http://example.org/> CONSTRUCT { ?p a ?p } WHERE { ?s ?p ?o } GROUP BY ?p", 1),
    ],
)
def test_the_solutions_of_a_construct_are_counted(query: str, count: int) -> None:
    assert list(STORE.select(counting(query))) == [{"n": typed(count, "integer")}]
