"""The writer's queue: whatever waits becomes one generation, and is answered when that is on the disk."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial

from koinon.graph.errors import KoinonError
from koinon.graph.store.generations import Generations

from .batch import Place, write_batch
from .children import Allowance, in_child
from .errors import KeyReused, WriterBusy, WriteTooCostly, error_of
from .parsing import form_of, parse_parts
from .remembered import Remembered
from .requests import (
    Asked,
    GraphAction,
    GraphWrite,
    IngestWrite,
    Outcome,
    Status,
    WithdrawWrite,
    Write,
)

#: Writes that may wait, and writes that become one generation.
WAITING, TOGETHER = 1_000, 200


@dataclass(slots=True)
class Counts:
    """What the writer has done since it was started."""

    writes: int = 0
    refused: int = 0
    generations: int = 0
    killed: int = 0


@dataclass(slots=True)
class _Waiting:
    asked: Asked
    done: asyncio.Future[Outcome] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class WriteQueue:
    """Takes writes, carries them out batch by batch, and answers each when its generation stands."""

    def __init__(self, place: Place, allowance: Allowance) -> None:
        self._place = place
        self._allowance = allowance
        self._waiting: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._held: _Waiting | None = None
        self._inside = 0
        self._empty = asyncio.Event()
        self._empty.set()
        self._parsing = asyncio.Semaphore(1)
        self.counts = Counts()

    async def submit(self, asked: Asked) -> Outcome:
        """Carry out a write; errors are told in the outcome. What it tells is on the disk."""
        if isinstance(asked.write, Status):
            return Outcome(details={"waiting": self._waiting.qsize(), **asdict(self.counts)})
        try:
            if self._waiting.qsize() >= WAITING:
                raise WriterBusy(f"{WAITING} writes are waiting already; write again in a few seconds.")
            waiting = _Waiting(replace(asked, write=await self._parsed(asked.write)))
        except KoinonError as error:
            self.counts.refused += 1
            return Outcome(error=type(error).__name__, sentence=str(error))
        self._inside += 1
        self._empty.clear()
        self._waiting.put_nowait(waiting)
        try:
            return await waiting.done
        finally:
            self._inside -= 1
            if not self._inside:
                self._empty.set()

    async def run(self) -> None:
        """Carry out what comes, until cancelled."""
        while True:
            batch = [await self._next()]
            while len(batch) < TOGETHER and not self._waiting.empty() and not _large(batch[0].asked.write):
                following = await self._next()
                if _large(following.asked.write):
                    self._held = following
                    break
                batch.append(following)
            await self._carry_out(batch)

    async def emptied(self) -> None:
        """Wait until nothing waits and nothing is being carried out."""
        await self._empty.wait()

    async def _next(self) -> _Waiting:
        if self._held is not None:
            held, self._held = self._held, None
            return held
        return await self._waiting.get()

    async def _parsed(self, write: Write) -> Write:
        if not isinstance(write, GraphWrite) or write.action is GraphAction.DELETE:
            return write
        for part in write.parts:
            form_of(part.media_type)
        root = self._place.addresses.base
        async with self._parsing:
            work = partial(_parse, write, root)
            found = json.loads(await in_child(work, self._allowance))
        if "error" in found:
            raise error_of(found["error"], found["sentence"])
        return replace(write, parts=(), statements=found["statements"].encode())

    async def _carry_out(self, batch: Sequence[_Waiting]) -> None:
        outcomes = await self._outcomes([waiting.asked for waiting in batch])
        self.counts.generations += any(outcome.changed for outcome in outcomes)
        for waiting, outcome in zip(batch, outcomes, strict=True):
            self.counts.writes += not outcome.error
            self.counts.refused += bool(outcome.error)
            if not waiting.done.done():
                waiting.done.set_result(outcome)

    async def _outcomes(self, batch: Sequence[Asked]) -> list[Outcome]:
        allowance = Allowance(None, None) if _large(batch[0].write) else self._allowance
        try:
            answer = await in_child(partial(write_batch, self._place, batch), allowance)
            return [Outcome(**fields) for fields in json.loads(answer)]
        except WriteTooCostly as error:
            self.counts.killed += 1
            if len(batch) > 1:
                # One of them was too much: each is tried alone. What stands already is remembered.
                return [outcome for asked in batch for outcome in await self._outcomes([asked])]
            return [self._remembered(batch[0]) or Outcome(error=type(error).__name__, sentence=str(error))]

    def _remembered(self, asked: Asked) -> Outcome | None:
        """Look whether a write that was killed had come to stand just before."""
        generations = Generations(self._place.path)
        with suppress(KeyReused):
            return Remembered(generations.note(generations.current())).find(asked)
        return None


def _large(write: Write) -> bool:
    """Tell of a write that is a generation of its own and may take its time: who sends it is trusted."""
    return isinstance(write, IngestWrite | WithdrawWrite)


def _parse(write: GraphWrite, root: str) -> bytes:
    try:
        found = {"statements": parse_parts(write.parts, write.base, root).decode()}
    except KoinonError as error:
        found = {"error": type(error).__name__, "sentence": str(error)}
    return json.dumps(found, ensure_ascii=False).encode()
