"""The worker: a process that holds one generation and does one task at a time, until it is killed."""

import json
import os
import pickle
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from koinon.graph.errors import QueryError
from koinon.graph.store.remote.deadline import within
from koinon.graph.store.serialisation import write_pieces

from ..evaluation import Reply, Task
from ..generations import Generations
from .confinement import (
    Limits,
    OwnMemory,
    confine,
    die_with_parent,
    lift_memory_limit,
    limit_memory,
    limit_time,
)
from .frames import FrameKind, frame, receive_work
from .telling import error_frame

#: Opens the generations to work on; called in the worker.
Opening = Callable[[], Generations]
_PIECE: Final = 1 << 16
# What work may leave behind of the memory it was given before the worker is thrown away.
_LEFT_BEHIND: Final = 1 / 4
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
    growth = Growth(limits)
    while (received := receive_work(connection)) is not None:
        work: Work = pickle.loads(received)  # noqa: S301 - from the process that made this one
        limit_time(work.seconds)
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

    def begin(self, generation: int) -> None:
        """Count from here on, where this is the first work on a generation."""
        if generation != self._generation:
            self._generation = generation
            limit_memory(self._limits)
            self._idle, self._resident = self._memory.sizes()

    def is_too_much(self) -> bool:
        """Tell whether work left behind so much that another process should take over."""
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
        self._refusal: TooLong | None = None

    def begin(self, generation: int, reply: Reply) -> None:
        """Tell what the answer is."""
        told: dict[str, Any] = {
            "generation": generation,
            "status": reply.status,
            "media_type": reply.media_type,
            "headers": dict(reply.headers),
        }
        self._head = frame(FrameKind.HEAD, json.dumps(told).encode())

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
        if len(self._pending) >= _PIECE:
            self._connection.sendall(self._taken())
        return len(data)

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


def _silence() -> None:
    """Keep what the engine says while it dies out of the service's log, which tells of the death itself."""
    sys.stderr.flush()
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)
