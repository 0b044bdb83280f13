"""Backups while a writer writes: each whole, of one generation, with the texts it names."""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from koinon.graph.store import Snapshots, create_store, open_store
from koinon.graph.store.backup import Backup, back_up, restore, verify_backup
from koinon.graph.terms import Literal

from ..report import Promise, Report, Table

BASE = "http://example.org/"
# Each write replaces what there is by things that name one new text, and then removes the texts before it.
WRITER = """
import itertools, sys
from pathlib import Path
from koinon.graph.addresses import hp
from koinon.graph.store import Change, Snapshots, writing
from koinon.graph.terms import IRI, Quad, text
path, things = Path(sys.argv[1]), int(sys.argv[2])
snapshots, graph = Snapshots(path), IRI("http://example.org/graphs/one")
for number in itertools.count():
    with writing(path) as store:
        digest = text(snapshots.add(f"text {number}"))
        old = frozenset(store.quads(graph=graph))
        named = (IRI(f"http://example.org/{number}/{thing}") for thing in range(things))
        new = frozenset(Quad(one, hp("sha256"), digest, graph) for one in named)
        store.apply(Change(added=new, removed=old))
    with writing(path):
        snapshots.keep_only({digest.value})
    print(number, flush=True)
"""


def main() -> None:
    """Take backups, verify every one, restore the last, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backups", type=int, default=50)
    parser.add_argument("--things", type=int, default=2_000, help="what each generation holds")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="koinon-backups-"))
    try:
        report = _measured(folder, options.backups, options.things)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(report.write())
    sys.exit(not all(promise.kept for promise in report.promises))


def _measured(folder: Path, count: int, things: int) -> Report:
    store = folder / "store"
    create_store(store, BASE)
    took, made = [], []
    command = [sys.executable, "-c", WRITER, str(store), str(things)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        try:
            assert writer.stdout and writer.stdout.readline()
            for number in range(count):
                begun = time.perf_counter()
                made.append(back_up(store, folder / str(number)))
                took.append(time.perf_counter() - begun)
            died = writer.poll() is not None
        finally:
            writer.kill()
    whole = sum(_is_whole(folder / str(number), things) for number in range(count))
    restore(folder / str(count - 1), folder / "restored")
    again = _is_whole(folder / "restored", things)
    return _report(count, things, made, took, whole, again and not died)


def _is_whole(path: Path, things: int) -> bool:
    """Tell whether a store holds one state of the writer's: all its things, and the text that they name."""
    if (path / "backup.json").exists():
        verify_backup(path)
    quads = list(open_store(path).quads())
    names = {quad.subject.removeprefix(BASE).partition("/")[0] for quad in quads}
    digests = {quad.object.value for quad in quads if isinstance(quad.object, Literal)}
    texts = [Snapshots(path).read(digest) for digest in digests]
    return len(quads) == things and len(names) == 1 and texts == [f"text {names.pop()}"]


def _report(
    count: int, things: int, made: list[Backup], took: list[float], whole: int, again: bool
) -> Report:
    generations = [backup.generation for backup in made]
    report = Report("backups", "Backups while a writer writes", {"backups": count, "things": things})
    report.promises = [
        Promise("backups consistent", f"{count} of {count}", f"{whole} of {count}", whole == count),
        Promise("the last restored whole, the writer unharmed", "yes", "yes" if again else "no", again),
    ]
    rows = (("median", sorted(took)[count // 2] * 1000), ("longest", max(took) * 1000))
    report.tables = [Table("Milliseconds a backup took, verification included", ("", "ms"), rows)]
    report.notes = [f"Meanwhile the writer went from generation {generations[0]} to {generations[-1]}."]
    return report


if __name__ == "__main__":
    main()
