"""Requests answered with what tasks give: known by its tag, within its time, given up when nobody waits."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Mapping, Sequence
from contextlib import aclosing, suppress
from functools import partial
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from koinon.graph.errors import KoinonError, NetworkError, NotAcceptable, QueryError

from .caching import entity_tag, generation_headers, known_tag, not_modified
from .evaluation import Evaluator, Outcome, Task
from .generations import Generations
from .kept_answers import KeptAnswers
from .quota import Quota, client_name
from .settings import Settings

T = TypeVar("T")
_UNKNOWN = "unknown"
# What takes no longer than so many seconds is not worth listening for the client's leave meanwhile.
_AT_ONCE = 0.05


class ClientGone(Exception):  # noqa: N818 - the name says what is the case
    """Whoever asked does not wait any more."""


class Responding:
    """Answers requests of one service."""

    def __init__(
        self, generations: Generations, evaluator: Evaluator, quota: Quota, settings: Settings
    ) -> None:
        self.generations = generations
        self._evaluator = evaluator
        self._quota = quota
        self._settings = settings
        self.kept = KeptAnswers(settings.cache_megabytes * 1_000_000 // 2)
        self.seconds = settings.query_seconds

    async def respond(
        self,
        request: Request,
        task: Task,
        tag: Sequence[str] | None,
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> Response:
        """Answer a request with what a task gives, or with 304 where the client holds it already.

        Args:
            request: the request, whose body has been read.
            task: the task.
            tag: what the answer depends on besides the generation; None where it is new each time.
            headers: sent with the answer.
            seconds: the client's own limit, which can only be lower than ours.

        Raises:
            Problem: there is no room, the time is over, or the client has had its share.
            KoinonError: what the task raised.
        """
        number = self.generations.newest()
        if tag is not None and (known := known_tag(request, number, *tag)):
            return not_modified(number, known)
        try:
            if tag is None:
                outcome = await self.ask(request, task, seconds)
            else:
                outcome = await self._known(request, number, task, seconds)
        except ClientGone:
            return Response(status_code=499)
        named = entity_tag(outcome.generation, *tag) if tag is not None else None
        sent = {**generation_headers(outcome.generation, named), **(headers or {}), **outcome.headers}
        if outcome.rest is None:
            return Response(outcome.first, outcome.status, sent, outcome.media_type or None)
        return Streamed(outcome, outcome.rest, sent)

    async def _known(self, request: Request, number: int, task: Task, seconds: float | None) -> Outcome:
        """Give what the newest generation answers, which may be kept or come for somebody else already."""
        self.admit(request)
        ask = partial(self.ask, request, task, seconds)
        return await self.kept.answer(number, task, ask, self._allowed(seconds))

    async def ask(self, request: Request, task: Task, seconds: float | None = None) -> Outcome:
        """Do a task for whoever sent a request, unless it goes away meanwhile.

        Raises:
            ClientGone: it did.
            Problem: there is no room, the time is over, or the client has had its share.
            KoinonError: what the task raised.
        """
        client = self.admit(request)
        try:
            evaluating = self._evaluator.evaluate(task, client, self._allowed(seconds))
            return await unless_gone(request.receive, evaluating)
        except (QueryError, NetworkError) as error:
            if not isinstance(error, NotAcceptable):
                self._quota.fault(client)
            raise

    def _allowed(self, seconds: float | None) -> float:
        return min(seconds or self.seconds, self.seconds)

    def admit(self, request: Request) -> str:
        """Name the client that sent a request, if it may ask for anything now.

        Raises:
            Problem: it has had its share.
        """
        return self.admit_sender(request.scope)

    def admit_sender(self, scope: Scope) -> str:
        """Name the client that sent the request of a scope, if it may ask for anything now.

        Raises:
            Problem: it has had its share.
        """
        client = _sender(scope)
        self._quota.admit(client)
        return client

    def charge(self, request: Request, seconds: float) -> None:
        """Count work done for a request elsewhere than in its task."""
        self._quota.charge(_sender(request.scope), seconds)

    def fault(self, request: Request) -> None:
        """Count a query against its client that was refused before it was asked."""
        self._quota.fault(_sender(request.scope))


def _sender(scope: Scope) -> str:
    client = scope.get("client")
    return client_name(client[0] if client else _UNKNOWN)


async def unless_gone(receive: Receive, work: Awaitable[T]) -> T:
    """Wait for work, and give it up when the client goes.

    Raises:
        ClientGone: it went.
    """
    leaving = _Leaving(receive)
    try:
        return await work
    except asyncio.CancelledError:
        if leaving.happened:
            raise ClientGone from None
        raise
    finally:
        await leaving.stop()


class _Leaving:
    """Cancels the task that made it when the client goes, as ``asyncio.timeout`` does when the time is over.

    Most work is done before it begins to listen, so that most requests need no second task.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._timer = self._loop.call_later(_AT_ONCE, self._begin)
        self._listening: asyncio.Task[None] | None = None
        self._asked = False

    @property
    def happened(self) -> bool:
        """Tell, once the task was cancelled, whether it was for the client's leave alone."""
        return self._asked and self._task is not None and self._task.cancelling() == 1

    async def stop(self) -> None:
        """Listen no more."""
        self._timer.cancel()
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening
        if self._asked and self._task is not None:
            self._task.uncancel()

    def _begin(self) -> None:
        self._listening = self._loop.create_task(self._listen())

    async def _listen(self) -> None:
        await _gone(self._receive)
        if self._task is not None:
            self._asked = True
            self._task.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class Streamed(Response):
    """An answer sent in pieces as it comes.

    When it cannot be brought to its end, the connection is cut within it: no client that reads HTTP takes
    the part it has for the whole.
    """

    def __init__(
        self, outcome: Outcome, rest: AsyncGenerator[bytes, None], headers: Mapping[str, str]
    ) -> None:
        super().__init__(None, outcome.status, headers, outcome.media_type or None)
        del self.headers["content-length"]
        self._first = outcome.first
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer."""
        async with aclosing(self._rest):
            with suppress(ClientGone):
                await unless_gone(receive, self._send(send))

    async def _send(self, send: Send) -> None:
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        await send(start)
        await send({"type": "http.response.body", "body": self._first, "more_body": True})
        try:
            async for piece in self._rest:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except KoinonError:
            return  # without the last message the server cuts the connection
        await send({"type": "http.response.body", "body": b"", "more_body": False})
