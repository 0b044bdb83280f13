"""A store in a folder, and the real server on it, with limits that a test can wait for."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from koinon.graph.store.folder import create_store, writing
from koinon.graph.terms import IRI, Quad, text
from koinon.service.workers.pool import WorkerPool

BASE = "http://127.0.0.1:8000/"
SECONDS = 1.0
LOOKUP = "SELECT ?o WHERE { <http://e/7> <http://e/p> ?o }"


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    pid: int
    address: str

    def ask(self, query: str, accept: str = "text/csv", **parameters: str) -> httpx.Response:
        """Ask a query."""
        content = query.encode()
        headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
        url = f"{self.address}/sparql"
        return httpx.post(url, params=parameters, content=content, headers=headers, timeout=30)

    def workers(self) -> list[int]:
        """Give the worker processes, without their template."""
        return [worker for template in children(self.pid) for worker in children(template)]


def children(pid: int) -> list[int]:
    """Give the processes that a process made."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == pid and fields[0] != "Z":
                found.append(int(folder.name))
    return sorted(found)


def processor_seconds(pid: int) -> float:
    """Give the processor time a process has used; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def eventually(holds: Callable[[], bool], seconds: float = 120.0) -> bool:
    """Wait until something holds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


async def settled(pool: WorkerPool, workers: int) -> WorkerPool:
    """Wait until a pool has prepared its generation, which uses up a worker, and all workers are there."""

    def ready() -> bool:
        load = pool.load()
        return load.idle == workers and bool(load.ended)

    assert await asyncio.to_thread(eventually, ready, 60)
    return pool


def numbered(count: int) -> Iterator[Quad]:
    """Say one thing of each of so many things."""
    for number in range(count):
        yield Quad(IRI(f"http://e/{number}"), IRI("http://e/p"), text(f"value {number}"), IRI("http://e/g"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 2000 things in a folder."""
    path = tmp_path_factory.mktemp("workers") / "store"
    create_store(path, BASE)
    with writing(path) as store:
        store.load(numbered(2000))
    return path


@contextmanager
def running(path: Path, **settings: str) -> Iterator[Server]:
    """Run the server on a store."""
    program = [sys.executable, "-c", "from koinon.service.cli import main; main()"]
    variables = {f"KOINON_{name.upper()}": value for name, value in settings.items()}
    command = [*program, "serve", "--store", str(path), "--port", "0"]
    with subprocess.Popen(
        command, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True, env=os.environ | variables
    ) as server:
        try:
            assert server.stdout is not None
            lines = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in server.stdout)
            yield Server(server.pid, next(found[0] for found in lines if found))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=15)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """A server whose queries may take a second and 200 MB, and whose clients may ask without end."""
    limits = {"query_seconds": f"{SECONDS:g}", "worker_megabytes": "200", "concurrency": "3"}
    with running(folder, **limits, client_seconds="1000000", client_faults="1000000") as found:
        assert eventually(lambda: found.ask(LOOKUP).status_code == 200)
        assert eventually(lambda: len(found.workers()) == 3)
        yield found
