"""Answers kept for whoever asks the same again, as long as the generation they come from is the newest."""

import asyncio
import pickle
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from .evaluation import Outcome, Task, too_slow

# One answer never takes more than this part of the room.
_LARGEST: Final = 1 / 8
# What an answer takes besides its bytes and its key.
_OVERHEAD: Final = 1_000


@dataclass(slots=True)
class Counted:
    """How often an answer was at hand, and how often it was not."""

    hits: int = 0
    misses: int = 0


class KeptAnswers:
    """Keeps whole answers, those asked for least recently going first when there is no more room.

    A task is a function with plain values bound to it, so that two tasks that are written the same give the
    same answer on the same generation. Several who ask the same at once wait for one of them.
    """

    def __init__(self, room: int) -> None:
        """Keep answers of so many bytes together; 0 keeps none."""
        #: Bytes of answers that may be kept.
        self.room = room
        self._used = 0
        self._kept: OrderedDict[tuple[int, bytes], Outcome] = OrderedDict()
        self._coming: dict[tuple[int, bytes], asyncio.Future[None]] = {}
        self._newest = -1
        self.counted = Counted()

    async def answer(
        self, generation: int, task: Task, ask: Callable[[], Awaitable[Outcome]], seconds: float
    ) -> Outcome:
        """Give the answer of a task on the newest generation, asking for it only where it is not kept.

        Args:
            generation: number of the newest generation.
            task: what is asked.
            ask: asks for it.
            seconds: how long whoever asks will wait.

        Raises:
            Problem: somebody else's same question took longer than that.
            KoinonError: what asking raised.
        """
        if not self.room:
            return await ask()
        self._move_to(generation)
        key = generation, pickle.dumps(task)
        if (found := self._find(key)) is not None:
            return found
        if (coming := self._coming.get(key)) is not None:
            await _wait(coming, seconds)
            if (found := self._find(key)) is not None:
                return found
            # The first gave up, failed, or found too much to be kept: everyone for himself.
            return await ask()
        return await self._first(key, ask)

    async def _first(self, key: tuple[int, bytes], ask: Callable[[], Awaitable[Outcome]]) -> Outcome:
        coming = self._coming[key] = asyncio.get_running_loop().create_future()
        self.counted.misses += 1
        try:
            outcome = await ask()
            self._keep((outcome.generation, key[1]), outcome)
            return outcome
        finally:
            del self._coming[key]
            coming.set_result(None)

    def _find(self, key: tuple[int, bytes]) -> Outcome | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            self.counted.hits += 1
        return found

    def _keep(self, key: tuple[int, bytes], outcome: Outcome) -> None:
        size = _size(key, outcome)
        whole = outcome.rest is None and outcome.status == HTTPStatus.OK
        if not whole or size > self.room * _LARGEST or key in self._kept or key[0] < self._newest:
            return
        self._kept[key] = outcome
        self._used += size
        while self._used > self.room:
            self._used -= _size(*self._kept.popitem(last=False))

    def _move_to(self, generation: int) -> None:
        """Let go of what older generations answered."""
        if generation != self._newest:
            self._newest = generation
            for key in [key for key in self._kept if key[0] != generation]:
                self._used -= _size(key, self._kept.pop(key))


async def _wait(coming: asyncio.Future[None], seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await asyncio.shield(coming)
    except TimeoutError:
        raise too_slow(seconds) from None


def _size(key: tuple[int, bytes], outcome: Outcome) -> int:
    return len(key[1]) + len(outcome.first) + _OVERHEAD
