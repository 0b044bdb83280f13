import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from koinon.graph.errors import CheckError, DocumentError, QueryError, StoreBusy, StoreFull
from koinon.graph.store import create_store, current_generation, open_store, verify_store, writing
from koinon.graph.terms import IRI
from koinon.graph.updating import NoDefaultGraph, Update
from koinon.service.scopes import Scope
from koinon.service.writing.errors import KeyReused, WriteRefused, WriteTooCostly
from koinon.service.writing.place import announced
from koinon.service.writing.requests import GraphAction, GraphWrite, Part, Status, UpdateWrite

BASE = "http://example.org/"
HP = "https://w3id.org/heritage-partnerships/ns#"
NAMELESS = f"INSERT DATA {{ GRAPH <{BASE}graphs/source/x> {{ <{BASE}a> a <{HP}Activity> }} }}"
# Grows without end, in time and in memory.
HOSTILE = f"""
INSERT {{ GRAPH <{BASE}g> {{ ?a <{BASE}p> ?n }} }} WHERE {{
  VALUES ?x {{ {" ".join(map(str, range(300)))} }} VALUES ?y {{ {" ".join(map(str, range(300)))} }}
  VALUES ?z {{ {" ".join(map(str, range(300)))} }} VALUES ?w {{ {" ".join(map(str, range(300)))} }}
  BIND(IRI(CONCAT("{BASE}", STR(?x), STR(?y), STR(?z), STR(?w))) AS ?a) BIND(?x + ?y AS ?n)
}} ORDER BY ?n"""

Inserting = Callable[..., UpdateWrite]
Values = Callable[..., set[str]]


def hostile() -> UpdateWrite:
    return UpdateWrite(Update(HOSTILE.replace(" ORDER BY ?n", "")), Scope.ADMIN)


def test_what_waits_becomes_one_generation(carry: Any, inserting: Inserting, values: Values) -> None:
    carry(inserting(0))
    outcomes = carry(*(inserting(number) for number in range(1, 41)))
    assert values() == {str(number) for number in range(41)}
    assert len({outcome.generation for outcome in outcomes}) <= 3
    assert max(outcome.generation for outcome in outcomes) == current_generation(carry.store)
    verify_store(carry.store)


def test_one_that_is_wrong_takes_no_other_with_it(carry: Any, inserting: Inserting, values: Values) -> None:
    carry(inserting(0))
    writes = [inserting(1), UpdateWrite(Update("NONSENSE"), Scope.WRITE), inserting(2)]
    writes += [UpdateWrite(Update(NAMELESS), Scope.WRITE), inserting(3)]
    first, syntax, second, shape, third = carry(*writes)
    assert isinstance(syntax, QueryError)
    assert isinstance(shape, CheckError)
    assert "Nothing was written" in str(shape)
    assert first.changed and second.changed and third.changed
    assert values() == {"0", "1", "2", "3"}
    assert not list(open_store(carry.store).quads(graph=IRI(f"{BASE}graphs/source/x")))


def test_the_same_key_gives_the_first_answer_once_and_for_all(
    carry: Any, inserting: Inserting, values: Values
) -> None:
    (first,) = carry(inserting(1), key="mine")
    carry(UpdateWrite(Update(f"CLEAR GRAPH <{BASE}g>"), Scope.WRITE))
    (again,) = carry(inserting(1), key="mine")
    assert again == first
    assert values() == set()
    os.kill(carry.pid(), signal.SIGKILL)
    (again,) = carry(inserting(1), key="mine")
    assert again == first
    (other,) = carry(inserting(2), key="mine")
    assert isinstance(other, KeyReused)


def test_a_key_is_remembered_where_nothing_changed(carry: Any, inserting: Inserting, values: Values) -> None:
    clear = UpdateWrite(Update(f"CLEAR GRAPH <{BASE}g>"), Scope.WRITE)
    carry(clear, key="clear")
    carry(inserting(1))
    (again,) = carry(clear, key="clear")
    assert not again.changed
    assert values() == {"1"}


