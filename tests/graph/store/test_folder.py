import os
import random
import shutil
import signal
import subprocess
import sys
import time
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
from koinon.graph.terms import IRI, Quad, typed

BASE = "http://example.org/"
KILLS = 30


def numbered(*numbers: int) -> frozenset[Quad]:
    value, graph = IRI(BASE + "value"), IRI(BASE + "graphs/one")
    return frozenset(
        Quad(IRI(f"{BASE}{number}"), value, typed(number, "integer"), graph) for number in numbers
    )


@pytest.fixture
def store(tmp_path: Path) -> Path:
    create_store(tmp_path / "store", BASE)
    return tmp_path / "store"


def test_a_new_store_is_empty_and_knows_its_base(store: Path) -> None:
    assert store_base(store) == BASE
    assert current_generation(store) == 0
    assert not list(open_store(store).quads())


def test_a_store_is_not_made_over_anything_else(store: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="already"):
        create_store(store, BASE)
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(StoreError, match="not empty"):
        create_store(tmp_path, BASE)


def test_a_store_half_made_is_made_again(store: Path) -> None:
    (store / "store.json").unlink()
    (store / "CURRENT").unlink()
    with pytest.raises(StoreMissing):
        open_store(store)
    create_store(store, BASE)
    assert not list(open_store(store).quads())


def test_no_store_says_what_to_do(tmp_path: Path) -> None:
    for call in (open_store, store_base, current_generation):
        with pytest.raises(StoreMissing, match="koinon build"):
            call(tmp_path / "nowhere")


def test_a_writing_block_makes_one_generation(store: Path) -> None:
    with writing(store) as writable:
        assert writable.generation == 0
        writable.apply(Change(added=numbered(1, 2)))
        writable.apply(Change(removed=numbered(1)))
        assert writable.generation == 1
        assert set(writable.quads()) == numbered(2)
    assert open_store(store).generation == current_generation(store) == 1
    assert set(open_store(store).quads()) == numbered(2)


@pytest.mark.parametrize("how", ["raise", "discard", "nothing", "same"])
def test_a_block_that_fails_or_changes_nothing_leaves_no_trace(store: Path, how: str) -> None:
    with writing(store) as writable:
        writable.apply(Change(added=numbered(1)))
    before = sorted(path.name for path in store.rglob("*"))
    try:
        with writing(store) as writable:
            if how != "nothing":
                writable.apply(Change(added=numbered(1) if how == "same" else numbered(1, 2)))
            if how == "raise":
                raise KeyError(how)
            if how == "discard":
                writable.discard()
    except KeyError:
        assert how == "raise"
    assert sorted(path.name for path in store.rglob("*")) == before
    assert set(open_store(store).quads()) == numbered(1)


def test_a_reader_keeps_its_generation_while_others_are_written(store: Path) -> None:
    reader = open_store(store)
    for number in range(1, 4):
        with writing(store) as writable:
            writable.apply(Change(added=numbered(number)))
    assert reader.generation == 0
    assert not list(reader.quads())
    assert set(open_store(store).quads()) == numbered(1, 2, 3)


def test_generations_that_nobody_reads_are_removed(store: Path) -> None:
    reader = open_store(store)
    for number in range(1, 4):
        with writing(store) as writable:
            writable.apply(Change(added=numbered(number)))
    folders = {path.name for path in (store / "generations").iterdir() if path.is_dir()}
    assert folders == {"000000", "000003"}
    del reader
    with writing(store):
        pass
    assert {path.name[:6] for path in (store / "generations").iterdir()} == {"000003"}


def test_there_is_one_writer_at_a_time(store: Path) -> None:
    with writing(store), pytest.raises(StoreBusy, match="try again"), writing(store):
        pass


def test_readers_and_finished_blocks_cannot_write(store: Path) -> None:
    with pytest.raises(StoreError, match="reading"):
        open_store(store).apply(Change(added=numbered(1)))
    with writing(store) as writable:
        pass
    with pytest.raises(StoreError, match="closed"):
        writable.apply(Change(added=numbered(1)))


