"""Where a running writer is found: a file beside the store that names its socket."""

import json
import os
import shutil
from pathlib import Path

from koinon.graph.store.durable import replace

_FILE = "writer.json"
#: How the names of the folders begin in which writers have their sockets.
FOLDER = "koinon-writer-"
#: What a writer says, on its output, when it listens; and when another writer owns the store.
LISTENING, OWNED = "listening", "owned"


def announce(store: Path, socket: Path) -> None:
    """Leave the address of a writer beside its store, for the owner of the store only."""
    path = store / _FILE
    # One that was killed could not take its folder away; who announces itself holds the lock that says so.
    if (left := announced(store)) is not None and left.parent.name.startswith(FOLDER):
        shutil.rmtree(left.parent, ignore_errors=True)
    replace(path, json.dumps({"socket": str(socket), "pid": os.getpid()}))
    path.chmod(0o600)


def withdraw_announcement(store: Path) -> None:
    """Take the address away."""
    (store / _FILE).unlink(missing_ok=True)


def announced(store: Path) -> Path | None:
    """Find the socket of the writer that owns a store; None where none has said so.

    What is found may have been killed since: then nobody listens there.
    """
    try:
        return Path(json.loads((store / _FILE).read_text("utf-8"))["socket"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
