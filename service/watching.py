"""Every request counted, and told in a line of the log."""

import logging
import time
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .event_log import FIELDS, query_name
from .metrics import Metrics

#: Where in a request's scope the endpoint leaves the query it was asked.
QUERY: Final = "koinon.query"
_LOG: Final = logging.getLogger("koinon.requests")
_GENERATION: Final = b"koinon-generation"


class Watching:
    """ASGI middleware: measures requests and logs them at the level ``info``."""

    def __init__(self, app: ASGIApp, metrics: Metrics, log_clients: bool) -> None:
        self.app = app
        self._metrics = metrics
        self._log_clients = log_clients

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and look at its answer as it goes by."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(send)
        # What is further inside may change the path, or the client.
        path, client = scope["path"], scope.get("client")
        try:
            await self.app(scope, receive, answer.send)
        finally:
            seconds = time.perf_counter() - answer.begun
            first = answer.first or seconds
            self._metrics.count(path, scope["method"], answer.status, first, seconds, answer.length)
            if _LOG.isEnabledFor(logging.INFO):
                fields = self._fields(scope, path, answer, seconds)
                if self._log_clients:
                    fields["client"] = (scope.get("client") or client or ("unknown",))[0]
                _LOG.info("request", extra={FIELDS: fields})

    @staticmethod
    def _fields(scope: Scope, path: str, answer: "_Answer", seconds: float) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "method": scope["method"],
            "path": path,
            "status": answer.status,
            "seconds": round(seconds, 4),
            "bytes": answer.length,
            "complete": answer.complete,
        }
        if answer.generation:
            fields["generation"] = answer.generation
        if query := scope.get(QUERY):
            fields["query"] = query_name(query)
        return fields


class _Answer:
    """What is seen of an answer as it is sent; an answer that was cut off is not complete."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = time.perf_counter()
        self.first = 0.0
        self.status = 0
        self.length = 0
        self.generation = ""
        self.complete = False

    async def send(self, message: Message) -> None:
        """Look at a message, and send it on."""
        if message["type"] == "http.response.start":
            self.first = time.perf_counter() - self.begun
            self.status = message["status"]
            self.generation = next(
                (value.decode("latin-1") for name, value in message["headers"] if name == _GENERATION), ""
            )
        elif message["type"] == "http.response.body":
            self.length += len(message.get("body", b""))
            self.complete = not message.get("more_body", False)
        await self._send(message)
