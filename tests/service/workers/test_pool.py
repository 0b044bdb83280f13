"""The pool asked directly: tasks of these tests, done in its processes."""

import asyncio
import os
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest

from koinon.graph.errors import QueryError, StoreMissing
from koinon.graph.store.folder import create_store, writing
from koinon.graph.store.seam import WHOLE, Change
from koinon.graph.terms import IRI, Quad, text
from koinon.service.evaluation import Reply
from koinon.service.generations import Generation
from koinon.service.problems import Problem
from koinon.service.settings import Settings
from koinon.service.sparql.answering import answer_query
from koinon.service.workers.pool import WorkerPool

from .conftest import BASE, LOOKUP, eventually, numbered, processor_seconds, settled


def words(text: str) -> Reply:
    return Reply("text/plain", (text.encode(),))


def count(generation: Generation) -> Reply:
    return words(f"{generation.number} {len(list(generation.store.quads()))} {os.getpid()}")


def sleep(generation: Generation, seconds: float) -> Reply:
    time.sleep(seconds)
    return words(str(generation.number))


def spin(_: Generation) -> Reply:
    while True:
        pass


def grow(_: Generation) -> Reply:
    held = []
    while True:
        held.append(bytearray(10_000_000))


def leave(_: Generation) -> Reply:
    os._exit(1)


def err(_: Generation, kind: type[Exception]) -> Reply:
    raise kind("It is so.")


def long(_: Generation, pieces: int, fail: bool) -> Reply:
    def content() -> Iterator[bytes]:
        for _piece in range(pieces):
            yield b"x" * 100_000
        if fail:
            raise QueryError("It broke on the way.")

    return Reply("text/plain", content())


def federate(_: Generation, port: int) -> Reply:
    """Ask the engine itself, past every guard."""
    try:
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/sparql> {{ ?s ?p ?o }} }}"
        return words(str(list(ox.Store().query(query))))  # type: ignore[arg-type]
    except (OSError, RuntimeError) as error:
        return words(f"refused: {error}")


def connect(_: Generation, port: int) -> Reply:
    try:
        socket.create_connection(("127.0.0.1", port), 1)
    except OSError as error:
        return words(f"refused: {error.strerror}")
    return words("connected")


def write(_: Generation, path: Path) -> Reply:
    try:
        with path.open("wb") as file:
            for _piece in range(30):
                file.write(bytes(50_000_000))
    except OSError as error:
        return words(f"refused: {error.strerror}")
    return words("written")


Use = Callable[[WorkerPool], Awaitable[None]]


def with_pool(folder: Path, use: Use, **settings: object) -> None:
    async def run() -> None:
        pool = WorkerPool(folder, Settings.model_validate({"concurrency": 2, **settings}))
        await pool.start()
        try:
            await use(await settled(pool, 2))
        finally:
            await pool.stop()

    asyncio.run(run())


async def text_of(pool: WorkerPool, task: partial[Reply], seconds: float = 10.0, client: str = "a") -> str:
    return (await (await pool.evaluate(task, client, seconds)).whole(1 << 30)).decode()


def test_a_task_sees_the_newest_generation(tmp_path: Path) -> None:
    create_store(tmp_path / "store", BASE)

    async def use(pool: WorkerPool) -> None:
        assert (await text_of(pool, partial(count))).startswith("0 0 ")
        old = asyncio.create_task(text_of(pool, partial(sleep, seconds=0.5)))
        await asyncio.sleep(0.2)
        with writing(tmp_path / "store") as store:
            store.load(numbered(3))
        for _ in range(3):
            assert (await text_of(pool, partial(count))).startswith("1 3 ")
        assert await old == "0"

    with_pool(tmp_path / "store", use)


def test_a_missing_store_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        WorkerPool(tmp_path / "none", Settings())


