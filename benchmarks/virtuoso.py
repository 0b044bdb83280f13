"""Virtuoso over a world, as a server of its own on loopback ports."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import quote

import httpx

from .servers import Server, free_port
from .world_store import WORLDS, world_files

_SETTINGS: Final = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DirsAllowed = {files}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
ServerThreads = 10
MaxKeepAlives = 10
[SPARQL]
ResultSetMaxRows = 1000000
MaxConstructTriples = 10000000
MaxQueryExecutionTime = {limit}
"""
_UNION: Final = "http://127.0.0.1/union"


def installed() -> bool:
    """Say whether Virtuoso and its command line are on this machine."""
    return bool(shutil.which("virtuoso-t") and shutil.which("isql-vt"))


@contextmanager
def virtuoso(triples: int) -> Iterator[Server]:
    """Run Virtuoso over the named graphs of a world, loaded where they are not yet."""
    graphs, _ = world_files(triples)
    with _serving(WORLDS / str(triples) / "virtuoso", graphs, "http://127.0.0.1/none", 3600) as server:
        yield server


@contextmanager
def virtuoso_union(triples: int, limit: int) -> Iterator[Server]:
    """Run Virtuoso over the union of the graphs as one graph, which is what it answers fastest from.

    Over named graphs it would find a statement once for each graph. A query has ``limit`` seconds.
    """
    _, union = world_files(triples)
    with _serving(WORLDS / str(triples) / "virtuoso-union", union, _UNION, limit) as server:
        yield replace(server, path=f"/sparql?default-graph-uri={quote(_UNION, safe='')}")


@contextmanager
def _serving(folder: Path, file: Path, graph: str, limit: int) -> Iterator[Server]:
    folder.mkdir(exist_ok=True)
    port, sql_port = free_port(), free_port()
    settings = _SETTINGS.format(port=port, sql_port=sql_port, files=file.parent, limit=limit)
    (folder / "virtuoso.ini").write_text(settings, encoding="utf-8")
    command = [str(shutil.which("virtuoso-t")), "+foreground", "+configfile", "virtuoso.ini"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(process, port)
            if not (folder / "loaded").exists():
                _load(sql_port, file, graph)
                (folder / "loaded").touch()
            yield Server("virtuoso", process.pid, port, "/sparql")
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: "subprocess.Popen[bytes]", port: int, seconds: float = 120) -> None:
    """Wait until the server answers; raises RuntimeError where it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            asked = httpx.get(f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D", timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.5)
            continue
        if asked.status_code == httpx.codes.OK:
            return
    raise RuntimeError("Virtuoso did not start.")


def _load(sql_port: int, file: Path, graph: str) -> None:
    statements = f"ld_dir('{file.parent}', '{file.name}', '{graph}'); rdf_loader_run(); checkpoint;"
    command = ["isql-vt", str(sql_port), "dba", "dba", f"exec={statements}"]
    subprocess.run(command, check=True, capture_output=True, timeout=3600)
