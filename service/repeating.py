"""Requests that were answered before, answered again without being read: nothing has changed since."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .kept_answers import Counted
from .problems import Problem
from .watching import QUERY

# One answer never takes more than this part of the room.
_LARGEST: Final = 1 / 32
# What an answer takes besides its bytes and its key: its headers, above all.
_OVERHEAD: Final = 2_000
# What of a request's headers the answers depend on. Whoever sends one of the others is answered anew.
_NAMED: Final = (b"accept", b"accept-encoding", b"host")
_UNREPEATABLE: Final = frozenset({b"if-none-match", b"range", b"authorization"})


class Key(NamedTuple):
    """What makes two requests of one address the same."""

    scheme: str
    root: str
    query: bytes
    accept: bytes | None
    encoding: bytes | None
    host: bytes | None


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it was sent: its head, and all of its content in one message."""

    start: Message
    body: Message
    size: int
    query: str | None


class Repeating:
    """ASGI middleware for one address: what was asked by GET of this generation is sent again as it was.

    It keeps only what says by its tag and its generation that it would be the same again, and what is data:
    a page depends on more than is looked at here. Those asked for least recently go first.
    """

    def __init__(
        self,
        app: ASGIApp,
        newest: Callable[[], int],
        admit: Callable[[Scope], object],
        counted: Counted,
        room: int,
    ) -> None:
        """Surround an application.

        Args:
            app: answers what was not asked before.
            newest: gives the number of the newest generation.
            admit: raises a Problem where a client may not ask for anything now.
            counted: how often an answer was at hand.
            room: bytes that may be kept; 0 keeps nothing.
        """
        self.app = app
        self._newest = newest
        self._admit = admit
        self._counted = counted
        self._room = room
        self._used = 0
        self._sent: OrderedDict[Key, Sent] = OrderedDict()
        self._generation = -1

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not self._room or scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        key = _key(scope)
        if key is None:
            await self.app(scope, receive, send)
        elif (sent := self._found(key, scope)) is not None:
            self._counted.hits += 1
            scope[QUERY] = sent.query
            await send(sent.start)
            await send(sent.body)
        else:
            recording = _Recording(send)
            await self.app(scope, receive, recording.send)
            self._keep(key, recording, scope.get(QUERY))

    def _found(self, key: Key, scope: Scope) -> Sent | None:
        sent = self._sent.get(key)
        if sent is None or not self._is_newest():
            return None
        try:
            self._admit(scope)
        except Problem:
            return None  # the application says so
        self._sent.move_to_end(key)
        return sent

    def _is_newest(self) -> bool:
        """Tell whether what is kept is still true, letting go of it where it is not."""
        newest = self._newest()
        if newest == self._generation:
            return True
        self._sent.clear()
        self._used, self._generation = 0, newest
        return False

    def _keep(self, key: Key, recording: "_Recording", query: str | None) -> None:
        sent = recording.sent(query)
        if sent is None or key in self._sent:
            return
        size = sent.size + len(key.query)
        self._is_newest()
        if recording.generation != str(self._generation).encode() or size > self._room * _LARGEST:
            return
        self._sent[key] = sent
        self._used += size
        while self._used > self._room:
            gone, went = self._sent.popitem(last=False)
            self._used -= went.size + len(gone.query)


class _Recording:
    """Looks at an answer as it is sent."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body: Message | None = None
        self._pieces = 0
        self.generation = b""

    async def send(self, message: Message) -> None:
        """Take note of a message, and send it on."""
        await self._send(message)
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            self._pieces += 1
            self._body = message

    def sent(self, query: str | None) -> Sent | None:
        """Give the answer, where it may be given again."""
        start, body = self._start, self._body
        if start is None or body is None or self._pieces > 1 or body.get("more_body", False):
            return None
        headers = dict(start["headers"])
        self.generation = headers.get(b"koinon-generation", b"")
        page = headers.get(b"content-type", b"").startswith(b"text/html")
        if start["status"] != HTTPStatus.OK or b"etag" not in headers or page:
            return None
        return Sent(start, body, len(body.get("body", b"")) + _OVERHEAD, query)


def _key(scope: Scope) -> Key | None:
    """Name a request; None where its answer depends on more than is named."""
    named: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in _UNREPEATABLE:
            return None
        if name in _NAMED:
            if name in named:
                return None
            named[name] = value
    return Key(
        scope.get("scheme", "http"),
        scope.get("root_path", ""),
        scope["query_string"],
        named.get(b"accept"),
        named.get(b"accept-encoding"),
        named.get(b"host"),
    )
