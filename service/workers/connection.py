"""The web process's end of the connection to one worker."""

import asyncio
import os
import signal
from collections import deque
from collections.abc import Callable
from typing import Final, cast

from .frames import BrokenFrame, Frame, Frames

# Bytes of an answer that may wait for the client; more stay with the worker, which waits then.
_AHEAD: Final = 1 << 18


class Connection(asyncio.Protocol):
    """Frames from a worker in the order they come, and its life."""

    def __init__(self, gone: Callable[["Connection"], None]) -> None:
        """Listen to a worker; ``gone`` is called once when it has died."""
        self._gone = gone
        self._transport: asyncio.Transport | None = None
        self._frames = Frames()
        self._arrived: deque[Frame] = deque()
        self._held = 0
        self._waiting: asyncio.Future[None] | None = None
        self._process: int | None = None
        self.pid = 0
        self.closed = False

    def belongs_to(self, pid: int) -> None:
        """Name the process at the other end."""
        self.pid = pid
        if hasattr(os, "pidfd_open"):
            try:
                # A number may be given to another process by the time it is used; a descriptor is not.
                self._process = os.pidfd_open(pid)
            except OSError:
                self._process = None

    def send(self, data: bytes) -> None:
        """Send a frame."""
        if self._transport is not None:
            self._transport.write(data)

    def take(self) -> Frame | None:
        """Give the next frame, if it has come."""
        if not self._arrived:
            return None
        frame = self._arrived.popleft()
        self._held -= len(frame.payload)
        if self._held <= _AHEAD and self._transport is not None and not self.closed:
            self._transport.resume_reading()
        return frame

    async def next(self) -> Frame | None:
        """Wait for the next frame; None when the worker has died."""
        while not self._arrived and not self.closed:
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        return self.take()

    def kill(self) -> None:
        """Kill the worker, whatever it does."""
        try:
            if self._process is not None:
                signal.pidfd_send_signal(self._process, signal.SIGKILL)
            elif self.pid and not self.closed:
                os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        # The transports of other event loops are no subclasses of asyncio's.
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Take in what a worker sent; one that sends anything but frames is killed."""
        try:
            for frame in self._frames.take(data):
                self._arrived.append(frame)
                self._held += len(frame.payload)
        except BrokenFrame:
            self._arrived.clear()
            self.kill()
        if self._held > _AHEAD and self._transport is not None:
            self._transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self.closed = True
        if self._process is not None:
            os.close(self._process)
            self._process = None
        self._wake()
        self._gone(self)

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
