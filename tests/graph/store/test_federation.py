import pyoxigraph as ox
import pytest

from koinon.graph.errors import QueryError
from koinon.graph.store.federation import UNIT, Rows, service_patterns, with_rows, with_sent_along
from koinon.graph.store.guard import guard

HERE = "PREFIX e: <http://e/> "
THERE = "SERVICE <http://there/sparql> "


def uri(value: str) -> dict[str, str]:
    return {"type": "uri", "value": value}


def answers(query: str, *rows: Rows) -> list[tuple[str | None, ...]]:
    store = ox.Store()
    store.update(f"{HERE} INSERT DATA {{ e:a e:p e:b . e:b e:p e:c }}")
    filled = with_rows(query, service_patterns(query), rows)
    guard(filled)
    found = store.query(filled)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(tuple(str(value) if value else None for value in row) for row in found)


def test_a_pattern_is_found_with_the_query_to_ask() -> None:
    query = (
        f"{HERE}SELECT * {{ ?s e:p ?o . # SERVICE\n SERVICE SILENT <http://there/sparql> {{ ?o e:q ?v }} }}"
    )
    (pattern,) = service_patterns(query)
    assert (pattern.endpoint, pattern.silent) == ("http://there/sparql", True)
    assert pattern.query == f"{HERE}\nSELECT * WHERE {{ ?o e:q ?v }}"
    assert query[pattern.start : pattern.end].startswith("SERVICE SILENT")


@pytest.mark.parametrize(
    ("pattern", "rows"),
    [
        ("?s e:p ?o . {}", [("<http://e/a>", "<http://e/b>", '"1"')]),
        ("{} ?s e:p ?o", [("<http://e/a>", "<http://e/b>", '"1"')]),
        (
            "?s e:p ?o OPTIONAL {{ {} }}",
            [("<http://e/a>", "<http://e/b>", '"1"'), ("<http://e/b>", "<http://e/c>", None)],
        ),
        ("?s e:p ?o MINUS {{ {} }}", [("<http://e/b>", "<http://e/c>", None)]),
        (
            "?s e:p ?o {{ {} }} UNION {{ ?s e:p e:c }}",
            [("<http://e/a>", "<http://e/b>", '"1"'), ("<http://e/b>", "<http://e/c>", None)],
        ),
    ],
)
def test_rows_are_joined_where_the_pattern_stood(pattern: str, rows: list[tuple[str | None, ...]]) -> None:
    query = HERE + "SELECT ?s ?o ?v { " + pattern.format(THERE + "{ ?o e:q ?v }") + " }"
    given = Rows(("o", "v"), ({"o": uri("http://e/b"), "v": {"type": "literal", "value": "1"}},))
    assert answers(query, given) == rows


def test_terms_come_as_they_were() -> None:
    words = 'a "quote" \\ and\nlines \' { } service # é'
    dates = {"type": "literal", "value": "2013", "datatype": "http://www.w3.org/2001/XMLSchema#gYear"}
    row = {
        "a": uri("http://e/service#1(x)'"),
        "b": {"type": "literal", "value": words, "xml:lang": "en"},
        "c": dates,
    }
    found = answers(
        f"{HERE}SELECT ?a ?b ?c ?d {{ {THERE}{{ ?a ?b ?c, ?d }} }}", Rows(("a", "b", "c", "d"), (row,) * 500)
    )
    assert len(found) == 500
    assert found[0][0] == "<http://e/service#1(x)'>"
    assert found[0][1] == str(ox.Literal(words, language="en"))
    assert found[0][2] == '"2013"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    assert found[0][3] is None


