"""K workers, and who gets one of them next."""

import asyncio
import logging
import pickle
from collections import Counter, deque
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from koinon.graph.errors import KoinonError
from koinon.graph.store.places import Folder, Keeping, kept

from ..evaluation import Charge, Load, Outcome, Task, nobody_counts, too_many
from ..generations import Generations
from ..settings import Settings
from .confinement import Limits
from .connection import Connection
from .frames import FrameKind, frame
from .lease import Lease
from .nursery import Nursery
from .preparing import prepare
from .worker import Work

_LOG = logging.getLogger(__name__)
_MEGABYTE: Final = 1_000_000
# Between attempts to start a worker where the last one failed, in seconds; then between looks for news.
_PAUSE: Final = 1.0
_PREPARING: Final = 120.0
_OURSELVES: Final = ""
# Why a worker ends that was not made to: it leaves its place to one that has grown less.
_RENEWED: Final = "renewed"


class WorkerPool:
    """Does tasks in processes that can be killed. It implements the ``Evaluator`` protocol.

    One client never holds all workers that live, nor more than half of the queue.
    """

    def __init__(self, place: Path | Keeping, settings: Settings) -> None:
        """Serve the store at a place; no process starts before ``start``."""
        self.charge: Charge = nobody_counts
        self._settings = settings
        keeping = kept(place)
        self._generations = Generations.followed(keeping)
        self._kept = TemporaryDirectory(prefix="koinon-")
        opening = partial(Generations.at, keeping, Path(self._kept.name))
        self._memory = settings.worker_megabytes * _MEGABYTE
        self._nursery = Nursery(opening, Limits(self._memory, network=not isinstance(keeping, Folder)))
        self._idle: list[Connection] = []
        self._waiting: deque[tuple[str, asyncio.Future[Connection]]] = deque()
        self._running: Counter[str] = Counter()
        self._leases: dict[Connection, Lease] = {}
        self._ended: Counter[str] = Counter()
        self._starting: set[asyncio.Task[None]] = set()
        self._preparing: asyncio.Task[None] | None = None
        self._stopped = False

    @property
    def pids(self) -> list[int]:
        """Give the processes that wait for work."""
        return [worker.pid for worker in self._idle]

    def load(self) -> Load:
        """Tell what is going on at this moment."""
        waiting, idle = len(self._waiting), len(self._idle)
        return Load(self._running.total(), waiting, idle, len(self._starting), dict(self._ended))

    async def start(self) -> None:
        """Start the workers, and return when the first is ready.

        Raises:
            StoreError: the store cannot be opened.
        """
        self._idle.append(await self._nursery.worker(self._gone))
        for _ in range(self._settings.concurrency - 1):
            self._replace()
        self._preparing = asyncio.create_task(self._keep_prepared())

    async def stop(self) -> None:
        """Kill every worker."""
        self._stopped = True
        tasks = [*self._starting, *([self._preparing] if self._preparing else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for lease in list(self._leases.values()):
            await lease.stop()
        for worker in self._idle:
            worker.kill()
        self._nursery.close()
        await asyncio.sleep(0)  # for the connections to close
        self._kept.cleanup()

    async def evaluate(self, task: Task, client: str, seconds: float) -> Outcome:
        """Do a task for a client. Its time counts from now on; it may wait for its turn half of it.

        Raises:
            Problem: there is no room, or the task took more time or memory than it may.
            KoinonError: what the task itself raised.
        """
        work = frame(
            FrameKind.WORK,
            pickle.dumps(Work(task, seconds, self._settings.result_bytes, client == _OURSELVES)),
        )
        loop = asyncio.get_running_loop()
        arrived = loop.time()
        worker = await self._worker_for(client, seconds / 2)
        begun = loop.time()
        give_back = partial(self._take_back, worker, client, begun)
        left = seconds - (begun - arrived)
        lease = Lease(worker, seconds, left, self._settings.transfer_seconds, self._memory, give_back)
        self._leases[worker] = lease
        return await lease.answer(work)

    async def _worker_for(self, client: str, patience: float) -> Connection:
        if self._idle and self._may_run(client):
            self._running[client] += 1
            return self._idle.pop()
        self._require_room(client)
        waiting: asyncio.Future[Connection] = asyncio.get_running_loop().create_future()
        self._waiting.append((client, waiting))
        try:
            # Not wait_for: until Python 3.12 it loses a cancellation that comes together with the worker.
            async with asyncio.timeout(patience):
                return await asyncio.shield(waiting)
        except TimeoutError:
            self._give_up(client, waiting)
            raise too_many(self._inside) from None
        except asyncio.CancelledError:
            self._give_up(client, waiting)
            raise

    def _may_run(self, client: str) -> bool:
        """Tell whether a client may have another worker: the last one that lives is left to others."""
        living = len(self._idle) + self._running.total()
        return self._running[client] < max(1, living - 1)

    def _require_room(self, client: str) -> None:
        mine = sum(waits == client for waits, _ in self._waiting)
        if len(self._waiting) >= self._settings.queue or mine >= max(1, self._settings.queue // 2):
            raise too_many(self._inside)

    @property
    def _inside(self) -> int:
        return self._running.total() + len(self._waiting)

    def _give_up(self, client: str, waiting: "asyncio.Future[Connection]") -> None:
        if waiting.done() and not waiting.cancelled() and waiting.exception() is None:
            self._leave(client)
            self._idle.append(waiting.result())  # it came in the same moment
            self._hand_out()
        else:
            waiting.cancel()
            self._waiting = deque(one for one in self._waiting if one[1] is not waiting)

    def _take_back(
        self, worker: Connection, client: str, begun: float, usable: bool, why: str | None
    ) -> None:
        self._leave(client)
        self._leases.pop(worker, None)
        if client != _OURSELVES:
            self.charge(client, asyncio.get_running_loop().time() - begun)
        if usable and not worker.closed:
            self._idle.append(worker)
            self._hand_out()
            return
        self._ended[why or _RENEWED] += 1
        if why:
            _LOG.warning("A worker was ended: %s.", why)
        worker.kill()
        self._replace()

    def _leave(self, client: str) -> None:
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]

    def _hand_out(self) -> None:
        """Give idle workers to those who wait, in turn, but none to a client that has its share."""
        for client, waiting in list(self._waiting):
            if not self._idle:
                return
            if self._may_run(client):
                self._waiting.remove((client, waiting))
                self._running[client] += 1
                waiting.set_result(self._idle.pop())

    def _gone(self, worker: Connection) -> None:
        """Replace a worker that died while it had nothing to do; a lease tells of its own."""
        if worker in self._idle:
            self._idle.remove(worker)
            self._replace()

    def _replace(self) -> None:
        if not self._stopped:
            starting = asyncio.create_task(self._start_one())
            self._starting.add(starting)
            starting.add_done_callback(self._starting.discard)

    async def _start_one(self) -> None:
        while True:
            try:
                self._idle.append(await self._nursery.worker(self._gone))
            except KoinonError as error:
                _LOG.error("%s", error)
                self._disappoint(error)
                await asyncio.sleep(_PAUSE)
            else:
                self._hand_out()
                return

    def _disappoint(self, error: KoinonError) -> None:
        """Tell all who wait why there is no worker for them, where there is none at all."""
        if self._idle or self._running:
            return
        while self._waiting:
            _, waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_exception(error)

    async def _keep_prepared(self) -> None:
        """Prepare every new generation before anybody asks for what takes long to compute."""
        prepared = -1
        while not self._stopped:
            try:
                if (newest := self._generations.newest()) != prepared:
                    await (await self.evaluate(prepare, _OURSELVES, _PREPARING)).whole(_MEGABYTE)
                    prepared = newest
            except KoinonError as error:
                _LOG.warning("The newest generation could not be prepared: %s", error)
            await asyncio.sleep(_PAUSE)
