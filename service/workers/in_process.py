"""Tasks done in threads of this process, for tests and for a store in memory.

The engine cannot be interrupted, so a thread over its time goes on; its client is told all the same.
"""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import suppress
from functools import partial
from typing import Final

from koinon.graph.errors import KoinonError
from koinon.graph.store.remote.deadline import within

from ..evaluation import Charge, Load, Outcome, Reply, Task, nobody_counts, too_many, too_slow
from ..generations import Generations
from .threads import QueryThreads

_LOG = logging.getLogger(__name__)
# A client that takes nothing for so long (seconds) has gone, and its thread is wanted elsewhere.
_PATIENCE: Final = 30.0
_PIECES_AHEAD: Final = 8

#: Bytes of a result, and whether they are its last.
Piece = tuple[bytes, bool]


class Running:
    """One task on its way: a thread puts in pieces, the event loop takes them out."""

    def __init__(self, task: Task, generations: Generations, seconds: float) -> None:
        self._task = task
        self._generations = generations
        self._seconds = seconds
        self._loop = asyncio.get_running_loop()
        self._pieces: asyncio.Queue[Piece | BaseException] = asyncio.Queue()
        self._ahead = threading.Semaphore(_PIECES_AHEAD)
        self._abandoned = threading.Event()
        self.reply = Reply("", ())
        self.generation = 0
        self.complete = False

    def run(self) -> None:
        """Do the task; runs in a thread of its own."""
        try:
            if self._abandoned.is_set():
                return
            with within(self._seconds):
                self._do()
        except KoinonError as error:
            self._put(_untraced(error))
        except BaseException as error:  # noqa: BLE001 - told to the request that waits
            _LOG.exception("A query failed in a way that was not foreseen.")
            self._put(_untraced(error))

    def _do(self) -> None:
        generation = self._generations.current()
        reply = self._task(generation)
        self.generation = generation.number
        # The content belongs to this thread, which drops it too.
        self.reply = Reply(reply.media_type, (), reply.status, reply.headers)
        self._hand_over(iter(reply.content))

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
                async with asyncio.timeout(max(left, 0.001)):
                    piece = await self._pieces.get()
                left -= time.monotonic() - begun
                if isinstance(piece, BaseException):
                    raise piece
                self._ahead.release()
                words, self.complete = piece
                yield words
                if self.complete:
                    return
        except TimeoutError:
            raise too_slow(self._seconds) from None
        finally:
            self.abandon()

    def _hand_over(self, chunks: Iterator[bytes]) -> None:
        piece, following = next(chunks, b""), next(chunks, None)
        while following is not None:
            if not self._ahead.acquire(timeout=_PATIENCE) or self._abandoned.is_set():
                return
            self._put((piece, False))
            piece, following = following, next(chunks, None)
        # The last piece is known as such: a short result wakes the event loop once, not twice.
        self._put((piece, True))

    def _put(self, piece: Piece | BaseException) -> None:
        # A loop that was closed meanwhile has nobody left to tell.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._pieces.put_nowait, piece)


class InProcess:
    """Does tasks in threads. It implements the ``Evaluator`` protocol."""

    def __init__(self, generations: Generations, threads: int, queue: int) -> None:
        """Do so many tasks at once, and let so many wait."""
        self._generations = generations
        self._threads = QueryThreads(threads)
        self._count = threads
        self._room = threads + queue
        self._inside = 0
        self.charge: Charge = nobody_counts

    def load(self) -> Load:
        """Tell what is going on at this moment."""
        running = min(self._inside, self._count)
        return Load(running, self._inside - running, self._count - running)

    async def start(self) -> None:
        """Make ready, which takes nothing: threads begin as they are needed."""

    async def stop(self) -> None:
        """End, which takes nothing: the threads go with the process."""

    async def evaluate(self, task: Task, client: str, seconds: float) -> Outcome:
        """Do a task for a client.

        Raises:
            Problem: too many queries are running and waiting already, or the deadline has passed.
            KoinonError: what the task itself raised.
        """
        if self._inside >= self._room:
            raise too_many(self._inside)
        running = Running(task, self._generations, seconds)
        self._inside += 1
        self._threads.take(partial(self._run, running, client, asyncio.get_running_loop()))
        rest = running.pieces()
        first = await anext(rest)
        if running.complete:
            await rest.aclose()
        reply = running.reply
        following = None if running.complete else rest
        return Outcome(running.generation, reply.media_type, first, following, reply.status, reply.headers)

    def _run(self, running: Running, client: str, loop: asyncio.AbstractEventLoop) -> None:
        begun = time.monotonic()
        running.run()
        with suppress(RuntimeError):  # the loop may be gone by now, and its count with it
            loop.call_soon_threadsafe(self._leave, client, time.monotonic() - begun)

    def _leave(self, client: str, seconds: float) -> None:
        self._inside -= 1
        self.charge(client, seconds)


def _untraced(error: BaseException) -> BaseException:
    """Free an error of its traceback, whose frames hold results of the engine.

    These may only be dropped in the thread that made them.
    """
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
