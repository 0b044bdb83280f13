"""One task in the hands of one worker: its answer as it comes, its end whatever happens."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from http import HTTPStatus
from typing import Any, Final

from ..evaluation import Outcome, too_slow
from ..problems import Problem
from .connection import Connection
from .frames import Frame, FrameKind
from .telling import told_error

#: Why a worker was ended.
SLOW, LATE = "slow", "late"
# A task whose client has gone may still end by itself within so many seconds, which saves a worker.
_GRACE: Final = 0.25

#: Takes the worker back: whether it can be used again, and why it was ended.
GiveBack = Callable[[bool, str | None], None]


class Lease:
    """A worker while it does one task.

    Time counts while we wait for the worker, not for the client; but a client must have taken its answer
    within a time of its own, for the worker waits with it.
    """

    def __init__(
        self,
        worker: Connection,
        seconds: float,
        left: float,
        transfer: float,
        memory: int,
        give_back: GiveBack,
    ) -> None:
        """Take a worker for a task that was given so many seconds, of which some are left."""
        self._worker = worker
        self._seconds = seconds
        self._left = left
        self._memory = memory
        self._give_back = give_back
        self._loop = asyncio.get_running_loop()
        self._ended: str | None = None
        self._over = False
        self._draining: asyncio.Task[None] | None = None
        self._late = self._loop.call_later(seconds + transfer, self._end, LATE)

    async def answer(self, work: bytes) -> Outcome:
        """Send the work, and give its answer once it begins to come.

        Raises:
            Problem: the deadline has passed, or the worker died of the task.
            KoinonError: what the task raised.
        """
        try:
            self._worker.send(work)
            head = await self._next()
            if head.kind is not FrameKind.HEAD:
                raise await self._raised(head)
            told: dict[str, Any] = json.loads(head.payload)
            first, complete = await self._first()
        except (asyncio.CancelledError, GeneratorExit):
            self.abandon()
            raise
        except ValueError:
            self._end("broken")
            raise self._why() from None
        rest = None if complete else self._rest()
        status = HTTPStatus(told["status"])
        return Outcome(told["generation"], told["media_type"], first, rest, status, told["headers"])

    def abandon(self) -> None:
        """Let the worker end its task if it does so at once, and end it otherwise."""
        if not self._over:
            self._late.cancel()
            self._late = self._loop.call_later(_GRACE, self._end, LATE)
            self._draining = self._loop.create_task(self._drain())

    async def stop(self) -> None:
        """End the task at once."""
        self._end(LATE)
        if self._draining is not None:
            self._draining.cancel()
            await asyncio.gather(self._draining, return_exceptions=True)

    async def _first(self) -> tuple[bytes, bool]:
        """Gather what has come already: a short answer is complete at once."""
        frame: Frame | None = await self._next()
        pieces: list[bytes] = []
        while frame is not None:
            if frame.kind is not FrameKind.DATA:
                return b"".join(pieces), await self._ends(frame)
            pieces.append(frame.payload)
            frame = self._worker.take()
        return b"".join(pieces), False

    async def _rest(self) -> AsyncGenerator[bytes, None]:
        try:
            while True:
                frame = await self._next()
                if frame.kind is not FrameKind.DATA:
                    await self._ends(frame)
                    return
                yield frame.payload
        finally:
            self.abandon()

    async def _ends(self, frame: Frame) -> bool:
        if frame.kind is not FrameKind.END:
            raise await self._raised(frame)
        self._finish(not frame.payload)
        return True

    async def _raised(self, frame: Frame) -> Exception:
        """Read an error, and the end that follows it."""
        if frame.kind is not FrameKind.ERROR:
            self._end("broken")
            return self._why()
        error = told_error(frame.payload)
        await self._ends(await self._next())
        return self._died() if isinstance(error, MemoryError) else error

    async def _next(self) -> Frame:
        frame = self._worker.take()
        if frame is not None:
            return frame
        begun = self._loop.time()
        timer = self._loop.call_later(max(self._left, 0.0), self._end, SLOW)
        try:
            frame = await self._worker.next()
        finally:
            timer.cancel()
            self._left -= self._loop.time() - begun
        if frame is None:
            self._end(self._ended or "died")
            raise self._why()
        return frame

    async def _drain(self) -> None:
        while not self._over:
            frame = await self._worker.next()
            if frame is None:
                self._end("died")
            elif frame.kind is FrameKind.END:
                self._finish(not frame.payload)

    def _end(self, why: str) -> None:
        self._ended = self._ended or why
        self._finish(False)

    def _finish(self, usable: bool) -> None:
        if self._over:
            return
        self._over = True
        self._late.cancel()
        self._give_back(usable, self._ended)

    def _why(self) -> Problem:
        if self._ended == SLOW:
            return too_slow(self._seconds)
        if self._ended == LATE:
            return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "The answer was not taken in time; ask again.")
        return self._died()

    def _died(self) -> Problem:
        return Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"The query needed more than the {self._memory // 1_000_000:,} MB of memory it may take, or more "
            "depth than there is, and was ended; ask for less at a time, without nesting so deeply.",
        )
