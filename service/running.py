"""Queries run beside the event loop: in bounded number, with a deadline, their results in pieces."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from koinon.graph.errors import KoinonError
from koinon.graph.store.seam import Answer

from .problems import Problem
from .threads import QueryThreads

_LOG = logging.getLogger(__name__)
# A client that takes nothing for so long (seconds) has gone, and its thread is wanted elsewhere.
_PATIENCE = 30.0
_PIECES_AHEAD = 8

#: Bytes of a result, and whether they are its last.
Piece = tuple[bytes, bool]


@dataclass(frozen=True, slots=True)
class Result:
    """A result that has begun to come. ``rest`` is None where the first piece is all of it."""

    media_type: str
    first: bytes
    rest: AsyncGenerator[bytes, None] | None

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        """Yield the whole result in pieces."""
        yield self.first
        if self.rest is not None:
            async for piece in self.rest:
                yield piece

    async def whole(self, longest: int) -> bytes:
        """Gather the result.

        Raises:
            Problem: it is longer than that many bytes.
        """
        pieces, length = [], 0
        async with aclosing(self.rest or _nothing()) as rest:
            pieces.append(self.first)
            async for piece in rest:
                pieces.append(piece)
                length += len(piece)
                if length > longest:
                    raise _too_much(longest)
        return b"".join(pieces)


async def _nothing() -> AsyncGenerator[bytes, None]:
    return
    yield b""


class Running:
    """One query on its way: a thread puts in pieces, the event loop takes them out."""

    def __init__(self, work: Callable[[], Answer], seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        self._loop = asyncio.get_running_loop()
        self._pieces: asyncio.Queue[Piece | BaseException] = asyncio.Queue()
        self._ahead = threading.Semaphore(_PIECES_AHEAD)
        self._abandoned = threading.Event()
        self.media_type = ""
        self.complete = False

    def run(self) -> None:
        """Answer the query; runs in a thread of its own."""
        try:
            if self._abandoned.is_set():
                return
            answer = self._work()
            self.media_type = answer.media_type
            chunks = iter(answer.chunks)
            piece, following = next(chunks, b""), next(chunks, None)
            while following is not None:
                if not self._ahead.acquire(timeout=_PATIENCE) or self._abandoned.is_set():
                    return
                self._put((piece, False))
                piece, following = following, next(chunks, None)
            # The last piece is known as such: a short result wakes the event loop once, not twice.
            self._put((piece, True))
        except KoinonError as error:
            self._put(_untraced(error))
        except BaseException as error:  # noqa: BLE001 - told to the request that waits
            _LOG.exception("A query failed in a way that was not foreseen.")
            self._put(_untraced(error))

    def abandon(self) -> None:
        """Let the thread stop at its next piece.

        A query that has not come to its first piece cannot be stopped: the engine has no way to be
        interrupted within its process. It keeps its thread, and its place in the count, until it is done.
        """
        self._abandoned.set()
        self._ahead.release()

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        """Yield the result in pieces. Time counts while we wait for the engine, not for the client.

        Raises:
            Problem: the deadline has passed.
            QueryError: the query cannot be answered.
        """
        left = self._seconds
        try:
            while True:
                begun = time.monotonic()
                piece = await asyncio.wait_for(self._pieces.get(), max(left, 0.001))
                left -= time.monotonic() - begun
                if isinstance(piece, BaseException):
                    raise piece
                self._ahead.release()
                words, self.complete = piece
                yield words
                if self.complete:
                    return
        except TimeoutError:
            raise _too_slow(self._seconds) from None
        finally:
            self.abandon()

    def _put(self, piece: Piece | BaseException) -> None:
        # A loop that was closed meanwhile has nobody left to tell.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._pieces.put_nowait, piece)


def _untraced(error: BaseException) -> BaseException:
    """Free an error of its traceback, whose frames hold results of the engine.

    These may only be dropped in the thread that made them.
    """
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


class QueryRunner:
    """A pool of threads for queries. Threads for now; processes that can be killed may take their place."""

    def __init__(self, threads: int, queue: int, seconds: float) -> None:
        """Run so many queries at once, let so many wait, and give each so many seconds."""
        self._threads = QueryThreads(threads)
        self._room = threads + queue
        self._seconds = seconds
        self._inside = 0

    async def start(self, work: Callable[[], Answer]) -> Result:
        """Start a query, and give its result once it begins to come.

        Raises:
            Problem: too many queries are running and waiting already, or the deadline has passed.
            QueryError: the query cannot be answered.
        """
        if self._inside >= self._room:
            raise _too_many(self._inside)
        running = Running(work, self._seconds)
        self._inside += 1
        self._threads.take(partial(self._run, running, asyncio.get_running_loop()))
        rest = running.pieces()
        first = await anext(rest)
        if running.complete:
            await rest.aclose()
        return Result(running.media_type, first, None if running.complete else rest)

    def _run(self, running: Running, loop: asyncio.AbstractEventLoop) -> None:
        running.run()
        with suppress(RuntimeError):  # the loop may be gone by now, and its count with it
            loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        self._inside -= 1


def _too_much(longest: int) -> Problem:
    return Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"The result is longer than the {longest:,} bytes that are shown here; "
        "take it as JSON, CSV or Turtle, or add a LIMIT.",
    )


def _too_many(inside: int) -> Problem:
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        f"{inside} queries are running or waiting already; ask again in a few seconds.",
        {"Retry-After": "5"},
    )


def _too_slow(seconds: float) -> Problem:
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        f"The query took longer than the {seconds:g} seconds it may take; "
        "ask for less at a time, for instance with more patterns or a LIMIT.",
        {"Retry-After": "30"},
    )
