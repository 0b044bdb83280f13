"""Other endpoints are asked where a list says so, within bounds, and never anything else."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import IRI, Quad
from koinon.service.app import create_app
from koinon.service.federation import Federation
from koinon.service.generations import Generations
from koinon.service.settings import Settings

from .conftest import BASE, Ask, Serve

ROWS = {
    "head": {"vars": ["o", "v"]},
    "results": {
        "bindings": [
            {"o": {"type": "uri", "value": "http://e/o1"}, "v": {"type": "literal", "value": "there"}}
        ]
    },
}


class Endpoint(ThreadingHTTPServer):
    """An endpoint elsewhere, which answers as a test wishes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.status = 200
        self.body = json.dumps(ROWS).encode()
        self.headers = {"Content-Type": "application/sparql-results+json"}
        self.pause = threading.Event()
        self.pause.set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"


class Handler(BaseHTTPRequestHandler):
    """Notes what is asked."""

    server: Any

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append(parse_qs(body)["query"][0])
        self.server.pause.wait(10)
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def there() -> Iterator[Endpoint]:
    with Endpoint() as endpoint:
        thread = threading.Thread(target=endpoint.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield endpoint
        endpoint.pause.set()
        endpoint.shutdown()
        thread.join()


@pytest.fixture
def ask(serve: Serve, there: Endpoint) -> Iterator[Ask]:
    store = EmbeddedStore.memory(
        Quad(IRI(f"http://e/s{n}"), IRI("http://e/p"), IRI(f"http://e/o{n}"), IRI(BASE + "graphs/g"))
        for n in (1, 2)
    )
    settings = Settings(
        federation=f"{there.address}, http://localhost/sparql", federation_seconds=60, federation_bytes=5_000
    )
    with serve(create_app(Generations.of(store, BASE), settings)) as asking:
        yield asking


def asked(ask: Ask, endpoint: str, silent: str = "", **more: str) -> Any:
    query = (
        f"PREFIX e: <http://e/> SELECT ?s ?v {{ ?s e:p ?o SERVICE {silent} <{endpoint}> {{ ?o e:q ?v }} }}"
    )
    return ask(f"/sparql?{urlencode({'query': query, **more})}")


def test_rows_of_another_endpoint_are_joined(ask: Ask, there: Endpoint) -> None:
    answer = asked(ask, there.address)
    found = answer.json()["results"]["bindings"]
    assert [(row["s"]["value"], row["v"]["value"]) for row in found] == [("http://e/s1", "there")]
    assert there.asked == ["PREFIX e: <http://e/> \nSELECT * WHERE { ?o e:q ?v }"]
    assert "etag" not in answer.headers
    assert "there" in asked(ask, there.address, format="html").text


def test_only_listed_endpoints_are_asked(ask: Ask, there: Endpoint, serve: Serve) -> None:
    answer = asked(ask, there.address + "?more")
    assert (answer.status_code, there.asked) == (400, [])
    assert there.address in answer.json()["detail"]
    with serve(create_app(Generations.of(EmbeddedStore.memory(), BASE), Settings())) as elsewhere:
        answer = asked(elsewhere, there.address)
        assert (answer.status_code, there.asked) == (400, [])
        assert "SERVICE is not allowed" in answer.json()["detail"]


def test_a_name_for_a_private_address_is_not_followed(ask: Ask, there: Endpoint) -> None:
    answer = asked(ask, "http://localhost/sparql")
    assert (answer.status_code, answer.json()["detail"].endswith("stands for a private address.")) == (
        502,
        True,
    )


@pytest.mark.parametrize(
    ("status", "headers", "body", "words"),
    [
        (302, {"Location": "http://169.254.169.254/"}, b"", "status 302"),
        (500, {}, b"", "status 500"),
        (200, {"Content-Type": "text/html"}, b"<p>", "did not answer with"),
        (
            200,
            {"Content-Type": "application/sparql-results+json", "Content-Encoding": "gzip"},
            b"",
            "did not answer",
        ),
        (200, {"Content-Type": "application/sparql-results+json"}, b"{" * 4_000, "not a result"),
        (200, {"Content-Type": "application/sparql-results+json"}, b"[" * 4_000, "not a result"),
        (200, {"Content-Type": "application/sparql-results+json"}, b" " * 9_000, "more than 5,000 bytes"),
        (
            200,
            {"Content-Type": "application/sparql-results+json"},
            b'{"head": {"vars": ["a b"]}, "results": {"bindings": []}}',
            "not a result",
        ),
    ],
)
def test_what_is_wrong_elsewhere_is_told(  # type: ignore[no-untyped-def]
    ask: Ask, there: Endpoint, status: int, headers, body: bytes, words: str
) -> None:
    there.status, there.headers, there.body = status, headers, body
    answer = asked(ask, there.address)
    assert answer.status_code == 502
    assert words in answer.json()["detail"]
    silent = asked(ask, there.address, "SILENT")
    assert [sorted(row) for row in silent.json()["results"]["bindings"]] == [["s"], ["s"]]


def test_an_endpoint_that_is_slow_is_given_up(serve: Serve, there: Endpoint) -> None:
    there.pause.clear()
    settings = Settings(federation=there.address, federation_seconds=0.5)
    with serve(create_app(Generations.of(EmbeddedStore.memory(), BASE), settings)) as ask:
        answer = asked(ask, there.address)
    assert answer.status_code == 504
    assert "within 0.5 seconds" in answer.json()["detail"]


def test_the_work_of_others_counts_against_the_client(serve: Serve, there: Endpoint) -> None:
    there.pause.clear()
    settings = Settings(federation=there.address, federation_seconds=0.3, client_seconds=0.2)
    with serve(create_app(Generations.of(EmbeddedStore.memory(), BASE), settings)) as ask:
        assert [asked(ask, there.address).status_code for _ in range(2)] == [504, 429]


def test_a_hidden_service_is_refused_as_ever(ask: Ask, there: Endpoint) -> None:
    query = f"SELECT * {{ SERVICE <{there.address}> {{ ?s ?p ?o }} FILTER(true) }} #\n"
    hidden = query.replace("FILTER(true)", "FILTER(trueSERVICE <http://127.0.0.1/> { ?a ?b ?c })")
    assert ask(f"/sparql?{urlencode({'query': hidden})}").status_code == 400
    assert there.asked == []


def test_rows_of_others_are_never_read_as_a_query(ask: Ask, there: Endpoint) -> None:
    evil = {"type": "uri", "value": "http://e/> } SERVICE <http://127.0.0.1/> { ?x ?y ?z } #"}
    there.body = json.dumps({"head": {"vars": ["o"]}, "results": {"bindings": [{"o": evil}]}}).encode()
    assert asked(ask, there.address).status_code == 400


def test_words_alone_do_not_concern_it() -> None:
    federation = Federation(Settings(federation="http://e/sparql"))
    assert federation.concerns("SELECT * { SERVICE <http://e/sparql> {} }")
    assert federation.patterns('SELECT * { ?s ?p "service" }') == []
    assert not Federation(Settings()).concerns("SERVICE")