def test_the_same_key_twice_at_once_is_done_once(carry: Any, inserting: Inserting) -> None:
    carry(inserting(0))
    text = (
        f"INSERT {{ GRAPH <{BASE}n> {{ ?s <{BASE}made> ?new }} }} WHERE {{ ?s ?p ?o BIND(UUID() AS ?new) }}"
    )
    write = UpdateWrite(Update(text), Scope.WRITE)
    one, other = carry(write, write, key="twice")
    assert one.generation == other.generation
    assert len(list(open_store(carry.store).quads(graph=IRI(BASE + "n")))) == 1


def test_a_hostile_update_ends_alone(make_writer: Any, inserting: Inserting, values: Values) -> None:
    carry = make_writer(seconds=2.0, memory=1 << 30)
    pid = carry.pid()
    carry(inserting(0))
    before, costly, after = carry(inserting(1), hostile(), inserting(2))
    assert isinstance(costly, WriteTooCostly)
    assert before.changed and after.changed
    assert values() == {"0", "1", "2"}
    assert carry.pid() == pid
    (status,) = carry(Status())
    assert status.details["killed"] >= 1


def test_an_update_that_grows_is_ended_by_its_memory(
    make_writer: Any, inserting: Inserting, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An engine that is asked for a trace of its calls would look for memory to write it.
    monkeypatch.setenv("RUST_BACKTRACE", "1")
    carry = make_writer(seconds=60.0, memory=600 << 20)
    (costly,) = carry(hostile())
    assert isinstance(costly, WriteTooCostly | QueryError)
    assert "memory" in str(costly)
    (after,) = carry(inserting(1))
    assert after.changed


@pytest.mark.parametrize("graph", ["inferred", "ontology"])
def test_what_the_program_fills_is_nobodys_to_write(carry: Any, inserting: Inserting, graph: str) -> None:
    for scope in (Scope.WRITE, Scope.ADMIN):
        (refused,) = carry(inserting(1, f"graphs/{graph}", scope))
        assert isinstance(refused, WriteRefused)


def test_provenance_is_for_admins(carry: Any, inserting: Inserting) -> None:
    (refused,) = carry(inserting(1, "graphs/provenance"))
    assert "scope admin" in str(refused)
    (done,) = carry(inserting(1, "graphs/provenance", Scope.ADMIN))
    assert done.changed


def test_the_default_graph_is_written_only_where_it_is_its_own(make_writer: Any) -> None:
    write = UpdateWrite(Update(f"INSERT DATA {{ <{BASE}s> <{BASE}p> 1 }}"), Scope.WRITE)
    union = make_writer()
    (refused,) = union(write)
    assert isinstance(refused, NoDefaultGraph)
    union.portal.call(union.writer.stop)
    own = make_writer(own_default=True)
    (done,) = own(write)
    assert done.changed


def test_what_follows_is_derived_again(carry: Any) -> None:
    text = f"""BASE <{BASE}> PREFIX hp: <{HP}>
    INSERT DATA {{ GRAPH <own> {{ <one> hp:partOf <two> . <two> hp:partOf <three> }} }}"""
    (done,) = carry(UpdateWrite(Update(text), Scope.WRITE))
    assert done.changed
    inferred = set(open_store(carry.store).quads(graph=IRI(f"{BASE}graphs/inferred")))
    assert (IRI(f"{BASE}one"), IRI(f"{HP}partOf"), IRI(f"{BASE}three")) in {quad.triple for quad in inferred}
    carry(UpdateWrite(Update(f"DROP GRAPH <{BASE}own>"), Scope.WRITE))
    left = open_store(carry.store).quads(IRI(f"{BASE}one"), graph=IRI(f"{BASE}graphs/inferred"))
    assert not list(left)


def test_a_writer_that_is_killed_is_started_again(carry: Any, inserting: Inserting, values: Values) -> None:
    carry(inserting(1))
    pid = carry.pid()
    socket = announced(carry.store)
    os.kill(pid, signal.SIGKILL)
    carry(inserting(2))
    assert carry.pid() != pid
    assert socket is not None
    assert not socket.parent.exists()
    assert values() == {"1", "2"}


def test_writers_beside_the_service_wait_or_are_told(
    carry: Any, inserting: Inserting, values: Values, store: Path
) -> None:
    carry(inserting(0))
    with writing(store) as held:
        assert held.generation == 1
        with pytest.raises(StoreBusy, match="try again"), writing(store):
            pass
    (done,) = carry(inserting(1))
    assert done.changed


def test_two_services_of_one_store_share_a_writer(
    make_writer: Any, inserting: Inserting, values: Values
) -> None:
    first, second = make_writer(), make_writer()
    first(inserting(1))
    second(inserting(2))
    assert values() == {"1", "2"}
    first.portal.call(first.writer.stop)
    second(inserting(3))
    assert values() == {"1", "2", "3"}


def test_the_address_of_a_writer_is_for_its_owner_only(carry: Any) -> None:
    carry.pid()
    assert (carry.store / "writer.json").stat().st_mode & 0o777 == 0o600
    socket = announced(carry.store)
    assert socket is not None
    assert socket.parent.stat().st_mode & 0o777 == 0o700
    carry.portal.call(carry.writer.stop)
    assert announced(carry.store) is None
    assert not socket.parent.exists()


def graph_write(action: GraphAction, *parts: tuple[str, bytes]) -> GraphWrite:
    return GraphWrite(action, IRI(BASE + "g"), Scope.WRITE, tuple(Part(*part) for part in parts), BASE + "g")


def test_graphs_are_replaced_added_to_and_deleted(carry: Any, values: Values) -> None:
    (made,) = carry(graph_write(GraphAction.REPLACE, ("text/turtle", b"<s> <p> 1, 2 .")))
    assert not made.existed
    (added,) = carry(
        graph_write(GraphAction.ADD, ("text/turtle", b"<s> <p> 3 ."), ("text/turtle", b"<s> <p> 4 ."))
    )
    assert added.existed
    assert values() == {"1", "2", "3", "4"}
    carry(graph_write(GraphAction.REPLACE, ("text/turtle", b"<s> <p> 1 .")))
    assert values() == {"1"}
    gone, not_there = carry(graph_write(GraphAction.DELETE))[0], carry(graph_write(GraphAction.DELETE))[0]
    assert gone.existed and not not_there.existed
    (wrong,) = carry(graph_write(GraphAction.REPLACE, ("text/turtle", b"<s> <p>")))
    assert isinstance(wrong, DocumentError)


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk can only be mounted by root")
def test_a_full_disk_is_told_and_forgotten(tmp_path: Path, make_writer: Any, inserting: Inserting) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], check=False, capture_output=True
    )
    if mount.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        create_store(disk / "store", BASE)
        carry = make_writer()
        carry.writer._options = type(carry.writer._options)(disk / "store")
        assert carry(inserting(1))[0].changed
        filler = disk / "filler"
        with filler.open("wb") as file, pytest.raises(OSError, match="No space"):
            while True:
                file.write(b"0" * 65536)
                file.flush()
        (full,) = carry(inserting(2))
        assert isinstance(full, StoreFull), full
        filler.unlink()
        (after,) = carry(inserting(3))
        assert after.changed
        found = {quad.object for quad in open_store(disk / "store").quads()}
        assert len(found) == 2
        carry.portal.call(carry.writer.stop)
    finally:
        subprocess.run(["umount", "-l", disk], check=False)


def test_what_is_noted_is_small(carry: Any, inserting: Inserting) -> None:
    carry(*(inserting(number) for number in range(50)))
    (note,) = (carry.store / "generations").glob("*.note")
    assert len(json.loads(note.read_text())["answers"]) == 50
    assert len(note.read_text()) < 50 * 120