def test_a_disk_without_room_leaves_the_old_generation(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("koinon.graph.store.generations.replace", full)
    with pytest.raises(StoreError, match="disk is full"), writing(store) as writable:
        writable.apply(Change(added=numbered(1)))
    monkeypatch.undo()
    assert not list(open_store(store).quads())
    with writing(store) as writable:
        writable.apply(Change(added=numbered(2)))
    assert set(open_store(store).quads()) == numbered(2)


def test_the_files_of_many_changes_are_merged(store: Path) -> None:
    for number in range(12):
        with writing(store) as writable:
            writable.apply(Change(added=numbered(*range(300 * number, 300 * number + 300))))
    (generation,) = (path for path in (store / "generations").iterdir() if path.is_dir())
    assert len(list(generation.iterdir())) < 12 * 8
    assert len(set(open_store(store).quads())) == 3600


def _empty(store: Path) -> None:
    for file in next(path for path in (store / "generations").iterdir() if path.is_dir()).iterdir():
        file.unlink()


def _remove(store: Path) -> None:
    shutil.rmtree(next(path for path in (store / "generations").iterdir() if path.is_dir()))


def _cut(store: Path) -> None:
    file = max((store / "generations").glob("*/*.sst"), key=lambda path: path.stat().st_size)
    os.truncate(file, file.stat().st_size // 2)


def _lose_marker(store: Path) -> None:
    next((store / "generations").glob("*.json")).unlink()


def _lose_everything(store: Path) -> None:
    shutil.rmtree(store / "generations")


def _lose_current(store: Path) -> None:
    (store / "CURRENT").unlink()


def _garble_current(store: Path) -> None:
    (store / "CURRENT").write_text("the newest\n")


DAMAGE = [_empty, _remove, _cut, _lose_marker, _lose_everything, _lose_current, _garble_current]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_store_refuses_to_open_and_says_what_to_do(store: Path, damage: object) -> None:
    with writing(store) as writable:
        writable.apply(Change(added=numbered(*range(100))))
    assert callable(damage)
    damage(store)
    with pytest.raises(StoreDamaged, match="restore a backup"):
        open_store(store)
    with pytest.raises(StoreDamaged, match="restore a backup"), writing(store):
        pass


def test_a_marker_that_counts_otherwise_is_found(store: Path) -> None:
    with writing(store) as writable:
        writable.apply(Change(added=numbered(1)))
    verify_store(store)
    marker = next((store / "generations").glob("*.json"))
    marker.write_text(marker.read_text().replace('"quads": 2', '"quads": 3'))
    with pytest.raises(StoreDamaged, match="holds 2 quads where its marker says 3"):
        verify_store(store)


def test_a_store_of_another_format_is_not_opened(store: Path) -> None:
    description = store / "store.json"
    description.write_text(description.read_text().replace('"format": 1', '"format": 99'))
    with pytest.raises(StoreDamaged, match="format 99"):
        open_store(store)


def test_texts_are_kept_under_their_hash(store: Path) -> None:
    snapshots = Snapshots(store)
    sha256 = snapshots.add("Баку\r\nSheki\n")
    assert snapshots.read(sha256) == "Баку\r\nSheki\n"
    assert snapshots.read("0" * 64) is None
    (store / "snapshots" / f"{sha256}.txt").write_text("other words")
    assert snapshots.add("Баку\r\nSheki\n") == sha256
    assert snapshots.read(sha256) == "Баку\r\nSheki\n"
    assert snapshots.keep_only(()) == 1
    assert snapshots.read(sha256) is None


# Adds 500 numbers a generation, for ever: the numbers below 500 * generation make the store.
WRITER = """
import sys
from pathlib import Path
from koinon.graph.store import Change, writing
from koinon.graph.terms import IRI, Quad, typed
value, graph = IRI("http://example.org/value"), IRI("http://example.org/graphs/one")
while True:
    with writing(Path(sys.argv[1])) as store:
        begin = store.generation * 500
        for part in range(begin, begin + 500, 100):
            numbers = range(part, part + 100)
            store.apply(Change(added=frozenset(
                Quad(IRI(f"http://example.org/{n}"), value, typed(n, "integer"), graph) for n in numbers)))
    print(begin, flush=True)
"""


def test_a_writer_killed_at_any_moment_leaves_the_old_or_the_new(store: Path) -> None:
    moments = random.Random(2013)
    for _ in range(KILLS):
        begun = current_generation(store)
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(store)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        if moments.random() < 0.5:
            writer.stdout.readline()  # it has begun for certain
        time.sleep(moments.uniform(0.0, 0.25))
        writer.send_signal(signal.SIGKILL)
        acknowledged = writer.communicate()[0].count(b"\n")
        verify_store(store)
        reader = open_store(store)
        assert reader.generation >= begun + acknowledged
        numbers = sorted(int(quad.subject.removeprefix(BASE)) for quad in reader.quads())
        assert numbers == list(range(500 * reader.generation))
    with writing(store) as writable:
        writable.apply(Change(added=numbered(10**9)))
    left = {path.name[:6] for path in (store / "generations").iterdir()}
    assert left <= {f"{current_generation(store):06}", f"{reader.generation:06}"}
    assert current_generation(store) > 5


def test_a_store_can_be_opened_at_any_moment_while_it_is_written(store: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(store)], stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        seen = 0
        while seen < 8:
            reader = open_store(store)
            assert len(list(reader.quads())) == 500 * reader.generation
            assert reader.generation >= seen
            seen = reader.generation
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()


def test_quads_are_counted_while_they_are_written(store: Path) -> None:
    shared, other = numbered(*range(20)), IRI(BASE + "graphs/two")
    again = frozenset(Quad(*quad.triple, other) for quad in shared)
    with writing(store) as writable:
        writable.apply(Change(added=shared))
        writable.apply(Change(added=again | numbered(30), removed=numbered(1, 2)))
    verify_store(store)
    with writing(store) as writable:
        writable.apply(Change(removed=shared | numbered(99)))
        writable.apply(Change(removed=again, added=again))
    verify_store(store)
    with writing(store) as writable:
        writable.load(shared)
        writable.apply(Change(removed=again))
    verify_store(store)


def test_a_note_stands_and_falls_with_its_generation(store: Path) -> None:
    with pytest.raises(RuntimeError), writing(store) as writable:
        writable.apply(Change(added=numbered(1)))
        writable.note = "lost"
        raise RuntimeError
    with writing(store) as writable:
        assert writable.note == ""
        writable.note = "nothing changed"
    with writing(store) as writable:
        assert writable.note == "nothing changed"
        writable.apply(Change(added=numbered(1)))
    assert current_generation(store) == 1
    with writing(store) as writable:
        assert writable.note == "nothing changed"
        writable.apply(Change(added=numbered(2)))
        writable.note = "two"
    with writing(store) as writable:
        assert writable.note == "two"
