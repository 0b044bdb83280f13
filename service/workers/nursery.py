"""Where workers come from: the template, as the web process sees it."""

import asyncio
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Final

from koinon.graph.errors import StoreError

from .confinement import ENVIRONMENT, Limits
from .connection import Connection
from .frames import FrameKind
from .telling import told_error
from .template import PID
from .worker import Opening

_PATIENCE: Final = 60.0


class Nursery:
    """Starts workers that all open the same store."""

    def __init__(self, opening: Opening, limits: Limits) -> None:
        self._told = pickle.dumps((opening, limits))
        self._template: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._starting = asyncio.Lock()

    async def worker(self, gone: Callable[[Connection], None]) -> Connection:
        """Start a worker, and give the connection to it once it has opened its store.

        Raises:
            StoreError: the store cannot be opened, or no process can be started.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        loop = asyncio.get_running_loop()
        with theirs:
            _, connection = await loop.create_unix_connection(lambda: Connection(gone), sock=ours)
            try:
                connection.belongs_to(await self._copied(theirs))
                theirs.close()
                async with asyncio.timeout(_PATIENCE):
                    first = await connection.next()
            except TimeoutError:
                first = None
            except BaseException:
                connection.kill()
                raise
        if first is None or first.kind is not FrameKind.READY:
            connection.kill()
            raise _unready(first.payload if first and first.kind is FrameKind.ERROR else None)
        return connection

    async def _copied(self, theirs: socket.socket) -> int:
        """Let the template copy itself, once more where it has died meanwhile."""
        async with self._starting:
            for attempt in (1, 2):
                try:
                    control = self._open_control()
                    socket.send_fds(control, [b"w"], [theirs.fileno()])
                    told = await asyncio.get_running_loop().sock_recv(control, PID.size)
                    if len(told) == PID.size:
                        return int(PID.unpack(told)[0])
                except OSError:
                    if attempt == 2:
                        raise _unstarted() from None
                self.close()
        raise _unstarted()

    def _open_control(self) -> socket.socket:
        if self._control is None:
            ours, theirs = socket.socketpair()
            with theirs:
                self._template = subprocess.Popen(
                    [sys.executable, "-m", "koinon.service.workers.template", str(theirs.fileno())],
                    stdin=subprocess.PIPE,
                    pass_fds=[theirs.fileno()],
                    env=os.environ | ENVIRONMENT,
                )
            assert self._template.stdin is not None
            self._template.stdin.write(self._told)
            self._template.stdin.close()
            ours.setblocking(False)
            self._control = ours
        return self._control

    def close(self) -> None:
        """Let the template go, and every worker with it."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._template is not None:
            self._template.kill()
            self._template.wait()
            self._template = None


def _unstarted() -> StoreError:
    return StoreError("No worker process can be started; see the limits on processes and memory.")


def _unready(told: bytes | None) -> Exception:
    if told is None:
        return StoreError("A worker process died before it had opened the store; it may need more memory.")
    return told_error(told)
