import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest

from koinon.graph.addresses import Addresses
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.store.seam import WHOLE, Answer, Dataset
from koinon.graph.terms import IRI, Quad, text
from koinon.service.app import create_app
from koinon.service.generations import Generations
from koinon.service.settings import Settings

BASE = "http://127.0.0.1:8000/"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
FORM = "application/x-www-form-urlencoded"
# A product of everything with itself, which no engine can shorten.
HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) > STR(?i)) }"


def _n(response) -> int:  # type: ignore[no-untyped-def]
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def _get(**parameters: str) -> str:
    return "/sparql?" + urlencode(parameters)


def _three_graphs() -> EmbeddedStore:
    return EmbeddedStore.memory(
        Quad(IRI(f"http://e/s{number}"), IRI("http://e/p"), text(str(number)), IRI(f"http://e/g{number}"))
        for number in range(3)
    )


@pytest.fixture
def graphs(serve):  # type: ignore[no-untyped-def]
    with serve(create_app(Generations.of(_three_graphs(), BASE), Settings())) as ask:
        yield ask


def test_a_query_is_asked_by_get_form_and_body_alike(graphs) -> None:  # type: ignore[no-untyped-def]
    by_get = graphs(_get(query=COUNT))
    by_form = graphs(
        "/sparql", method="POST", content=urlencode({"query": COUNT}).encode(), Content_Type=FORM
    )
    by_body = graphs(
        "/sparql", method="POST", content=COUNT.encode(), Content_Type="application/sparql-query"
    )
    assert by_get.json() == by_form.json() == by_body.json()
    assert _n(by_get) == 3


def test_a_charset_is_understood(graphs) -> None:  # type: ignore[no-untyped-def]
    kind = "application/sparql-query; charset=UTF-8"
    assert _n(graphs("/sparql", method="POST", content=COUNT.encode(), Content_Type=kind)) == 3


def test_signs_and_spaces_of_a_form_are_decoded(graphs) -> None:  # type: ignore[no-untyped-def]
    query = 'SELECT ("a+b & c=d – Ф" AS ?n) WHERE {}'
    answer = graphs("/sparql", method="POST", content=urlencode({"query": query}).encode(), Content_Type=FORM)
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "a+b & c=d – Ф"


def test_head_gives_the_headers_of_get_alone(graphs) -> None:  # type: ignore[no-untyped-def]
    got, head = graphs(_get(query=COUNT)), graphs(_get(query=COUNT), method="HEAD")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers["etag"] == got.headers["etag"]


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ("", 3),
        ("&default-graph-uri=http://e/g0", 1),
        ("&default-graph-uri=http://e/g0&default-graph-uri=http://e/g2", 2),
        ("&default-graph-uri=http://e/nowhere", 0),
        ("&named-graph-uri=http://e/g0", 0),
    ],
)
def test_default_graph_uri_narrows_the_default_graph(graphs, parameters: str, count: int) -> None:  # type: ignore[no-untyped-def]
    assert _n(graphs(_get(query=COUNT) + parameters)) == count


def test_named_graph_uri_narrows_the_named_graphs(graphs) -> None:  # type: ignore[no-untyped-def]
    query = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert _n(graphs(_get(query=query))) == 3
    assert _n(graphs(_get(query=query) + "&named-graph-uri=http://e/g1")) == 1
    assert _n(graphs(_get(query=query) + "&default-graph-uri=http://e/g1")) == 0


def test_the_dataset_of_the_request_goes_before_that_of_the_query(graphs) -> None:  # type: ignore[no-untyped-def]
    query = "SELECT (COUNT(*) AS ?n) FROM <http://e/g0> FROM <http://e/g1> WHERE { ?s ?p ?o }"
    assert _n(graphs(_get(query=query))) == 2
    assert _n(graphs(_get(query=query) + "&default-graph-uri=http://e/g2")) == 1


