"""Servers started for a measurement, on loopback ports of their own, and ended with it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph as ox

from koinon.graph.addresses import DEFAULT_BASE
from koinon.graph.store import create_store, writing
from koinon.graph.terms import quads_from_oxigraph

from .world_store import WORLDS, world_files, world_store


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its process, its port, the path of its endpoint."""

    name: str
    pid: int
    port: int
    path: str


@contextmanager
def koinon(triples: int, **settings: object) -> Iterator[Server]:
    """Run Koinon over a world."""
    given = {f"KOINON_{name.upper()}": str(value) for name, value in settings.items()}
    program = [sys.executable, "-c", "from koinon.service.cli import main; main()"]
    port = free_port()
    command = [*program, "serve", "--store", koinon_store(triples), "--port", port]
    with running("koinon", command, port, "/sparql", given) as server:
        _settle(server.pid)
        yield server


@contextmanager
def oxigraph(triples: int, limit: int = 0) -> Iterator[Server]:
    """Run the native Oxigraph server over the same quads, its default graph their union too."""
    world_store(triples).close()
    program, port = Path(sys.executable).parent / "oxigraph", free_port()
    database = WORLDS / str(triples) / "database"
    command = [program, "serve-read-only", "--location", database, "--bind", f"127.0.0.1:{port}"]
    command += ["--timeout-s", limit] if limit else []
    with running("oxigraph", command, port, "/query") as server:
        yield server


@contextmanager
def rdflib_endpoint(triples: int) -> Iterator[Server]:
    """Run rdflib-endpoint over the union of the same quads."""
    _, union = world_files(triples)
    port = free_port()
    rival = [sys.executable, "-m", "uvicorn", "--factory", "benchmarks.rival:app", "--log-level", "warning"]
    with running(
        "rdflib-endpoint", [*rival, "--port", port], port, "/sparql", {"RIVAL_FILE": str(union)}
    ) as server:
        yield server


def koinon_store(triples: int) -> Path:
    """Give the folder of a store that holds a world, made where it is not yet."""
    path = WORLDS / str(triples) / "store"
    done = path / "loaded"
    if not done.exists():
        graphs, _ = world_files(triples)
        if not path.exists():
            create_store(path, DEFAULT_BASE)
        with writing(path) as store:
            parsed = ox.parse(path=str(graphs), format=ox.RdfFormat.N_QUADS)
            store.load(quads_from_oxigraph(parsed))
        done.touch()
    return path


def _settle(pid: int, longest: float = 120) -> None:
    """Wait until a server has done what it does of itself after its start, such as building its index."""
    end = time.monotonic() + longest
    while time.monotonic() < end:
        used = tree_seconds(pid)
        time.sleep(2)
        if tree_seconds(pid) - used < 0.1:
            return


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def tree_memory(pid: int) -> int:
    """Give the bytes a process and all it started occupy, what they share counted once."""
    return sum(map(_proportional, _tree(pid)))


def tree_seconds(pid: int) -> float:
    """Give the processor time that a process and what it started have used."""
    return sum(map(_processor_time, _tree(pid)))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _processor_time(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(
    name: str,
    command: Sequence[object],
    port: int,
    path: str,
    variables: Mapping[str, str] | None = None,
    seconds: float = 300,
) -> Iterator[Server]:
    """Run a server until the block ends, which begins when its endpoint answers."""
    environment = {**os.environ, **(variables or {})}
    with subprocess.Popen(
        list(map(str, command)), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            end = time.monotonic() + seconds
            while not _answers(port, path):
                if process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"{name} did not start.")
                time.sleep(0.1)
            yield Server(name, process.pid, port, path)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(port: int, path: str) -> bool:
    try:
        asked = httpx.get(f"http://127.0.0.1:{port}{path}?query=ASK%7B%7D", timeout=5, trust_env=False)
    except httpx.TransportError:
        return False
    return asked.status_code == httpx.codes.OK
