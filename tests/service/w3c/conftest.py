"""The W3C manifests of SPARQL 1.1 as tests: each entry is a conversation over HTTP with a real service.

The service keeps its own default graph (KOINON_DEFAULT_GRAPH=own), as the tests expect, and every request
carries a token. Addresses of the manifests are mapped to ours: /sparql/ to /sparql and /gsp to /graphs.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import anyio.from_thread
import httpx
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node

from koinon.graph.store import create_store
from koinon.service.app import create_app
from koinon.service.generations import Generations
from koinon.service.settings import Settings
from koinon.service.writing.client import Writer, writer_options

ROOT = Path(__file__).parents[3]
SPECS = (ROOT / os.environ.get("KOINON_SHARED", "../shared") / "specs" / "w3c-sparql11").resolve()
TOKEN = "token-of-the-w3c-tests-0123456789"
BASE = "http://www.example/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
HTS = Namespace("http://www.w3.org/2011/http-statusCodes#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS_COMMENT = URIRef("http://www.w3.org/2000/01/rdf-schema#comment")
RDFS_LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
STATUS = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"),
}
#: Manifests by the argument of the tests that run them.
MANIFESTS = {
    "protocol": "protocol/manifest.ttl",
    "indirect": "graph-store-protocol/manifest-indirect.ttl",
    "direct": "graph-store-protocol/manifest-direct.ttl",
    "described": "service-description/manifest.ttl",
    "deprecated": "http-rdf-update/manifest.ttl",
}

Send = Callable[[str, str, dict[str, str], bytes], httpx.Response]


@dataclass(frozen=True)
class Expected:
    """What an answer must be; what is None or empty may be anything."""

    statuses: tuple[str, ...]
    boolean: bool | None = None
    form: str | None = None
    location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    turtle: str | None = None


@dataclass(frozen=True)
class Exchange:
    """A request and what must come of it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    expected: Expected


@dataclass(frozen=True)
class Entry:
    """A test of a manifest: the graphs that are there before it, and its exchanges."""

    name: str
    graphs: tuple[tuple[str, str], ...] = ()
    exchanges: tuple[Exchange, ...] = field(default=())
    comment: str = ""

    def __str__(self) -> str:
        return self.name


def entries(manifest: Path) -> list[Entry]:
    read = Graph().parse(manifest, format="turtle")
    (listed,) = read.objects(None, MF.entries)
    return [_entry(read, node, manifest.parent) for node in Collection(read, listed)]


def _entry(read: Graph, node: Node, folder: Path) -> Entry:
    requests = [
        request
        for action in read.objects(node, MF.action)
        for listed in read.objects(action, HT.requests)
        for request in Collection(read, listed)
    ]
    graphs = tuple(
        (str(read.value(data, RDFS_LABEL)), (folder / Path(str(read.value(data, UT.graph))).name).read_text())
        for data in read.objects(node, UT.graphData)
    )
    name = str(node).rpartition("#")[2]
    comment = max(map(str, read.objects(node, RDFS_COMMENT)), key=len, default="")
    return Entry(name, graphs, tuple(_exchange(read, request) for request in requests), comment)


def _exchange(read: Graph, request: Node) -> Exchange:
    response = read.value(request, HT.resp)
    assert response is not None
    return Exchange(
        str(read.value(request, HT.methodName)),
        str(read.value(request, HT.absolutePath)),
        dict(_headers(read, request)),
        _body(read, request) or b"",
        _expected(read, response),
    )


def _expected(read: Graph, response: Node) -> Expected:
    boolean, body = read.value(response, MF.expectedBoolean), _body(read, response)
    form, location = read.value(response, MF.expectedFormat), read.value(response, MF.expectedLocation)
    return Expected(
        tuple(str(status).removeprefix(HTS) for status in read.objects(response, MF.expectedStatus)),
        bool(boolean) if isinstance(boolean, Literal) else None,
        str(form) if form else None,
        str(location) if location else None,
        tuple(_headers(read, response)),
        body.decode() if body is not None else None,
    )