def test_the_dataset_of_a_direct_post_stands_in_the_address(graphs) -> None:  # type: ignore[no-untyped-def]
    address = "/sparql?default-graph-uri=http://e/g0"
    answer = graphs(address, method="POST", content=COUNT.encode(), Content_Type="application/sparql-query")
    assert _n(answer) == 1


def test_the_strict_default_graph_holds_no_named_graph(serve) -> None:  # type: ignore[no-untyped-def]
    settings = Settings(default_graph="own")
    with serve(create_app(Generations.of(_three_graphs(), BASE), settings)) as ask:
        assert _n(ask(_get(query=COUNT))) == 0
        assert _n(ask(_get(query="SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"))) == 3
        assert _n(ask(_get(query="SELECT (COUNT(*) AS ?n) FROM <http://e/g1> WHERE { ?s ?p ?o }"))) == 1
        assert "UnionDefaultGraph" not in ask("/sparql").text


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        ({"url": _get(query="SELEC")}, 400, "query"),
        ({"url": _get(query="")}, 400, ""),
        ({"url": _get(query=COUNT) + "&query=ASK%7B%7D"}, 400, "2 queries"),
        ({"url": _get(query=COUNT) + "&default-graph-uri=relative"}, 400, "relative"),
        ({"url": "/sparql?query=%FF"}, 400, "UTF-8"),
        ({"url": _get(update="DROP ALL")}, 400, "POST"),
        (
            {"url": "/sparql", "method": "POST", "content": b"update=DROP+ALL", "Content_Type": FORM},
            403,
            "read-only",
        ),
        (
            {
                "url": "/sparql",
                "method": "POST",
                "content": b"DROP ALL",
                "Content_Type": "application/sparql-update",
            },
            403,
            "read-only",
        ),
        ({"url": _get(query="DROP ALL")}, 400, ""),
        ({"url": _get(query="SELECT * { SERVICE <http://e/> { ?s ?p ?o } }")}, 400, "SERVICE"),
        ({"url": "/sparql", "method": "PUT", "content": b"x"}, 405, "GET, HEAD, POST"),
        ({"url": "/sparql", "method": "DELETE"}, 405, "GET, HEAD, POST"),
        (
            {"url": "/sparql", "method": "POST", "content": b"x", "Content_Type": "text/plain"},
            415,
            "sparql-query",
        ),
        ({"url": "/sparql", "method": "POST", "content": b"x"}, 415, "sparql-query"),
        (
            {
                "url": "/sparql",
                "method": "POST",
                "content": COUNT.encode("utf-16"),
                "Content_Type": "application/sparql-query; charset=utf-16",
            },
            415,
            "UTF-8",
        ),
        (
            {
                "url": "/sparql",
                "method": "POST",
                "content": b"\xff",
                "Content_Type": "application/sparql-query",
            },
            400,
            "UTF-8",
        ),
        (
            {
                "url": "/sparql",
                "method": "POST",
                "content": urlencode({"query": COUNT + " " * 100_000}).encode(),
                "Content_Type": FORM,
            },
            413,
            "100,000",
        ),
        (
            {
                "url": "/sparql",
                "method": "POST",
                "content": b" " * 500_000,
                "Content_Type": "application/sparql-query",
            },
            413,
            "bytes",
        ),
        ({"url": _get(query=COUNT), "accept": "image/png"}, 406, "sparql-results+json"),
    ],
)
def test_what_cannot_be_answered_is_told_in_a_sentence(graphs, request_, status: int, words: str) -> None:  # type: ignore[no-untyped-def]
    answer = graphs(**request_)
    body = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["status"] == status
    assert body["title"]
    assert words in body["detail"]
    assert body["detail"].strip()


def test_without_a_query_the_service_describes_itself(ask, paths) -> None:  # type: ignore[no-untyped-def]
    said = ask("/sparql", "text/turtle").text
    assert "UnionDefaultGraph" in said
    assert "SPARQL11Query" in said
    assert paths["graph"].removeprefix("/") in said.replace("graphs:", "graphs/").replace("\\/", "/")


