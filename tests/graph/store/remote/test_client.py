import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from koinon.graph.errors import (
    QueryError,
    StoreError,
    StoreIncomplete,
    StoreMissing,
    StoreTimeout,
    StoreUnreachable,
)
from koinon.graph.store.remote import Credentials, Endpoint, Limits
from koinon.graph.store.remote.client import Client
from koinon.graph.store.remote.results import JSON, solutions

EMPTY = b'{"head":{"vars":["a"]},"results":{"bindings":[]}}'
Answers = Callable[["Handler"], None]
Serve = Callable[[Answers], str]


class Handler(BaseHTTPRequestHandler):
    """Answers as the test says."""

    requests = 0

    def do_POST(self) -> None:
        type(self).requests += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answers()

    def answers(self) -> None:
        raise NotImplementedError

    def give(self, status: int, body: bytes = EMPTY, media_type: str = JSON, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Run an engine that gives the same answer to every request; give its address."""
    servers = []

    def start(answers: Answers) -> str:
        handler = type("Answering", (Handler,), {"answers": answers, "requests": 0})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/sparql"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def ask(address: str, limits: Limits | None = None) -> list[dict[str, object]]:
    with Client(Endpoint(address, address, limits=limits or Limits())) as client:
        return [dict(row) for row in solutions(client.query("SELECT * WHERE {}", JSON))]


@pytest.mark.parametrize(
    ("status", "body", "error", "sentence"),
    [
        (302, b"", StoreUnreachable, "redirects"),
        (400, b"Virtuoso 37000 Error: syntax\n\nSPARQL query: x", QueryError, "Virtuoso 37000 Error: syntax"),
        (401, b"", StoreError, "credentials"),
        (404, b"", StoreMissing, "address"),
        (500, b"<html>\n<h1>Out of order</h1>", StoreUnreachable, "Out of order"),
        (500, b"Virtuoso S1T00 Error SR171: Transaction timed out", StoreTimeout, "too long"),
        (503, b"Query timed out", StoreTimeout, "too long"),
        (504, b"", StoreTimeout, "too long"),
    ],
)
def test_a_refusal_says_why_in_a_sentence(
    serve: Serve, status: int, body: bytes, error: type[StoreError], sentence: str
) -> None:
    address = serve(lambda handler: handler.give(status, body, Location="http://127.0.0.1:1/"))
    with pytest.raises(error, match=sentence) as caught:
        ask(address)
    assert "\n" not in str(caught.value)


def test_a_page_instead_of_a_result_is_no_result(serve: Serve) -> None:
    with pytest.raises(StoreUnreachable, match="text/html"):
        ask(serve(lambda handler: handler.give(200, b"<html>", "text/html")))


@pytest.mark.parametrize(
    ("name", "value", "rows"), [("X_SQL_State", "S1TAT", None), ("X_SPARQL_MaxRows", "10000", 10_000)]
)
def test_a_part_is_never_taken_for_the_whole(serve: Serve, name: str, value: str, rows: int | None) -> None:
    address = serve(lambda handler: handler.give(200, EMPTY, JSON, **{name: value}))
    with pytest.raises(StoreIncomplete, match="only a part") as caught:
        ask(address)
    assert caught.value.rows == rows


def test_a_result_that_breaks_off_is_an_error(serve: Serve) -> None:
    def broken(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(EMPTY[:40])

    with pytest.raises(StoreUnreachable, match="broke"):
        ask(serve(broken))
    with pytest.raises(StoreUnreachable, match="not understood"):
        ask(serve(lambda handler: handler.give(200, EMPTY[:40])))


def test_an_answer_has_only_so_many_bytes_and_so_much_time(serve: Serve) -> None:
    def trickle(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.02)

    with pytest.raises(StoreError, match="more than 20 bytes"):
        ask(serve(lambda handler: handler.give(200)), Limits(bytes=20))
    with pytest.raises(StoreTimeout, match="in time"):
        ask(serve(trickle), Limits(total=0.3))
    with pytest.raises(StoreTimeout, match="in time"):
        ask(serve(lambda _: time.sleep(1)), Limits(read=0.2))


def test_a_busy_engine_is_asked_again_but_not_told_again(serve: Serve) -> None:
    counts: list[int] = []

    def busy(handler: Handler) -> None:
        counts.append(1)
        handler.give(503 if len(counts) < 3 else 200, b"busy" if len(counts) < 3 else EMPTY)

    assert ask(serve(busy)) == []
    assert len(counts) == 3
    counts.clear()
    with Client(Endpoint("http://127.0.0.1:1/", address := serve(busy))) as client:
        with pytest.raises(StoreUnreachable, match="busy"):
            client.update("CLEAR ALL")
        assert len(counts) == 1
        assert address in str(client._endpoint.update)


def test_nobody_at_the_address_is_told_as_such() -> None:
    with pytest.raises(StoreUnreachable, match="cannot be reached"):
        ask("http://127.0.0.1:1/sparql")


def test_credentials_are_sent_and_never_shown(serve: Serve) -> None:
    seen: list[str | None] = []

    def note(handler: Handler) -> None:
        seen.append(handler.headers["Authorization"])
        handler.give(200)

    address = serve(note)
    for credentials in (Credentials("ada", "secret"), Credentials(token="secret")):
        assert "secret" not in repr(Endpoint(address, credentials=credentials))
        with Client(Endpoint(address, credentials=credentials)) as client:
            client.query("SELECT * WHERE {}", JSON).discard()
    assert seen == ["Basic YWRhOnNlY3JldA==", "Bearer secret"]


@pytest.mark.parametrize("address", ["http://ada:secret@example.org/sparql", "ftp://example.org/", "sparql"])
def test_an_address_holds_no_password_and_is_one(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        Endpoint(address)
    assert "secret" not in str(caught.value)
