import asyncio
from http import HTTPStatus
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from koinon.service.kept_answers import Counted
from koinon.service.problems import Problem
from koinon.service.repeating import Repeating

ROOM = 1_000_000
HEADERS = [(b"etag", b'W/"1-x"'), (b"koinon-generation", b"1"), (b"content-type", b"text/csv")]


class Answering:
    """Gives the same answer to all, and counts how often."""

    def __init__(
        self, headers: list[tuple[bytes, bytes]] = HEADERS, status: int = 200, pieces: int = 1
    ) -> None:
        self.times = 0
        self._headers = headers
        self._status = status
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.times += 1
        await send({"type": "http.response.start", "status": self._status, "headers": list(self._headers)})
        for left in reversed(range(self._pieces)):
            await send({"type": "http.response.body", "body": b"a,b", "more_body": left > 0})


class Asking:
    """Sends requests to what repeats an application's answers."""

    def __init__(self, app: Answering, room: int = ROOM) -> None:
        self.generation = 1
        self.refused = False
        self.counted = Counted()
        self._repeating = Repeating(app, lambda: self.generation, self._admit, self.counted, room)

    def __call__(self, headers: dict[str, str] | None = None, **said: Any) -> list[Message]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        fields = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
        scope = {"type": "http", "method": "GET", "query_string": b"query=ASK{}", "headers": fields, **said}
        asyncio.run(self._repeating(scope, receive, send))
        return sent

    def _admit(self, _: Scope) -> None:
        if self.refused:
            raise Problem(HTTPStatus.TOO_MANY_REQUESTS, "Enough.")


def test_the_same_request_is_answered_once_a_generation() -> None:
    app = Answering()
    ask = Asking(app)
    assert ask() == ask()
    assert (app.times, ask.counted.hits) == (1, 1)
    ask.generation = 2
    ask()
    assert app.times == 2


@pytest.mark.parametrize(
    "other",
    [
        {"headers": {"accept": "text/csv"}},
        {"headers": {"accept-encoding": "gzip"}},
        {"headers": {"host": "elsewhere"}},
        {"query_string": b"query=ASK{1 2 3}"},
        {"scheme": "https"},
        {"root_path": "/graph"},
        {"method": "POST"},
    ],
)
def test_what_an_answer_depends_on_makes_another_request(other: dict[str, Any]) -> None:
    app = Answering()
    ask = Asking(app)
    ask()
    ask(**other)
    assert app.times == 2


@pytest.mark.parametrize("name", ["if-none-match", "authorization", "range"])
def test_a_request_with_conditions_is_looked_at(name: str) -> None:
    app = Answering()
    ask = Asking(app)
    ask()
    ask({name: "x"})
    assert app.times == 2


@pytest.mark.parametrize(
    "app",
    [
        Answering(status=400),
        Answering(pieces=2),
        Answering([header for header in HEADERS if header[0] != b"etag"]),
        Answering([*HEADERS[:2], (b"content-type", b"text/html; charset=utf-8")]),
        Answering([HEADERS[0], (b"koinon-generation", b"0"), HEADERS[2]]),
    ],
    ids=["refused", "long", "ever new", "page", "older"],
)
def test_what_may_be_another_the_next_time_is_not_repeated(app: Answering) -> None:
    ask = Asking(app)
    ask()
    ask()
    assert app.times == 2


def test_whoever_has_had_his_share_is_told_so_by_the_application() -> None:
    app = Answering()
    ask = Asking(app)
    ask()
    ask.refused = True
    ask()
    assert app.times == 2


def test_those_asked_for_least_recently_go_first() -> None:
    app = Answering()
    ask = Asking(app, room=2_000 * 34)
    for number in range(40):
        ask(query_string=b"%d" % number)
        ask(query_string=b"0")
    assert app.times == 40
    ask(query_string=b"1")
    assert app.times == 41


def test_nothing_is_kept_without_room() -> None:
    app = Answering()
    ask = Asking(app, room=0)
    ask()
    ask()
    assert app.times == 2
