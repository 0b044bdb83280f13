"""Work on the data: named where the web is, done where the data are.

A route names a task, a function of one generation, and gets its answer in bytes; where and how it is done
is the evaluator's affair (``workers.pool`` in processes that can be killed, ``workers.in_process`` in
threads). A task is a function of a module with plain values bound to its keywords, so that it can be named
to another process::

    partial(network_of, filters=filters, languages=("fr",))
"""

from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Protocol

from .generations import Generation


@dataclass(frozen=True, slots=True)
class Reply:
    """What a task answers: media type, content in pieces, and what else belongs into the HTTP answer."""

    media_type: str
    content: Iterable[bytes]
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


Task = Callable[[Generation], Reply]


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


class Evaluator(Protocol):
    """Does tasks: so many at once, each within its time, in fairness to all who ask."""

    async def evaluate(self, task: Task, client: str, seconds: float) -> Outcome:
        """Do a task for a client.

        Raises:
            Problem: there is no room, or it took more time or memory than it may.
            KoinonError: what the task itself raised.
        """
        ...

    async def start(self) -> None:
        """Make ready."""
        ...

    async def stop(self) -> None:
        """End what is still going on."""
        ...
