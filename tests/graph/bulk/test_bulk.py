"""Large tables: piece by piece they state what they state as a whole, whoever is killed meanwhile."""

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from koinon.graph.addresses import Addresses
from koinon.graph.batch import Outcome, in_processes, on_cluster
from koinon.graph.batch.outcome import Work
from koinon.graph.bulk import prepare
from koinon.graph.bulk.working import Done
from koinon.graph.checking import check_shapes
from koinon.graph.documents.metadata import Metadata
from koinon.graph.errors import CheckError
from koinon.graph.ingest import Ingest, ingest
from koinon.graph.records import Account
from koinon.graph.store import create_store, open_store
from koinon.graph.tables.reading import read_table_text
from koinon.graph.terms import Quad

ADDRESSES = Addresses()
DEEDS = Path(__file__).parent / "deeds.py"


def table(activities: int = 23) -> Account:
    """Make a table whose organisations come again, and whose activities are part of an earlier one."""
    lines = [
        f"Training {number},training,{1990 + number},{'Programme' if number else ''},"
        f"Museum {(number + body) % 11},AZ,partner\n"
        for number in range(activities)
        for body in range(3)
    ]
    header = "activity,kind,start,part_of,organisation,organisation_country,role\n"
    text = "".join([header, *lines, "Programme,project,1990,,,,\n"])
    reading = read_table_text(text, "list.csv", Metadata())
    assert not reading.problems
    return reading.account


def new_store(path: Path) -> Path:
    create_store(path, ADDRESSES.base)
    return path


def added(store: Path, account: Account, size: int = 5) -> Ingest:
    return ingest(store, [prepare(account, ADDRESSES.base, store / "spool", size=size)])


def held(store: Path) -> set[Quad]:
    """Collect what a store holds, but the time of the run."""
    return {quad for quad in open_store(store).quads() if not quad.predicate.endswith("#endedAtTime")}


@pytest.fixture
def whole(tmp_path: Path) -> set[Quad]:
    """What the table states when it is not parted."""
    store = new_store(tmp_path / "whole")
    ingest(store, [table()])
    return held(store)


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_pieces_state_together_what_the_whole_states(tmp_path: Path, whole: set[Quad], size: int) -> None:
    store = new_store(tmp_path / "store")
    done = added(store, table(), size)
    assert held(store) == whole
    assert done.differences[0].counts["activities"].added == 24
    assert check_shapes(open_store(store), ADDRESSES) == list(done.warnings)


def test_the_spool_is_gone_when_all_is_written(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    added(store, table())
    assert list((store / "spool").iterdir()) == []


def test_the_same_again_changes_nothing_and_an_edition_is_compared(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    added(store, table())
    assert not added(store, table())
    (difference,) = added(store, table(22)).differences
    assert difference.counts["activities"].removed == 1
    assert difference.counts["activities"].added == 0


def test_what_breaks_a_shape_in_one_piece_keeps_all_of_them_out(tmp_path: Path) -> None:
    account = table()
    unfounded = (*account.involvements[:-1], replace(account.involvements[-1], evidence=()))
    store = new_store(tmp_path / "store")
    with pytest.raises(CheckError, match="An involvement has evidence"):
        added(store, replace(account, involvements=unfounded))
    assert set(open_store(store).quads()) == set()


def test_a_circle_through_several_pieces_is_found(tmp_path: Path) -> None:
    account = table()
    first, *rest = account.activities
    circle = replace(first, part_of=(rest[0].key,)), replace(rest[0], part_of=(first.key,)), *rest[1:]
    store = new_store(tmp_path / "store")
    with pytest.raises(CheckError, match="cannot be part of itself"):
        added(store, replace(account, activities=circle), size=1)


@pytest.mark.parametrize("deed", ["prepare_and_die", "load_and_die"])
def test_what_was_killed_is_taken_up_and_nothing_is_doubled(
    tmp_path: Path, whole: set[Quad], deed: str
) -> None:
    store = new_store(tmp_path / "store")
    pickled = tmp_path / "account"
    pickled.write_bytes(pickle.dumps(table()))
    ended = subprocess.run(
        [sys.executable, str(DEEDS), deed, str(pickled), str(store), ADDRESSES.base], check=False
    )
    assert ended.returncode == -9
    assert set(open_store(store).quads()) == set()
    again: list[Path] = []

    def noting(work: Work[Done], paths: list[Path]) -> Iterable[Outcome[Done]]:
        again.extend(paths)
        return in_processes(work, paths)

    prepared = prepare(table(), ADDRESSES.base, store / "spool", noting, size=5)
    ingest(store, [prepared])
    assert held(store) == whole
    assert len(again) == (len(prepared.pieces) - 3 if deed == "prepare_and_die" else 0)


@pytest.mark.parametrize("many", [in_processes, on_cluster])
def test_processes_and_a_cluster_do_the_same_work(
    tmp_path: Path, whole: set[Quad], many: Callable[..., Iterable[Outcome[Done]]]
) -> None:
    store = new_store(tmp_path / "store")

    def doing(work: Work[Done], paths: list[Path]) -> Iterable[Outcome[Done]]:
        return many(work, paths, 2)

    ingest(store, [prepare(table(), ADDRESSES.base, store / "spool", doing, size=8)])
    assert held(store) == whole
