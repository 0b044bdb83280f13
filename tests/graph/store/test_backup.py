import json
import subprocess
import sys
from pathlib import Path

import pytest

from koinon.graph.errors import StoreBusy, StoreDamaged, StoreError, StoreMissing
from koinon.graph.store import (
    Change,
    Snapshots,
    create_store,
    current_generation,
    open_store,
    store_base,
    verify_store,
    writing,
)
from koinon.graph.store.backup import back_up, restore, verify_backup
from koinon.graph.terms import IRI, Quad, typed

BASE = "http://example.org/"
BACKUPS = 10
# Each write puts one text and two quads that name it, and withdraws the texts of the write before the last.
WRITER = """
import sys, itertools
from pathlib import Path
from koinon.graph.addresses import hp
from koinon.graph.store import Change, Snapshots, writing
from koinon.graph.terms import IRI, Quad, text
path, graph = Path(sys.argv[1]), IRI("http://example.org/graphs/one")
snapshots = Snapshots(path)
for number in itertools.count():
    with writing(path) as store:
        digest = text(snapshots.add(f"text {number}"))
        thing = IRI(f"http://example.org/{number}")
        old = {quad for quad in store.quads() if quad.graph == graph}
        names = {Quad(thing, hp("sha256"), digest, graph), Quad(thing, hp("inSource"), digest, graph)}
        store.apply(Change(added=frozenset(names), removed=frozenset(old)))
    with writing(path) as store:
        snapshots.keep_only({digest.value})
    print(number, flush=True)
"""


def numbered(*numbers: int) -> frozenset[Quad]:
    value, graph = IRI(BASE + "value"), IRI(BASE + "graphs/one")
    return frozenset(
        Quad(IRI(f"{BASE}{number}"), value, typed(number, "integer"), graph) for number in numbers
    )


def held(path: Path) -> set[Quad]:
    return set(open_store(path).quads())


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    create_store(path, BASE)
    with writing(path) as writable:
        writable.apply(Change(added=numbered(1, 2)))
        writable.note = "noted"
    return path


@pytest.fixture
def backup(store: Path, tmp_path: Path) -> Path:
    back_up(store, tmp_path / "backup")
    return tmp_path / "backup"


def test_a_backup_is_a_store_of_its_own(store: Path, backup: Path) -> None:
    with writing(store) as writable:
        writable.apply(Change(added=numbered(3)))
    assert held(backup) == numbered(1, 2)
    assert store_base(backup) == BASE
    assert verify_backup(backup).quads == 4  # each quad, and its triple in the union


def test_a_backup_is_restored_as_it_was(backup: Path, tmp_path: Path) -> None:
    restore(backup, tmp_path / "new")
    assert held(tmp_path / "new") == numbered(1, 2)
    verify_store(tmp_path / "new")
    with writing(tmp_path / "new") as writable:
        assert writable.note == "noted"
        writable.apply(Change(added=numbered(3)))
    assert held(tmp_path / "new") == numbered(1, 2, 3)


def test_a_store_is_only_replaced_by_force_and_never_reuses_a_number(store: Path, backup: Path) -> None:
    with writing(store) as writable:
        writable.apply(Change(added=numbered(3)))
    reader = open_store(store)
    with pytest.raises(StoreError, match="--force"):
        restore(backup, store)
    assert held(store) == numbered(1, 2, 3)
    restore(backup, store, force=True)
    assert held(store) == numbered(1, 2)
    assert set(reader.quads()) == numbered(1, 2, 3)
    assert current_generation(store) == 3


@pytest.mark.parametrize("lost", ["CURRENT", "store.json", "generations/000001.json"])
def test_a_damaged_store_is_restored(lost: str, store: Path, backup: Path) -> None:
    (store / lost).unlink()
    restore(backup, store, force=True)
    assert held(store) == numbered(1, 2)
    assert store_base(store) == BASE


def test_a_damaged_backup_changes_nothing(store: Path, backup: Path) -> None:
    database = next(backup.glob("generations/*/*.sst"), None) or next(backup.glob("generations/*/*.log"))
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    with pytest.raises(StoreDamaged, match=database.name):
        restore(backup, store, force=True)
    assert current_generation(store) == 1
    assert held(store) == numbered(1, 2)


def test_a_backup_with_another_count_is_refused(backup: Path, tmp_path: Path) -> None:
    said = json.loads((backup / "backup.json").read_text())
    (backup / "backup.json").write_text(json.dumps(said | {"quads": 5}))
    with pytest.raises(StoreDamaged, match="4 quads where its description says 5"):
        restore(backup, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_files_that_were_added_or_lost_are_noticed(backup: Path, tmp_path: Path) -> None:
    (backup / "snapshots").mkdir()
    (backup / "snapshots" / "more.txt").touch()
    with pytest.raises(StoreDamaged, match="added"):
        restore(backup, tmp_path / "new")


def test_nothing_else_is_overwritten(store: Path, backup: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.docx").touch()
    with pytest.raises(StoreError, match="not empty"):
        back_up(store, tmp_path / "papers")
    with pytest.raises(StoreError, match="not a store"):
        restore(backup, tmp_path / "papers", force=True)
    create_store(tmp_path / "other", "http://other.example/")
    with pytest.raises(StoreError, match="another folder"):
        restore(backup, tmp_path / "other", force=True)


def test_a_store_being_written_is_not_replaced(store: Path, backup: Path) -> None:
    with writing(store), pytest.raises(StoreBusy):
        restore(backup, store, force=True)


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="koinon backup"):
        restore(tmp_path / "nowhere", tmp_path / "store")
    with pytest.raises(StoreMissing):
        back_up(tmp_path / "nowhere", tmp_path / "backup")
    assert not list(tmp_path.iterdir())


def test_backups_while_a_writer_writes_are_all_consistent(store: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(store)], stdout=subprocess.PIPE, text=True
    ) as writer:
        try:
            assert writer.stdout and writer.stdout.readline()
            made = [back_up(store, tmp_path / f"backup-{number}") for number in range(BACKUPS)]
        finally:
            writer.kill()
    assert len({backup.generation for backup in made}) > 1
    for number in range(BACKUPS):
        path = tmp_path / f"backup-{number}"
        verify_backup(path)
        quads = held(path)
        (digest,) = {quad.object.value for quad in quads if not isinstance(quad.object, IRI)}
        text = Snapshots(path).read(digest)
        assert len(quads) == 2
        assert text == f"text {next(iter(quads)).subject.removeprefix(BASE)}"