def test_a_browser_gets_a_table_with_links_to_things(ask, paths) -> None:  # type: ignore[no-untyped-def]
    query = f"SELECT ?p ?o WHERE {{ <{BASE.rstrip('/')}{paths['place']}> ?p ?o }}"
    page = ask(_get(query=query), "text/html").text
    assert "<table" in page
    assert 'href="/country/AZE"' in page
    assert "SELECT ?p ?o" in page


def test_a_browser_is_told_beside_its_query_what_is_wrong(ask) -> None:  # type: ignore[no-untyped-def]
    page = ask(_get(query="SELECT ?x WHERE {"), "text/html")
    assert page.status_code == 400
    assert "This cannot be answered" in page.text
    assert "SELECT ?x WHERE {" in page.text


def test_a_result_of_many_pieces_comes_whole(serve) -> None:  # type: ignore[no-untyped-def]
    store = EmbeddedStore.memory(
        Quad(IRI(f"http://e/{number}"), IRI("http://e/p"), text("x" * 100), IRI("http://e/g"))
        for number in range(20_000)
    )
    with serve(create_app(Generations.of(store, BASE), Settings())) as ask:
        rows = ask(_get(query="SELECT * { ?s ?p ?o }"), "text/csv").text.splitlines()
    assert len(rows) == 20_001


@dataclass(frozen=True)
class SlowStore:
    """A store whose queries take their time, as a query of a large graph does."""

    seconds: float
    generation: int = 1

    def answer(self, query: str, accept: list[str], dataset: Dataset = WHOLE) -> Answer:
        time.sleep(self.seconds)
        return Answer(
            accept[0], iter([json.dumps({"head": {"vars": []}, "results": {"bindings": []}}).encode()])
        )


def test_a_query_over_its_time_is_told_so(serve) -> None:  # type: ignore[no-untyped-def]
    generations = Generations.of(SlowStore(3), BASE)  # type: ignore[arg-type]
    with serve(create_app(generations, Settings(query_seconds=0.1))) as ask:
        begun = time.monotonic()
        answer = ask(_get(query=COUNT))
        assert time.monotonic() - begun < 2.5
    assert answer.status_code == 503
    assert "0.1 seconds" in answer.json()["detail"]
    assert answer.headers["retry-after"]


def test_more_queries_than_there_is_room_for_are_sent_away(serve) -> None:  # type: ignore[no-untyped-def]
    generations = Generations.of(SlowStore(0.4), BASE)  # type: ignore[arg-type]
    with (
        serve(create_app(generations, Settings(concurrency=1, queue=1))) as ask,
        ThreadPoolExecutor(6) as pool,
    ):
        # Each is another query: several who ask the same would wait for one of them.
        answers = list(pool.map(lambda n: ask(_get(query=f"{COUNT} LIMIT {n + 1}")), range(6)))
    refused = [answer for answer in answers if answer.status_code == 503]
    assert len(refused) == 4
    assert all(answer.headers["retry-after"] == "5" for answer in refused)


def test_a_heavy_query_leaves_the_service_quick(serve) -> None:  # type: ignore[no-untyped-def]
    addresses = Addresses(BASE)
    store = EmbeddedStore.memory(
        Quad(IRI(f"http://e/{number}"), IRI("http://e/p"), text(str(number)), addresses.graph("x"))
        for number in range(120)
    )
    generations = Generations.of(store, BASE)
    with (
        serve(create_app(generations, Settings(query_seconds=0.5))) as ask,
        ThreadPoolExecutor(1) as pool,
    ):
        heavy = pool.submit(ask, _get(query=HEAVY))
        pings = 0
        while not heavy.done():
            assert ask("/healthz").status_code == 200
            pings += 1
        assert heavy.result().status_code == 503
    assert pings > 2


def test_a_query_in_an_address_is_quoted_as_any_text(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask(f"/sparql?query={quote('SELECT (1 AS ?one) {}')}", "text/csv")
    assert answer.text.split() == ["one", "1"]
