import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from koinon.graph.addresses import Addresses
from koinon.graph.ingest import add_account, load_ontology
from koinon.graph.records import Account
from koinon.graph.store.folder import create_store, writing
from koinon.graph.store.snapshots import Snapshots

BASE = "http://127.0.0.1:8000/"


def test_the_real_server_answers_and_stops(account: Account, paths: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "store"
    create_store(path, BASE)
    with writing(path) as store:
        load_ontology(store, Addresses(BASE))
        add_account(store, account, Addresses(BASE), Snapshots(path))
    program = [sys.executable, "-c", "from koinon.service.cli import main; main()"]
    command = [*program, "serve", "--store", str(path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = next(
                found[0] for line in server.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+", line))
            )
            page = httpx.get(address + paths["source"], headers={"Accept": "text/html"}, timeout=30)
            assert page.status_code == 200
            assert account.text.split("“")[0] in page.text
            head = httpx.head(address + "/sparql?query=ASK%7B%7D")
            assert (head.status_code, head.content) == (200, b"")
        finally:
            os.kill(server.pid, signal.SIGTERM)
            server.wait(timeout=15)
