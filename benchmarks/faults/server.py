"""The real server run on a store of its own, and what its processes hold."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from koinon.graph.addresses import DEFAULT_BASE
from koinon.graph.store.folder import create_store, writing
from koinon.graph.terms import quads_from_oxigraph

from ..world_store import WORLDS, world_files

_PROGRAM: Final = (sys.executable, "-c", "from koinon.service.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: its process and its port."""

    pid: int
    port: int

    def processes(self) -> list[int]:
        """Give the processes of the tree, the web process first."""
        parents: dict[int, list[int]] = {}
        for folder in Path("/proc").iterdir():
            if folder.name.isdecimal() and (parent := _parent(int(folder.name))):
                parents.setdefault(parent, []).append(int(folder.name))
        found = [self.pid]
        for pid in found:
            found += parents.get(pid, [])
        return found

    def megabytes(self) -> float:
        """Give the memory of the tree; what processes share is counted once (proportional set size)."""
        return sum(map(proportional_megabytes, self.processes()))


def proportional_megabytes(pid: int) -> float:
    """Give the memory of one process, from ``/proc/PID/smaps_rollup``; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def world_folder(triples: int) -> Path:
    """Give the store of a world as the program keeps it, made where there is none: 40 s a million triples."""
    path, made = WORLDS / str(triples) / "store", WORLDS / str(triples) / "store-made"
    if not made.exists():
        shutil.rmtree(path, ignore_errors=True)
        graphs, _ = world_files(triples)
        create_store(path, DEFAULT_BASE)
        with writing(path) as store:
            store.load(quads_from_oxigraph(ox.parse(path=str(graphs), format=ox.RdfFormat.N_QUADS)))
        made.touch()
    return path


@contextmanager
def serving(store: Path, **settings: object) -> Iterator[Server]:
    """Serve a store; settings go by their names."""
    variables = {f"KOINON_{name.upper()}": str(value) for name, value in settings.items()}
    command = [*_PROGRAM, "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | variables
    ) as process:
        try:
            assert process.stdout is not None
            found = (re.search(r"http://127\.0\.0\.1:(\d+)", line) for line in process.stdout)
            port = int(next(one[1] for one in found if one))
            # Its log is read, so that it never waits for somebody to do so.
            with subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL):
                yield Server(process.pid, port)
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=30)
        finally:
            process.kill()


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
