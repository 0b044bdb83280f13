"""The worker: a process that holds one generation and does one task at a time, until it is killed."""

import json
import os
import pickle
import signal
import socket
import sys
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from koinon.graph.errors import QueryError
from koinon.graph.store.remote.deadline import within
from koinon.graph.store.serialisation import write_pieces

from ..evaluation import Reply, Task
from ..generations import Generations
from .confinement import (
    Limits,
    OwnMemory,
    OwnTime,
    confine,
    die_with_parent,
    lift_memory_limit,
    limit_memory,
)
from .frames import FrameKind, frame, receive_work
from .telling import error_frame

#: Opens the generations to work on; called in the worker.
Opening = Callable[[], Generations]
_PIECE: Final = 1 << 16
# The first piece goes out sooner when so many bytes of it are there and so many seconds have passed.
_LONG: Final = 1 << 14
_PATIENCE: Final = 0.02
# What work may leave behind of the memory it was given before the worker is thrown away.
_LEFT_BEHIND: Final = 1 / 4
# In so many seconds of the processor no work takes memory that matters.
_UNSUSPECTED: Final = 0.005
# So much of its time work waits for a store elsewhere: then there is some left to say that this was too slow.
_OF_IT_ELSEWHERE: Final = 0.95


class Work(NamedTuple):
    """A task as it is sent to a worker: what to do, in how many seconds, in how many bytes.

    Work of our own, which computes what all workers share, may take as much memory as there is.
    """

    task: Task
    seconds: float
    longest: int
    our_own: bool = False


class TooLong(QueryError):  # noqa: N818 - the name says what is the case
    """An answer is longer than one may be."""


def run_worker(connection: socket.socket, opening: Opening, limits: Limits) -> None:
    """Work for the web process at the other end of a connection until it goes."""
    die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    confined = confine(network=limits.network)
    _silence()
    try:
        generations = opening()
        generation = generations.current().number
    except Exception as error:  # noqa: BLE001 - told to the web process, which tells whoever asks
        connection.sendall(error_frame(error))
        return
    ready = {"pid": os.getpid(), "generation": generation, "confined": confined}
    connection.sendall(frame(FrameKind.READY, json.dumps(ready).encode()))
    growth, time_limit = Growth(limits), OwnTime()
    while (received := receive_work(connection)) is not None:
        work: Work = pickle.loads(received)  # noqa: S301 - from the process that made this one
        time_limit.limit(work.seconds)
        output = Output(connection, work.longest)
        with within(work.seconds * _OF_IT_ELSEWHERE):
            sound = _do(work, generations, growth, output)
        going = not sound or work.our_own or growth.is_too_much()
        output.end(frame(FrameKind.END, b"going" if going else b""))
        if going:
            return


class Growth:
    """How much this process has grown since it began to serve its generation."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._memory = OwnMemory()
        self._generation = -1
        self._idle = self._resident = 0
        self._looked = 0.0

    def begin(self, generation: int) -> None:
        """Count from here on, where this is the first work on a generation."""
        if generation != self._generation:
            self._generation = generation
            limit_memory(self._limits)
            self._idle, self._resident = self._memory.sizes()

    def is_too_much(self) -> bool:
        """Tell whether work left behind so much that another process should take over."""
        used = time.process_time()
        if used - self._looked < _UNSUSPECTED:
            return False
        self._looked = used
        size, resident = self._memory.sizes()
        return (
            resident - self._resident > self._limits.memory * _LEFT_BEHIND
            or size - self._idle > self._limits.memory // 2
        )


def _do(work: Work, generations: Generations, growth: Growth, output: "Output") -> bool:
    """Do a task; False when this process should not do another."""
    try:
        generation = generations.current()
        if work.our_own:
            lift_memory_limit()
        else:
            growth.begin(generation.number)
        reply = work.task(generation)
        output.begin(generation.number, reply)
        write_pieces(reply.content, output)
    except OSError:
        raise  # the web process is gone
    except Exception as error:  # noqa: BLE001 - told to the web process
        output.fail(error)
        return not isinstance(error, MemoryError)
    except BaseException as error:  # noqa: BLE001 - the engine panicked
        output.fail(error)
        return False
    return True


class Output:
    """Sends an answer in pieces: its first one together with its head, as soon as either is full."""

    def __init__(self, connection: socket.socket, longest: int) -> None:
        self._connection = connection
        self._left = longest
        self._longest = longest
        self._head = b""
        self._pending = bytearray()
        self._waiting_since: float | None = None
        self._refusal: TooLong | None = None

    def begin(self, generation: int, reply: Reply) -> None:
        """Tell what the answer is."""
        self._head = _head(generation, reply.status, reply.media_type, tuple(reply.headers.items()))

    def write(self, data: bytes) -> int:
        """Take in a piece of the answer.

        Raises:
            TooLong: the answer has become longer than it may.
        """
        self._left -= len(data)
        if self._left < 0:
            self._refusal = TooLong(
                f"The answer is longer than the {self._longest:,} bytes it may have; "
                "ask for less at a time, for instance with LIMIT and OFFSET."
            )
            raise self._refusal
        self._pending += data
        if len(self._pending) >= _PIECE or (self._head and self._is_slow()):
            self._connection.sendall(self._taken())
        return len(data)

    def _is_slow(self) -> bool:
        """Tell whether somebody waits for the beginning of what is long and comes slowly.

        What is short is sent whole, however long it took to find: then it can be kept.
        """
        now = time.perf_counter()
        if self._waiting_since is None:
            self._waiting_since = now
        return len(self._pending) >= _LONG and now - self._waiting_since > _PATIENCE

    def flush(self) -> None:
        """Hold what is pending nevertheless: the engine flushes at its end, and the last frame follows."""

    def fail(self, error: BaseException) -> None:
        """Tell an error in the place of what is pending."""
        self._head = b""
        self._pending.clear()
        # The engine reports what its output raised as an error of its own.
        self._connection.sendall(error_frame(self._refusal or error))

    def end(self, last: bytes) -> None:
        """Send what is pending together with the last frame."""
        self._connection.sendall(self._taken() + last)

    def _taken(self) -> bytes:
        taken, self._head = [self._head], b""
        taken += [
            frame(FrameKind.DATA, bytes(self._pending[begin : begin + _PIECE]))
            for begin in range(0, len(self._pending), _PIECE)
        ]
        self._pending.clear()
        return b"".join(taken)


@lru_cache
def _head(generation: int, status: int, media_type: str, headers: tuple[tuple[str, str], ...]) -> bytes:
    told = {"generation": generation, "status": status, "media_type": media_type, "headers": dict(headers)}
    return frame(FrameKind.HEAD, json.dumps(told).encode())


def _silence() -> None:
    """Keep what the engine says while it dies out of the service's log, which tells of the death itself."""
    sys.stderr.flush()
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)
