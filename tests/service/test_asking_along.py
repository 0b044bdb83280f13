"""The query of the documentation joins the graph with an endpoint elsewhere by its links."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import pyoxigraph as ox
import pytest

from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import IRI, Literal, Quad
from koinon.service.app import create_app
from koinon.service.federation import MOST_ALONG
from koinon.service.generations import Generations
from koinon.service.settings import Settings

from .conftest import BASE, Ask, Serve

PAGE = Path(__file__).parents[2] / "docs" / "linking.md"
WIKIDATA = "https://query.wikidata.org/sparql"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ELSEWHERE = """
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
INSERT DATA {
  wd:Q1 wdt:P6782 "00aaa" ; wdt:P571 "1764" ; wdt:P856 <https://museum.example.org/> .
  wd:Q2 wdt:P6782 "00bbb" .
  wd:Q3 wdt:P6782 "00zzz" ; wdt:P571 "1900" .
}
"""


class Elsewhere(ThreadingHTTPServer):
    """A SPARQL endpoint with data of its own, which notes how much it gave."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = ox.Store()
        self.store.update(ELSEWHERE)
        self.rows: list[int] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"


class Handler(BaseHTTPRequestHandler):
    """Answers queries as SPARQL 1.1 Protocol has it."""

    server: Any

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        found = self.server.store.query(parse_qs(form)["query"][0])
        assert isinstance(found, ox.QuerySolutions)
        body = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
        self.server.rows.append(body.count(b'"item"') - 1)
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere() as endpoint:
        thread = threading.Thread(target=endpoint.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield endpoint
        endpoint.shutdown()
        thread.join()


def linked(count: int) -> Iterator[Quad]:
    """Two organisations that ROR knows, so many that it knows by other identifiers, and one it does not."""
    names = {"museum": "00aaa", "library": "00bbb", **{f"o{n}": f"09{n:05}" for n in range(count)}}
    for name, ror in names.items():
        one = IRI(f"{BASE}organisation/{name}")
        yield Quad(one, IRI(SKOS + "prefLabel"), Literal(name), IRI(BASE + "graphs/source/a"))
        yield Quad(one, IRI(SKOS + "exactMatch"), IRI(f"https://ror.org/{ror}"), IRI(BASE + "graphs/links"))
    other = IRI(f"{BASE}organisation/other")
    yield Quad(other, IRI(SKOS + "prefLabel"), Literal("other"), IRI(BASE + "graphs/source/a"))


def query_of_the_page(elsewhere: Elsewhere) -> str:
    shown = re.search(r"^```sparql\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    assert shown
    assert WIKIDATA in shown[1]
    return shown[1].replace(WIKIDATA, elsewhere.address)


def serving(serve: Serve, elsewhere: Elsewhere, count: int = 0) -> Any:
    store = EmbeddedStore.memory(linked(count))
    return serve(
        create_app(Generations.of(store, BASE), Settings(federation=elsewhere.address, federation_seconds=60))
    )


def test_the_query_of_the_page_joins_by_links(serve: Serve, elsewhere: Elsewhere) -> None:
    with serving(serve, elsewhere) as ask:
        answer = ask(f"/sparql?{urlencode({'query': query_of_the_page(elsewhere)})}")
    assert answer.status_code == 200, answer.text
    rows = [{name: one["value"] for name, one in row.items()} for row in answer.json()["results"]["bindings"]]
    assert rows == [
        {"name": "library", "item": "http://www.wikidata.org/entity/Q2"},
        {
            "name": "museum",
            "item": "http://www.wikidata.org/entity/Q1",
            "founded": "1764",
            "website": "https://museum.example.org/",
        },
    ]
    assert elsewhere.rows == [2]  # not the third, which is not asked for


def test_nothing_is_asked_where_there_is_nothing_to_send(serve: Serve, elsewhere: Elsewhere) -> None:
    query = query_of_the_page(elsewhere).replace('"https://ror.org/"', '"https://none.example.org/"')
    with serving(serve, elsewhere) as ask:
        answer = ask(f"/sparql?{urlencode({'query': query})}")
    assert (answer.status_code, answer.json()["results"]["bindings"]) == (200, [])
    assert elsewhere.rows == []


@pytest.fixture
def many(serve: Serve, elsewhere: Elsewhere) -> Iterator[Ask]:
    with serving(serve, elsewhere, MOST_ALONG) as ask:
        yield ask


def test_no_more_rows_are_sent_than_an_endpoint_can_bear(many: Ask, elsewhere: Elsewhere) -> None:
    query = query_of_the_page(elsewhere).replace("LIMIT 500", "")
    answer = many(f"/sparql?{urlencode({'query': query})}")
    assert answer.status_code == 400
    assert "1,002 rows, and at most 1,000 are sent along" in answer.json()["detail"]
    assert elsewhere.rows == []
    assert many(f"/sparql?{urlencode({'query': query_of_the_page(elsewhere)})}").status_code == 200
