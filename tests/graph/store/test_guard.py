import time

import pyoxigraph as ox
import pytest

from koinon.graph.errors import QueryError
from koinon.graph.store.guard import MOST_GROUPS, guard, refuse_federation

PREFIX = "PREFIX : <http://127.0.0.1:9/> "
# Each reaches the network in the engine, or may as soon as there are data.
FEDERATED = [
    "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p trueSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p 1SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    PREFIX + "SELECT * WHERE { SERVICE:x { ?s ?p ?o } }",
    PREFIX + "SELECT * WHERE { ?s :p :.SERVICE:x { ?s ?p ?o } }",
    PREFIX + "SELECT * WHERE { BIND(1 AS ?a) FILTER(?a<2)SERVICE:x#>\n{ ?s ?p ?o } }",
    PREFIX + "SELECT * WHERE { BIND(1 AS ?a) FILTER(?a<'>'||true) SERVICE:x {?s ?p ?o} #'\n}",
    PREFIX + "SELECT * WHERE { BIND(1 AS ?a) FILTER(?a<2#>'''\n)SERVICE:x {?s ?p ?o} #'''\n}",
    "SELECT * WHERE { ?s ?p 'a\\'b' . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p '''a''b''' . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { # a comment ends with its line\rSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { { SELECT * WHERE { SERVICE ?anywhere { ?s ?p ?o } } } }",
]
HARMLESS = [
    "SELECT * WHERE { ?service <http://example.org/service> 'Museum Service' }",
    'SELECT * WHERE { ?s ?p """SERVICE <http://example.org/> { """ } # SERVICE <http://example.org/>',
    "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * WHERE { ?s a sd:Service }",
    "SELECT * WHERE { ?s ?p ?o FILTER(?o < 'service' && ?o > 3) }",
    "SELECT * WHERE { VALUES (?a ?b) { (<http://example.org/service> <http://example.org/b>) } }",
    "SELECT * WHERE { ?s ?p 'Museumsservice'@de }",
]


@pytest.mark.parametrize("query", FEDERATED)
def test_what_could_reach_another_host_is_refused(query: str) -> None:
    ox.Store().query(query.replace("SERVICE ?anywhere", "GRAPH ?anywhere"))  # the engine takes it for a query
    with pytest.raises(QueryError, match=r"SERVICE|service"):
        refuse_federation(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_a_query_that_merely_holds_the_word_is_let_through(query: str) -> None:
    ox.Store().query(query)
    refuse_federation(query)


@pytest.mark.parametrize(
    "piece",
    ["(", "<", "'", '"', '"""', "'''", "a.", "a-", "\\", "?a<", '"\\"', ":a.", "<a", "#", "@a-", "_:"],
)
def test_the_time_it_takes_is_linear_in_the_length(piece: str) -> None:
    def seconds(length: int) -> float:
        query = "service? " + piece * (length // len(piece))
        begun = time.perf_counter()
        refuse_federation(query.replace("service?", "'service'"))
        return time.perf_counter() - begun

    seconds(1_000)
    short = min(seconds(5_000) for _ in range(3))
    assert min(seconds(40_000) for _ in range(3)) < 24 * short + 0.01


@pytest.mark.parametrize("nested", ["{", "{ SELECT * WHERE {", "?s ?p ?o FILTER EXISTS {"])
def test_a_query_too_deep_for_the_engine_is_refused(nested: str) -> None:
    def query(times: int) -> str:
        return f"SELECT * WHERE {{ {nested * times} ?s ?p ?o {'}' * (nested.count('{') * times + 1)}"

    deepest = (MOST_GROUPS - 1) // nested.count("{")
    guard(query(deepest))
    ox.Store().query(query(deepest))
    with pytest.raises(QueryError, match="400 groups"):
        guard(query(deepest + 1))


def test_braces_within_words_are_no_groups() -> None:
    guard(f"SELECT * WHERE {{ ?s ?p '{'{' * 1000}' }}")
