"""Work done in a forked process that can be killed: untrusted bytes parsed, updates carried out.

The process that forks has one thread and no store open, so that the copy is whole.
"""

import asyncio
import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from ..workers.confinement import Limits, OwnTime, confine, die_with_parent, limit_memory
from .errors import WriteTooCostly

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a piece of work may use: seconds, and bytes of memory. None is no limit."""

    seconds: float | None
    memory: int | None


async def in_child(work: Callable[[], bytes], allowance: Allowance) -> bytes:
    """Do a piece of work in a child and give what it returns.

    Raises:
        WriteTooCostly: it took too long, or its process was ended by what it did.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _become_child(work, writing, allowance)
    os.close(writing)
    try:
        async with asyncio.timeout(allowance.seconds):
            answer = await _read(reading)
    except TimeoutError:
        raise WriteTooCostly(
            f"The write took longer than the {allowance.seconds:g} seconds it may take, and nothing of it "
            "was written; write less at a time."
        ) from None
    finally:
        os.close(reading)
        # It has answered or must go; either way it is waited for, so that no zombie stays.
        status = _end(child)
    if not answer.endswith(b"."):
        raise WriteTooCostly(
            f"The write ended its process ({_how(status)}), and nothing of it was written: it needs more "
            "memory than a write may take, or is nested too deeply."
        )
    return answer[:-1]


def _end(child: int) -> int:
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


async def _read(descriptor: int) -> bytes:
    loop = asyncio.get_running_loop()
    os.set_blocking(descriptor, False)
    pieces: list[bytes] = []
    while True:
        ready = loop.create_future()
        loop.add_reader(descriptor, _wake, ready)
        try:
            await ready
        finally:
            loop.remove_reader(descriptor)
        piece = os.read(descriptor, _CHUNK)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


def _wake(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)


def _become_child(work: Callable[[], bytes], writing: int, allowance: Allowance) -> None:
    """Work and end. Never returns: what the parent would do next is not the child's to do."""
    code = 1
    try:
        # Sockets and locks of the parent must not outlive it in a child.
        os.closerange(3, writing)
        os.closerange(writing + 1, os.sysconf("SC_OPEN_MAX"))
        asyncio._set_running_loop(None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        _limit(allowance)
        _write(writing, work() + b".")
        code = 0
    except BaseException:  # noqa: BLE001 - the last that can be told of it
        traceback.print_exc()
    finally:
        os._exit(code)


def _limit(allowance: Allowance) -> None:
    die_with_parent()
    confine()
    if allowance.memory is not None:
        limit_memory(Limits(allowance.memory))
    if allowance.seconds is not None:
        OwnTime().limit(allowance.seconds)


def _write(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def _how(status: int) -> str:
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return f"exit code {os.waitstatus_to_exitcode(status)}"
