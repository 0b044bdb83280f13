"""A portal on this machine, which answers from a table, and a clock that nobody waits for."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from koinon.graph.portals import Clock


@dataclass
class Asked:
    """A request: its path, its parameters by address or form, and its headers in lower case."""

    method: str
    path: str
    parameters: dict[str, str]
    headers: dict[str, str]


@dataclass
class Reply:
    """An answer; ``cut`` breaks the connection after the headers and half of the body."""

    body: bytes = b""
    type: str = "application/json"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


Answer = Callable[[Asked], Reply]


class StandIn(ThreadingHTTPServer):
    """A portal whose answers a test writes, by path; what it has no answer for is not found."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[Asked] = []
        self.answers: dict[str, Answer] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def paths(self) -> list[str]:
        return [one.path for one in self.asked if one.path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    """Notes what is asked, and answers with ETags as a server does."""

    server: Any

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, form: str) -> None:
        parts = urlsplit(self.path)
        parameters = {name: values[0] for name, values in parse_qs(form or parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, parts.path, parameters, headers)
        self.server.asked.append(asked)
        answer = self.server.answers.get(parts.path, lambda _: Reply(status=404))
        self._send(answer(asked), headers)

    def _send(self, reply: Reply, asked: dict[str, str]) -> None:
        etag = reply.headers.get("ETag")
        if etag and asked.get("if-none-match") == etag:
            reply = Reply(status=304, headers={"ETag": etag})
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.type, **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body[: len(reply.body) // 2] if reply.cut else reply.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Still(Clock):
    """A clock that stands still but for the pauses that are asked of it, which it notes."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    def now(self) -> float:
        return sum(self.pauses)

    def date(self) -> datetime:
        return datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=self.now())

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.fixture
def portal() -> Iterator[StandIn]:
    with StandIn() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def clock() -> Still:
    return Still()
