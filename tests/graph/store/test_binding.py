import pytest

from koinon.graph.errors import QueryError
from koinon.graph.store.binding import bind
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import IRI, Quad, text, typed

EX = "http://example.org/"
STORE = EmbeddedStore.memory(
    [
        Quad(IRI(f"{EX}{name}"), IRI(EX + "name"), text(name), IRI(EX + "g"))
        for name in ("icom", "unesco", "ifescco")
    ]
)
ICOM = {"name": text("icom")}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s WHERE { ?s <http://example.org/name> ?name }",
        "SELECT ?s { ?s <http://example.org/name> $name }",
        "SELECT ?s WHERE { SELECT ?s ?name WHERE { ?s <http://example.org/name> ?name } }",
        "SELECT ?s (EXISTS { ?s ?p 'x' } AS ?no) WHERE { ?s <http://example.org/name> ?name }",
        "SELECT ?s WHERE { # { a brace\n ?s <http://example.org/name> ?name FILTER('{' != ?name) }",
        "SELECT ?s WHERE { ?s ?q ?n FILTER EXISTS { ?s ?p ?name } } ORDER BY ?s LIMIT 5",
        "SELECT ?s WHERE { { ?s <http://example.org/name> ?name } UNION { ?s a ?name } }",
    ],
)
def test_a_value_meets_the_pattern_whatever_its_form(query: str) -> None:
    assert [row["s"] for row in STORE.select(query, ICOM)] == [IRI(EX + "icom")]


def test_a_template_is_no_pattern() -> None:
    query = "CONSTRUCT { ?s <http://example.org/label> ?name } WHERE { ?s <http://example.org/name> ?name }"
    assert [triple.subject for triple in STORE.construct(query, ICOM)] == [IRI(EX + "icom")]


def test_several_values_are_one_row() -> None:
    query = "SELECT ?s WHERE { ?s <http://example.org/name> ?name FILTER(STRLEN(?name) = ?length) }"
    assert not list(STORE.select(query, {**ICOM, "length": typed(5, "integer")}))
    assert list(STORE.select(query, {**ICOM, "length": typed(4, "integer")}))


def test_a_name_that_the_query_does_not_use_is_refused() -> None:
    with pytest.raises(QueryError, match=r"no variable \?nam "):
        bind("SELECT * WHERE { ?s ?p ?name }", {"nam": text("icom")})
