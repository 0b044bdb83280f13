"""Where a service owns the store, commands that write go through it."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import Result

from koinon.graph.store import current_generation
from koinon.service.writing.place import announced

Koinon = Callable[..., Result]
PATIENCE = 60.0


@pytest.fixture
def address(koinon: Koinon, folder: Path) -> Iterator[str]:
    """The address of a service that takes writes, of an empty store."""
    (folder / "empty.ttl").write_text("")
    koinon("add", "empty.ttl")
    token = koinon("token", "new", "--scope", "write").stdout.strip()
    service = subprocess.Popen(
        [sys.executable, "-c", "from koinon.service.cli import main; main()", "serve", "--port", "0"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert service.stdout is not None
    lines = [service.stdout.readline(), service.stdout.readline()]
    found = re.search(r"http://[\d.:]+", lines[0])
    assert found is not None, lines
    assert "read-only" not in lines[0]
    assert f"{found[0]}/session?link=" in lines[1]
    assert token not in "".join(lines)
    until = time.monotonic() + PATIENCE
    while announced(folder / "koinon-store") is None and time.monotonic() < until:
        time.sleep(0.05)
    yield found[0]
    service.terminate()
    assert service.wait(20) is not None
    service.stdout.close()


def test_commands_write_through_the_service(koinon: Koinon, folder: Path, address: str) -> None:
    before = current_generation(folder / "koinon-store")
    added = koinon("add", "workshop.txt")
    assert added.exit_code == 0, added.output
    assert "New: 1 activity" in added.stdout
    again = koinon("add", "workshop.txt")
    assert "nothing changed" in again.stdout
    dry = koinon("add", "--dry-run", "workshop.txt")
    assert "dry run" in dry.stdout
    seen = httpx.get(f"{address}/healthz", timeout=PATIENCE).json()
    assert seen["generation"] == current_generation(folder / "koinon-store") == before + 1
    unknown = koinon("remove", "no-such-source")
    assert "no source “no-such-source”" in str(unknown.exception)


def test_the_socket_stands_while_the_service_does(koinon: Koinon, folder: Path, address: str) -> None:
    socket = announced(folder / "koinon-store")
    assert socket is not None
    assert socket.exists()
    assert httpx.get(f"{address}/healthz", timeout=PATIENCE).status_code == 200


def test_what_is_written_is_read_at_once_by_every_worker(koinon: Koinon, address: str) -> None:
    token = koinon("token", "new", "--scope", "write").stdout.strip()
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        for number in range(8):
            sent = {"Authorization": f"Bearer {token}", "Content-Type": "text/turtle"}
            written = client.put("/graphs/mine", content=f"<s> <p> {number} .", headers=sent)
            assert written.status_code in {201, 204}, written.text
            read = client.get("/graphs/mine", headers={"Accept": "application/n-triples"})
            assert f'"{number}"' in read.text
            asked = client.post("/sparql", data={"query": f"ASK {{ GRAPH ?g {{ ?s ?p {number} }} }}"})
            assert asked.json()["boolean"] is True
