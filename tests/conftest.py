"""Fixtures that every test may use: the corpora, and engines that keep a store elsewhere.

The engines are started once a session, on loopback ports, and ended with it. Where one is not installed its
tests are skipped; scripts/install_servers.sh installs all of them.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from hypothesis import settings

from koinon.graph.store.remote import Credentials, Endpoint

# No test is timed. Where CI runs, examples are the same every time: a run that fails can be run again.
settings.register_profile("koinon", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("koinon")

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 60

VIRTUOSO_INI = """
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
DirsAllowed = .
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
ServerThreads = 10
MaxKeepAlives = 10
[SPARQL]
ResultSetMaxRows = 10000
"""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real corpora, authorities and specifications, named by KOINON_SHARED."""
    folder = (ROOT / os.environ.get("KOINON_SHARED", "../shared")).resolve()
    if not (folder / "corpus").is_dir():
        pytest.skip(f"the shared corpora are not at {folder} (KOINON_SHARED names their folder)")
    return folder


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def _running(command: Sequence[object], folder: Path, port: int) -> Iterator[None]:
    """Run a server until the block ends; it has started when its port answers HTTP."""
    with (folder / "output.txt").open("wb") as output:
        server = subprocess.Popen(
            list(map(str, command)),
            cwd=folder,
            stdout=output,
            stderr=output,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - no other thread runs while servers are started
        )
    try:
        end = time.monotonic() + SECONDS_TO_START
        while not _answers(port):
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail(f"{command[0]} did not start: {(folder / 'output.txt').read_text()[-2000:]}")
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _end_with_parent() -> None:
    """Let Linux end the server when the tests are killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _answers(port: int) -> bool:
    with contextlib.suppress(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{port}/", timeout=5, trust_env=False)
        return True
    return False


def _found(variable: str, *places: str | Path | None) -> Path | None:
    named = os.environ.get(variable)
    paths = [Path(place) for place in (named, *places) if place]
    return next((path for path in paths if path.is_file()), None)


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """A native Oxigraph server, with a default graph of its own."""
    beside = Path(sys.executable).parent / "oxigraph"
    program = _found("KOINON_OXIGRAPH", beside, shutil.which("oxigraph"))
    if program is None:
        pytest.skip("the Oxigraph server is not installed (pip install oxigraph, or KOINON_OXIGRAPH)")
    folder, port = tmp_path_factory.mktemp("oxigraph"), _free_port()
    command = [program, "serve", "--location", folder / "data", "--bind", f"127.0.0.1:{port}"]
    with _running(command, folder, port):
        address = f"http://127.0.0.1:{port}"
        yield Endpoint(f"{address}/query", f"{address}/update", f"{address}/store")


@pytest.fixture(scope="session")
def fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """Apache Jena Fuseki with a TDB2 dataset on disk."""
    jars = sorted((ROOT / "build" / "servers").glob("jena-fuseki-server-*.jar"))
    jar, java = _found("KOINON_FUSEKI_JAR", *jars), shutil.which("java")
    if jar is None or java is None:
        pytest.skip("Fuseki or Java is not installed (scripts/install_servers.sh, or KOINON_FUSEKI_JAR)")
    folder, port = tmp_path_factory.mktemp("fuseki"), _free_port()
    (folder / "data").mkdir()
    dataset = ["--localhost", f"--port={port}", "--update", "--tdb2", "--loc=data", "/ds"]
    with _running([java, "-Xmx512m", "-jar", jar, *dataset], folder, port):
        address = f"http://127.0.0.1:{port}/ds"
        yield Endpoint(f"{address}/query", f"{address}/update", f"{address}/data")


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """Virtuoso 7, read without credentials and written to with its first user's."""
    program = _found("KOINON_VIRTUOSO", shutil.which("virtuoso-t"))
    if program is None:
        pytest.skip("Virtuoso is not installed (scripts/install_servers.sh, or KOINON_VIRTUOSO)")
    folder, port = tmp_path_factory.mktemp("virtuoso"), _free_port()
    ini = VIRTUOSO_INI.format(port=port, sql_port=_free_port())
    (folder / "virtuoso.ini").write_text(ini)
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, folder, port):
        address = f"http://127.0.0.1:{port}"
        dba = Credentials("dba", "dba", digest=True)
        yield Endpoint(f"{address}/sparql", f"{address}/sparql-auth", credentials=dba)


@pytest.fixture(scope="session")
def emptied() -> Callable[[Endpoint], Endpoint]:
    """Remove all that earlier tests wrote, below the address http://example.org/."""
    return _emptied


def _emptied(endpoint: Endpoint) -> Endpoint:
    auth = endpoint.credentials.auth() if endpoint.credentials else None
    with httpx.Client(auth=auth, trust_env=False, timeout=30) as client:
        asked = {"query": "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"}
        headers = {"Accept": "application/sparql-results+json"}
        found = client.post(endpoint.query, data=asked, headers=headers).json()["results"]["bindings"]
        graphs = [row["g"]["value"] for row in found if row["g"]["value"].startswith("http://example.org/")]
        drops = [f"DROP SILENT GRAPH <{graph}>" for graph in graphs]
        if "sparql-auth" not in str(endpoint.update):
            drops = ["DROP SILENT ALL"]
        for drop in drops:
            headers = {"Content-Type": "application/sparql-update"}
            client.post(str(endpoint.update), content=drop, headers=headers).raise_for_status()
    return endpoint


@pytest.fixture(params=["oxigraph", "virtuoso", "fuseki"])
def engine(request: pytest.FixtureRequest) -> Endpoint:
    """Each remote engine, empty."""
    return _emptied(request.getfixturevalue(request.param))
