"""Work on the data: named where the web is, done where the data are.

A route names a task, a function of one generation, and gets its answer in bytes; where and how it is done
is the evaluator's affair (``workers.pool`` in processes that can be killed, ``workers.in_process`` in
threads). A task is a function of a module with plain values bound to its keywords, so that it can be named
to another process::

    partial(network_of, filters=filters, languages=("fr",))
"""

from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Protocol

from .generations import Generation
from .problems import Problem


@dataclass(frozen=True, slots=True)
class Reply:
    """What a task answers: media type, content in pieces, and what else belongs into the HTTP answer.

    Without content there is no media type: it is empty.
    """

    media_type: str
    content: Iterable[bytes]
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


Task = Callable[[Generation], Reply]
#: Takes note of the client that a task was done for, and of the seconds it took.
Charge = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer on its way. ``rest`` is None where ``first`` is all of it.

    Whoever does not read ``rest`` to its end closes it. When it raises, what was read is not whole, and must
    not be shown as if it were.
    """

    generation: int
    media_type: str
    first: bytes
    rest: AsyncGenerator[bytes, None] | None
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)

    async def whole(self, longest: int) -> bytes:
        """Gather the answer.

        Raises:
            Problem: it is longer than that many bytes.
        """
        if self.rest is None:
            return self.first
        pieces, length = [self.first], len(self.first)
        async with aclosing(self.rest) as rest:
            async for piece in rest:
                pieces.append(piece)
                length += len(piece)
                if length > longest:
                    raise _too_much(longest)
        return b"".join(pieces)


@dataclass(frozen=True, slots=True)
class Load:
    """What an evaluator is doing: how many tasks it does and lets wait, how many more it could do at once.

    ``starting`` counts workers that are not ready yet, ``ended`` those that were ended so far, by reason.
    """

    running: int
    waiting: int
    idle: int
    starting: int = 0
    ended: Mapping[str, int] = field(default_factory=dict)


def nobody_counts(_client: str, _seconds: float) -> None:
    """Take no note."""


class Evaluator(Protocol):
    """Does tasks: so many at once, each within its time."""

    #: Told of every task when it is over.
    charge: Charge

    async def evaluate(self, task: Task, client: str, seconds: float) -> Outcome:
        """Do a task for a client.

        Raises:
            Problem: there is no room, or it took more time or memory than it may.
            KoinonError: what the task itself raised.
        """
        ...

    def load(self) -> Load:
        """Tell what is going on at this moment."""
        ...

    async def start(self) -> None:
        """Make ready."""
        ...

    async def stop(self) -> None:
        """End what is still going on."""
        ...


def too_many(inside: int) -> Problem:
    """Say that there is no room."""
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        f"{inside} queries are running or waiting already; ask again in a few seconds."
        if inside
        else "The workers of the service are being started; ask again in a few seconds.",
        {"Retry-After": "5"},
    )


def too_slow(seconds: float) -> Problem:
    """Say that the deadline has passed."""
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        f"The query took longer than the {seconds:g} seconds it may take; "
        "ask for less at a time, for instance with more patterns or a LIMIT.",
        {"Retry-After": "30"},
    )


def _too_much(longest: int) -> Problem:
    return Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"The result is longer than the {longest:,} bytes that are shown here; "
        "take it as JSON, CSV or Turtle, or add a LIMIT.",
    )