def test_no_row_and_a_row_of_nothing_are_told_apart() -> None:
    query = f"{HERE}SELECT ?s {{ ?s e:p e:b {THERE}{{ e:x e:y e:z }} }}"
    assert answers(query, Rows((), ())) == []
    assert answers(query, UNIT) == [("<http://e/a>",)]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("SELECT * { SERVICE ?where { ?s ?p ?o } }", "variable"),
        ("SELECT * { SERVICE <relative> { ?s ?p ?o } }", "whole address"),
        (f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {THERE}{{ ?s ?p ?o }} }} }}", "EXISTS"),
        (f"SELECT * {{ GRAPH ?g {{ ?s ?p ?o OPTIONAL {{ {THERE}{{ ?s ?p ?o }} }} }} }}", "GRAPH"),
        (f"SELECT * {{ {THERE}{{ ?s ?p ?o {THERE}{{ ?o ?p ?s }} }} }}", "within another"),
        (f"SELECT * {{ {THERE}{{ ?s ?p ?o", "not closed"),
        ("SELECT * { SERVICE }", "address of an endpoint"),
    ],
)
def test_what_cannot_be_taken_out_is_refused(query: str, sentence: str) -> None:
    with pytest.raises(QueryError, match=sentence):
        service_patterns(query)


@pytest.mark.parametrize(
    "value",
    [
        {"type": "bnode", "value": "b0"},
        uri("http://e/> } DROP ALL #"),
        uri("no address"),
        {"type": "literal", "value": "x", "xml:lang": "en } #"},
        {"type": "literal", "value": "x", "datatype": "http://e/ "},
        {"type": "triple", "value": {}},
    ],
)
def test_hostile_terms_are_refused(value: dict[str, object]) -> None:
    query = f"SELECT * {{ {THERE}{{ ?s ?p ?o }} }}"
    with pytest.raises(QueryError, match="other endpoint"):
        with_rows(query, service_patterns(query), [Rows(("s",), ({"s": value},))])


BEFORE = "{ SELECT DISTINCT ?o { ?s e:p ?o } }"


@pytest.mark.parametrize(
    ("group", "before"),
    [
        (f"{{ {BEFORE} {THERE}{{ ?o e:q ?v }} }}", True),
        (f"{{ ?x e:p ?y . {BEFORE} {THERE}{{ ?o e:q ?v }} }}", True),
        (f"{{ ?x e:p ?y OPTIONAL {{ {BEFORE} {THERE}{{ ?o e:q ?v }} }} }}", True),
        (f"{{ {BEFORE} ?x e:p ?y {THERE}{{ ?o e:q ?v }} }}", False),
        (f"{{ ?x e:p ?y OPTIONAL {BEFORE} {THERE}{{ ?o e:q ?v }} }}", False),
        (f"{{ ?x e:p ?y MINUS {BEFORE} {THERE}{{ ?o e:q ?v }} }}", False),
        (f"{{ {{ ?x e:p ?o }} UNION {BEFORE} {THERE}{{ ?o e:q ?v }} }}", False),
        (f"{{ GRAPH ?g {BEFORE} {THERE}{{ ?o e:q ?v }} }}", False),
        (f"FROM <http://e/g> {{ {BEFORE} {THERE}{{ ?o e:q ?v }} }}", False),
        (f"{{ {{ ?s e:p ?o }} {THERE}{{ ?o e:q ?v }} }}", False),
    ],
)
def test_a_subselect_that_is_joined_with_the_pattern_is_sent_along(group: str, before: bool) -> None:
    (pattern,) = service_patterns(f"{HERE}SELECT * {group}")
    assert pattern.before == (f"{HERE}SELECT DISTINCT ?o {{ ?s e:p ?o }} " if before else "")


def test_what_comes_back_meets_the_rows_and_filters_see_no_more() -> None:
    there = ox.Store()
    there.update(f'{HERE} INSERT DATA {{ e:b e:q "1" . e:z e:q "2" }}')
    query = f"{HERE}# SELECT * WHERE \nSELECT * {{ {BEFORE} {THERE}{{ ?o e:q ?v FILTER(!BOUND(?w)) }} }}"
    (pattern,) = service_patterns(query)
    given = Rows(("o", "w"), ({"o": uri("http://e/b"), "w": {"type": "literal", "value": "x"}},) * 3)
    asked = with_sent_along(pattern, given)
    guard(asked)
    found = there.query(asked)
    assert isinstance(found, ox.QuerySolutions)
    assert [(str(row["o"]), str(row["v"])) for row in found] == [("<http://e/b>", '"1"')]
