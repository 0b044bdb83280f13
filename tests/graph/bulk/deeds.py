"""What the tests of large tables do in processes of their own: it is imported there by its file."""

import os
import pickle
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from koinon.graph.batch import Outcome, in_processes
from koinon.graph.batch.outcome import Work
from koinon.graph.bulk import prepare
from koinon.graph.bulk.working import Done
from koinon.graph.ingest import ingest
from koinon.graph.records import Account
from koinon.graph.store.folder import GenerationStore


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying_after(pieces: int, work: Work[Done], paths: list[Path]) -> Iterator[Outcome[Done]]:
    for number, outcome in enumerate(in_processes(work, paths)):
        if number == pieces:
            die()
        yield outcome


def prepare_and_die(account: Account, store: Path, base: str) -> None:
    def doing(work: Work[Done], paths: list[Path]) -> Iterable[Outcome[Done]]:
        return dying_after(2, work, paths)

    prepare(account, base, store / "spool", doing, size=5)


def load_and_die(account: Account, store: Path, base: str) -> None:
    load = GenerationStore.load_files

    def load_some(self: GenerationStore, files: Iterable[Path]) -> None:
        load(self, list(files)[:2])
        die()

    GenerationStore.load_files = load_some  # type: ignore[method-assign, assignment]
    ingest(store, [prepare(account, base, store / "spool", size=5)])


if __name__ == "__main__":
    name, pickled, folder, base = sys.argv[1:]
    globals()[name](pickle.loads(Path(pickled).read_bytes()), Path(folder), base)
