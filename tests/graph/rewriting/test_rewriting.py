import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from koinon.graph.rewriting import rewrite

ROOT = Path(__file__).parents[3]
SUITES = (ROOT / os.environ.get("KOINON_SHARED", "../shared")).resolve() / "specs" / "w3c-sparql11"


def rules(query: str) -> list[str]:
    return [one.rule for one in rewrite(query).applied]


def test_exists_is_asked_one_pattern_after_the_other_from_what_is_bound() -> None:
    query = "SELECT * { ?o <x:in> <x:C> FILTER NOT EXISTS { ?i <x:role> <x:r> ; <x:agent> ?o } } # end"
    nested = "{ ?i <x:agent> ?o FILTER EXISTS { ?i <x:role> <x:r> } }"
    assert rewrite(query).text == f"SELECT * {{ ?o <x:in> <x:C> FILTER NOT EXISTS {nested} }} # end"
    assert rules(query) == ["nested-exists"]


@pytest.mark.parametrize("outer", ["?o a <x:O>", "?o <x:in> ?c", "?o a <x:O> . ?o <x:in> ?c FILTER(?c > 1)"])
def test_not_exists_over_everything_of_a_kind_is_taken_away_at_once(outer: str) -> None:
    inner = "{ ?i <x:agent> ?o ; <x:role> <x:r> }"
    query = f"SELECT ?o {{ {outer} FILTER NOT EXISTS {inner} }}"
    assert rewrite(query).text == query.replace("FILTER NOT EXISTS", "MINUS")
    assert rules(query) == ["minus"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?o a <x:O> FILTER EXISTS { ?i <x:agent> ?o ; <x:role> <x:r> } }",
        "SELECT * { ?o a <x:O> FILTER(NOT EXISTS { ?i <x:agent> ?o ; <x:role> <x:r> }) }",
        "SELECT * { ?o a <x:O> FILTER NOT EXISTS { ?i <x:agent> ?o ; <x:role> <x:r> } ?o <x:in> ?c }",
        "SELECT * { ?o a <x:O> FILTER NOT EXISTS { ?i <x:agent> ?p ; <x:role> <x:r> } }",
        "SELECT * { ?o a <x:O> FILTER NOT EXISTS { ?i <x:agent> ?o FILTER(?i != ?o) } }",
        "SELECT * { ?o a <x:O> FILTER NOT EXISTS { ?i <x:agent> ?o ; <x:role> ?r } BIND(?o AS ?r) }",
        "SELECT * { ?o a <x:O> OPTIONAL { ?o <x:in> ?c } FILTER NOT EXISTS { ?i <x:agent> ?o ; <x:at> ?c } }",
        "SELECT * { <x:o> <x:in> ?o FILTER NOT EXISTS { ?i <x:agent> ?o ; <x:role> <x:r> } }",
    ],
)
def test_not_exists_is_not_taken_away_where_the_condition_does_not_hold(query: str) -> None:
    assert "minus" not in rules(query)


def test_blank_nodes_of_exists_become_variables_of_their_own() -> None:
    query = "ASK { ?o a <x:O> FILTER EXISTS { _:i <x:agent> ?o . _:i <x:role> ?blank } }"
    assert "{ ?blank_69_ <x:agent> ?o FILTER EXISTS { ?blank_69_ <x:role> ?blank } }" in rewrite(query).text


@pytest.mark.parametrize(
    "inside",
    [
        "?i <x:agent> ?o",
        "?i <x:agent> ?o ; <x:role>/<x:broader> <x:r>",
        "?i <x:agent> ?o ; <x:role> [ a <x:Role> ]",
        "?i <x:agent> ?o ; <x:role> ?r FILTER(?r = <x:r>)",
        "?i <x:agent> ?x ; <x:role> <x:r>",
        "?i <x:agent> ?o OPTIONAL { ?i <x:role> ?r }",
    ],
)
def test_exists_is_left_where_the_condition_does_not_hold(inside: str) -> None:
    query = f"SELECT ?o {{ ?o a <x:O> FILTER EXISTS {{ {inside} }} }}"
    assert rewrite(query).text == query


def test_a_pattern_with_constants_is_repeated_in_optional() -> None:
    query = "SELECT * { ?a <x:of> <x:t> OPTIONAL { ?a <x:has> ?i . ?i <x:by> ?f } } ORDER BY ?a LIMIT 5"
    assert rewrite(query).text == query.replace("OPTIONAL {", "OPTIONAL { ?a <x:of> <x:t> .")
    assert rules(query) == ["repeat-in-optional"]


@pytest.mark.parametrize(
    "group",
    [
        "?a a <x:T> OPTIONAL { ?a <x:has> ?i . ?i <x:by> ?f }",
        "?a <x:of> ?t OPTIONAL { ?a <x:has> ?i . ?i <x:by> ?f }",
        "?a <x:of> <x:t> OPTIONAL { ?b <x:has> ?i . ?i <x:by> ?f }",
        "?a <x:of> <x:t> OPTIONAL { ?a <x:has> ?i }",
        "{ ?a <x:of> <x:t> } OPTIONAL { ?a <x:has> ?i . ?i <x:by> ?f }",
        "OPTIONAL { ?a <x:has> ?i . ?i <x:by> ?f } ?a <x:of> <x:t>",
        "?a <x:of>* <x:t> OPTIONAL { ?a <x:has> ?i . ?i <x:by> ?f }",
        "?a <x:of> <x:t> OPTIONAL { ?a <x:has>* ?i . ?i <x:by> ?f }",
    ],
)
def test_optional_is_left_where_the_condition_does_not_hold(group: str) -> None:
    query = f"SELECT * {{ {group} }}"
    assert rewrite(query).text == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o FILTER EXISTS { ?s <x:p> ?a . ?a <x:q> ?b }",
        "this is no query but OPTIONAL and EXISTS",
        "SELECT * { ?s ?p ?o FILTER(?s<?o&&?p>1) OPTIONAL { ?s <x:p> ?a . ?a <x:q> <x:b> } }",
        "SELECT * { ?s x:p x:a. OPTIONAL { ?s x:p ?a . ?a x:q x:b } }",
        "SELECT * { OPTIONAL " + "{" * 100 + "}" * 101,
        "SELECT * { OPTIONAL { ?a <x:p> " + "[" * 3_000 + " } }",
        'SELECT * { OPTIONAL { ?a <x:p> "open } }',
        "",
    ],
)
def test_what_is_not_understood_is_left(query: str) -> None:
    assert rewrite(query).text == query


def test_words_in_strings_and_comments_are_not_taken_for_patterns() -> None:
    query = 'SELECT * { ?s <x:p> "FILTER EXISTS { ?s ?p ?o . ?o ?q ?s }" # OPTIONAL { ?s ?p ?o }\n}'
    assert rewrite(query).text == query


def test_queries_of_the_standard_find_the_same_rewritten(shared: Path) -> None:
    """Ask each query of the W3C manifests of all data beside it."""
    asked = 0
    for path in sorted(SUITES.rglob("*.rq")):
        query = path.read_text("utf-8")
        engine = ox.Store()
        for data in path.parent.glob("*.ttl"):
            if "manifest" not in data.name and "result" not in data.name:
                engine.load(data.read_bytes(), ox.RdfFormat.TURTLE, base_iri=data.as_uri())
        results = [engine.query(text, base_iri=path.as_uri()) for text in (query, rewrite(query).text)]
        first, second = (
            sorted(map(str, one)) if isinstance(one, ox.QuerySolutions) else bool(one) for one in results
        )
        assert first == second, path
        asked += 1
    assert asked > 3