def _headers(read: Graph, message: Node) -> Iterator[tuple[str, str]]:
    for listed in read.objects(message, HT.headers):
        for header in Collection(read, listed):
            yield str(read.value(header, HT.fieldName)), str(read.value(header, HT.fieldValue))


def _body(read: Graph, message: Node) -> bytes | None:
    body = read.value(message, HT.body)
    if body is None:
        return None
    return str(read.value(body, CNT.chars)).encode(str(read.value(body, CNT.characterEncoding)))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for name in set(MANIFESTS) & set(metafunc.fixturenames):
        manifest = SPECS / MANIFESTS[name]
        if manifest.is_file():
            metafunc.parametrize(name, entries(manifest), ids=str)
        else:
            reason = f"the W3C manifests are not at {SPECS} (KOINON_SHARED names the folder that holds them)"
            metafunc.parametrize(name, [pytest.param(None, marks=pytest.mark.skip(reason=reason))], ids=[""])


@pytest.fixture(scope="module")
def send(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Send]:
    """Send a request to a service of its own, with a token: method, path, headers, body."""
    path = tmp_path_factory.mktemp("w3c") / "store"
    create_store(path, BASE)
    settings = Settings(store=path, default_graph="own", token_admin=TOKEN, client_faults=10_000)  # type: ignore[arg-type]
    writer = Writer(writer_options(settings))
    app = create_app(Generations.at(path), settings, writer=writer)
    with anyio.from_thread.start_blocking_portal() as portal:
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)

        def ask(method: str, path: str, headers: dict[str, str], body: bytes) -> httpx.Response:
            async def request() -> httpx.Response:
                sent = {"Authorization": f"Bearer {TOKEN}", **headers}
                return await client.request(method, path, headers=sent, content=body)

            return portal.call(request)

        yield ask
        portal.call(client.aclose)
        portal.call(writer.stop)


@pytest.fixture
def converse(send: Send) -> Callable[[Entry], None]:
    """Hold the conversation of an entry with a store that holds its graphs only."""

    def hold(entry: Entry) -> None:
        for update in ("CLEAR ALL", *(_loading(name, turtle) for name, turtle in entry.graphs)):
            answer = send("POST", "/sparql", {"Content-Type": "application/sparql-update"}, update.encode())
            assert answer.status_code == 204, answer.text
        location = ""
        for exchange in entry.exchanges:
            path = exchange.path.replace("$LOCATION$", location)
            path = path.replace("/sparql/", "/sparql").replace("/gsp", "/graphs", 1)
            body = exchange.body.replace(b"$LOCATION$", location.encode())
            answer = send(exchange.method, path, exchange.headers, body)
            check(answer, exchange)
            if exchange.expected.location:
                location = answer.headers["location"]

    return hold


def _loading(name: str, triples: str) -> str:
    return f"INSERT DATA {{ GRAPH <{name}> {{ {triples} }} }}"


def check(answer: httpx.Response, exchange: Exchange) -> None:
    """Compare an answer with what must come of a request."""
    expected, told = (
        exchange.expected,
        f"{exchange.method} {exchange.path}: {answer.status_code} {answer.text}",
    )
    assert any(_is_status(answer.status_code, status) for status in expected.statuses), told
    for name, value in expected.headers:
        assert answer.headers[name].replace(" ", "").lower() == value.replace(" ", "").lower(), told
    if expected.form:
        assert answer.headers["content-type"].partition(";")[0] in FORMATS[expected.form], told
    if expected.boolean is not None:
        assert answer.json()["boolean"] is expected.boolean, told
    if expected.turtle is not None and exchange.method != "HEAD":
        assert isomorphic(_graph(answer.text), _graph(expected.turtle)), told


def _graph(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle", publicID=BASE)


def _is_status(status: int, expected: str) -> bool:
    if expected.startswith("StatusCode"):
        return str(status)[0] == expected.removeprefix("StatusCode")[0]
    return status == STATUS[expected]