def test_a_short_answer_is_complete_at_once(folder: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        accept = ["text/csv"]
        task = partial(answer_query, text=LOOKUP, accept=accept, dataset=WHOLE, own=False)
        outcome = await pool.evaluate(task, "a", 10)
        assert outcome.rest is None
        assert outcome.first == b"o\r\nvalue 7\r\n"

    with_pool(folder, use)


def test_the_pool_stops_in_the_moment_a_worker_is_handed_on(folder: Path) -> None:
    async def run() -> None:
        pool = WorkerPool(folder, Settings(concurrency=1))
        await pool.start()
        # What the pool prepares by itself waits for the only worker, which is its own in the next moment.
        await text_of(pool, partial(count))
        async with asyncio.timeout(30):
            await pool.stop()

    asyncio.run(run())


def test_errors_come_back_as_what_they_were(folder: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        for kind in (QueryError, StoreMissing):
            with pytest.raises(kind, match="It is so"):
                await pool.evaluate(partial(err, kind=kind), "a", 5)
        with pytest.raises(Exception, match="should not have happened: RuntimeError"):
            await pool.evaluate(partial(err, kind=RuntimeError), "a", 5)

    with_pool(folder, use)


def test_what_takes_too_long_is_killed(folder: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        await text_of(pool, partial(count))
        with pytest.raises(Problem, match=r"0\.3 seconds"):
            await pool.evaluate(spin, "a", 0.3)
        assert (await text_of(pool, partial(count))).startswith("1 ")

    with_pool(folder, use)


@pytest.mark.parametrize("task", [grow, leave], ids=["too much memory", "death"])
def test_a_worker_that_dies_is_told_and_replaced(folder: Path, task: Callable[[Generation], Reply]) -> None:
    async def use(pool: WorkerPool) -> None:
        for _ in range(3):
            with pytest.raises(Problem, match="100 MB"):
                await pool.evaluate(task, "a", 10)
        assert (await text_of(pool, partial(count))).startswith("1 ")

    with_pool(folder, use, worker_megabytes=100)


def test_a_task_given_up_uses_no_processor(folder: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        _, _, pid = (await text_of(pool, partial(count))).split()
        for _ in range(2):
            asking = asyncio.create_task(pool.evaluate(spin, "a", 10))
            await asyncio.sleep(0.2)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
        await asyncio.sleep(0.6)
        used = processor_seconds(int(pid))
        await asyncio.sleep(0.3)
        assert processor_seconds(int(pid)) - used < 0.05

    with_pool(folder, use)


def test_an_answer_waits_for_its_reader(folder: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        outcome = await pool.evaluate(partial(long, pieces=300, fail=False), "a", 5)
        assert outcome.rest is not None
        await asyncio.sleep(0.3)
        held = sum(len(worker._arrived) for worker in pool._idle)
        assert held == 0
        assert len(await outcome.whole(1 << 30)) == 30_000_000

    with_pool(folder, use)


def test_half_an_answer_is_never_taken_for_a_whole(folder: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        with pytest.raises(QueryError, match="on the way"):
            await (await pool.evaluate(partial(long, pieces=10, fail=True), "a", 5)).whole(1 << 30)
        with pytest.raises(QueryError, match="1,000,000 bytes"):
            await (await pool.evaluate(partial(long, pieces=30, fail=False), "a", 5)).whole(1 << 30)

    with_pool(folder, use, result_bytes=1_000_000)


def test_an_answer_that_is_not_taken_is_ended(folder: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        outcome = await pool.evaluate(partial(long, pieces=300, fail=False), "a", 1.0)
        await asyncio.sleep(1.5)
        with pytest.raises(Problem, match="not taken in time"):
            await outcome.whole(1 << 30)

    with_pool(folder, use, transfer_seconds=0.2)


def test_a_client_never_holds_all_workers_nor_all_of_the_queue(folder: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        greedy = [asyncio.create_task(text_of(pool, partial(sleep, seconds=2))) for _ in range(6)]
        await asyncio.sleep(0.05)
        assert (await text_of(pool, partial(count), client="b")).startswith("1 ")
        assert not all(task.done() for task in greedy)
        told = await asyncio.gather(*greedy, return_exceptions=True)
        assert sum(isinstance(one, Problem) for one in told) == 3

    with_pool(folder, use, queue=4)


def test_the_seconds_of_work_are_counted_against_the_client(folder: Path) -> None:
    charged: list[tuple[str, float]] = []

    async def use(pool: WorkerPool) -> None:
        pool.charge = lambda client, seconds: charged.append((client, seconds))
        await text_of(pool, partial(sleep, seconds=0.2), client="b")

    with_pool(folder, use)
    (one,) = charged
    assert one[0] == "b"
    assert one[1] >= 0.2


def test_no_worker_reaches_the_network_whatever_it_is_asked(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.3)
        port = listening.getsockname()[1]

        async def use(pool: WorkerPool) -> None:
            assert "refused" in await text_of(pool, partial(federate, port=port))
            assert "refused" in await text_of(pool, partial(connect, port=port))

        with_pool(folder, use)
        with pytest.raises(TimeoutError):
            listening.accept()


def test_no_worker_writes_files_without_end(folder: Path, tmp_path: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        assert "refused" in await text_of(pool, partial(write, path=tmp_path / "file"), 30)

    with_pool(folder, use)
    assert (tmp_path / "file").stat().st_size <= 1 << 30


def test_workers_die_with_their_pool(folder: Path) -> None:
    pids: list[int] = []

    async def use(pool: WorkerPool) -> None:
        pids.extend(pool.pids)

    with_pool(folder, use)
    assert eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


def test_a_query_of_the_web_is_answered_after_the_store_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "store"
    create_store(path, BASE)
    quad = Quad(IRI("http://e/s"), IRI("http://e/p"), text("x"), IRI("http://e/g"))

    async def use(pool: WorkerPool) -> None:
        for change in (Change(added=frozenset({quad})), Change(removed=frozenset({quad}))) * 3:
            with writing(path) as store:
                store.apply(change)
                number = store.generation
            assert (await text_of(pool, partial(count))).startswith(f"{number} {len(change.added)} ")

    with_pool(path, use)
