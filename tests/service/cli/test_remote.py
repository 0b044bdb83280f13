"""Every command does on an engine elsewhere what it does on a folder."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from koinon.graph.errors import AddressError, CheckError, StoreError, StoreUnreachable
from koinon.graph.store.remote import Endpoint, open_remote

from .conftest import Koinon

BASE = "http://example.org/"
NAMES = "SELECT ?n { ?o a hp:Organisation ; skos:prefLabel ?n } ORDER BY ?n"
#: Turtle that says a tie without the words that state it, which no shape allows.
BARE = """
@prefix hp: <https://w3id.org/heritage-partnerships/ns#> .
<http://example.org/a> a hp:Activity ; hp:involvement <http://example.org/i> .
<http://example.org/i> a hp:Involvement .
"""


@pytest.fixture
def elsewhere(engine: Endpoint, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    """An empty engine that the settings name as the store."""
    monkeypatch.setenv("KOINON_BASE", BASE)
    monkeypatch.setenv("KOINON_STORE", engine.query)
    monkeypatch.setenv("KOINON_STORE_UPDATE", str(engine.update))
    if engine.graph_store:
        monkeypatch.setenv("KOINON_STORE_GRAPHS", engine.graph_store)
    if engine.credentials:
        monkeypatch.setenv("KOINON_STORE_USER", engine.credentials.user)
        monkeypatch.setenv("KOINON_STORE_PASSWORD", engine.credentials.password)
        monkeypatch.setenv("KOINON_STORE_AUTHENTICATION", "digest")
    return engine


def generation(engine: Endpoint) -> int:
    with open_remote(engine, BASE) as store:
        return store.generation


def texts(folder: Path) -> list[Path]:
    return list((folder / "koinon-remote" / "snapshots").glob("*.txt"))


def listed(koinon: Koinon) -> list[str]:
    done = koinon("query", "--format", "csv", "-e", NAMES)
    assert done.exit_code == 0, done.exception
    return [line.strip('"') for line in done.output.splitlines()[1:]]


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the store that the settings name."""
    program = [sys.executable, "-c", "from koinon.service.cli import main; main()"]
    with subprocess.Popen(
        [*program, "serve", "--port", "0", "--workers", "1"],
        cwd=folder,
        env=os.environ | {"KOINON_QUERY_SECONDS": "60"},  # an engine that has just started may be slow
        stderr=subprocess.STDOUT,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            found = (re.search(r"at (http://127\.0\.0\.1:\d+)", line) for line in server.stdout)
            yield next(match[1] for match in found if match)
        finally:
            os.kill(server.pid, signal.SIGTERM)
            server.wait(timeout=15)


def test_every_command_works_as_on_a_folder(
    koinon: Koinon, elsewhere: Endpoint, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert koinon("build", "workshop.txt", "--store", "here").exit_code == 0
    added = koinon("add", "workshop.txt")
    assert "New: 1 activity, 3 organisations, 3 involvements" in added.output, added.exception
    assert koinon("add", "workshop.txt").output.strip().endswith("nothing changed.")
    assert generation(elsewhere) == 1
    assert listed(koinon)[0] == "Abegg Foundation"
    counted = [json.loads(koinon("stats", "--json", *at).output) for at in ((), ("--store", "here"))]
    assert counted[0] == counted[1]
    for words in (("query", "--format", "csv", "-e", NAMES), ("check", "--quick")):
        there, here = koinon(*words), koinon(*words, "--store", "here")
        assert (there.exit_code, there.output) == (0, here.output), there.exception
    koinon("network", "-o", "there.csv")
    koinon("network", "-o", "here.csv", "--store", "here")
    assert (folder / "there.csv").read_text("utf-8") == (folder / "here.csv").read_text("utf-8")
    source = koinon("query", "--format", "csv", "-e", "SELECT ?s { ?s a hp:Source }").output.split()[1]
    assert len(texts(folder)) == 1
    assert "Gone: 1 activity" in koinon("remove", source.rsplit("/", 1)[1]).output
    assert not listed(koinon)
    assert not texts(folder)
    assert generation(elsewhere) == 2


def test_a_dry_run_and_a_broken_shape_leave_nothing(
    koinon: Koinon, elsewhere: Endpoint, folder: Path
) -> None:
    asked = {"query": "SELECT * { GRAPH ?g { ?s ?p ?o FILTER(STRSTARTS(STR(?g), 'http://example.org/')) } }"}
    headers = {"Accept": "application/sparql-results+json"}
    told = koinon("add", "workshop.txt", "--dry-run")
    assert "New: 1 activity" in told.output, told.exception
    (folder / "bare.ttl").write_text(BARE)
    assert isinstance(koinon("add", "workshop.txt", "bare.ttl").exception, CheckError)
    held = httpx.post(elsewhere.query, data=asked, headers=headers).json()
    assert not held["results"]["bindings"]
    assert not texts(folder)
    koinon("add", "workshop.txt")
    assert isinstance(koinon("add", "bare.ttl").exception, CheckError)
    assert isinstance(koinon("remove", "nothing").exception, AddressError)
    assert generation(elsewhere) == 1
    assert len(texts(folder)) == 1


def test_the_service_answers_from_the_engine(koinon: Koinon, elsewhere: Endpoint, folder: Path) -> None:
    koinon("add", "workshop.txt")
    source = koinon("query", "--format", "csv", "-e", "SELECT ?s { ?s a hp:Source }").output.split()[1]
    with serving(folder) as address, httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        page = client.get(source.removeprefix(BASE.rstrip("/")), headers={"Accept": "text/html"})
        assert page.status_code == 200, page.text
        assert page.headers["koinon-generation"] == "1"
        assert "Abegg Foundation" in page.text
        assert len(client.get("/api/network").json()["nodes"]) == 3
        assert client.get("/readyz").json() == {"status": "ready", "generation": 1}
        answer = client.get("/sparql", params={"query": "ASK { ?s ?p 4 }"}, headers={"Accept": "text/csv"})
        assert answer.status_code == 200
        refused = client.post("/sparql", data={"update": "CLEAR ALL"})
        assert refused.status_code == 403
        assert "koinon add" in refused.json()["detail"]


def test_what_needs_files_says_so(koinon: Koinon, elsewhere: Endpoint) -> None:
    for words in (("backup", "copy"), ("token", "new", "--scope", "write")):
        error = koinon(*words).exception
        assert isinstance(error, StoreError)
        assert "not in a folder of this machine" in str(error)


def test_texts_of_two_stores_do_not_mix(
    koinon: Koinon, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOINON_STORE", "http://127.0.0.1:9/query")
    monkeypatch.setenv("KOINON_STORE_UPDATE", "http://127.0.0.1:9/update")
    (folder / "koinon-remote").mkdir()
    (folder / "koinon-remote" / "remote.json").write_text('{"store": "http://other/query"}')
    with pytest.raises(StoreError, match="keeps the texts of the store at http://other/query"):
        raise koinon("add", "workshop.txt").exception or AssertionError
    monkeypatch.setenv("KOINON_SNAPSHOTS", "apart")
    assert isinstance(koinon("add", "workshop.txt").exception, StoreUnreachable)
    monkeypatch.delenv("KOINON_STORE_UPDATE")
    with pytest.raises(StoreError, match="KOINON_STORE_UPDATE"):
        raise koinon("add", "workshop.txt").exception or AssertionError
