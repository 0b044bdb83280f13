"""Editions of one table: what came, what changed, what went, and what is kept of it."""

from pathlib import Path

import pytest

from koinon.graph.addresses import Addresses, hp
from koinon.graph.checking import check_evidence, check_shapes
from koinon.graph.differences import Count, Difference
from koinon.graph.documents.metadata import Metadata
from koinon.graph.ingest import ingest
from koinon.graph.store import EmbeddedStore, Snapshots, create_store, open_store
from koinon.graph.tables.reading import read_table_text
from koinon.graph.terms import IRI, Quad, text
from koinon.ontology.namespaces import DCAT, OA, PROV

ADDRESSES = Addresses()
HEADER = "activity,kind,start,organisation,role\n"
ROWS = (
    "Restoration of Qala,project,2011,ICCROM,partner\n",
    "Museum training,training,2013,ICOM,organiser\n",
    "Museum training,training,2013,UNESCO,partner\n",
    "Exhibition of carpets,exhibition,2015,ICOM,organiser\n",
)
VERSION, REVISES = IRI(DCAT + "version"), IRI(PROV + "wasRevisionOf")
OF, SINCE, FROM = (IRI(PROV + name) for name in ("specializationOf", "invalidatedAtTime", "wasDerivedFrom"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_store(tmp_path / "store", ADDRESSES.base)
    return tmp_path / "store"


def add(path: Path, *rows: str) -> Difference:
    table = read_table_text(HEADER + "".join(rows), "list.csv", Metadata())
    assert not table.problems
    (difference,) = ingest(path, [table.account]).differences
    return difference


def values(store: EmbeddedStore, predicate: IRI, subject: IRI | None = None) -> list[str]:
    return sorted(
        quad.object if isinstance(quad.object, IRI) else quad.object.value
        for quad in store.quads(subject, predicate)
    )


def stated(path: Path) -> set[Quad]:
    """Collect all that is in the store but the vocabulary and the run, which has a time."""
    ontology = ADDRESSES.graph("ontology")
    return {
        quad for quad in open_store(path).quads() if quad.graph != ontology and "/run/" not in quad.subject
    }


def test_the_first_edition_has_the_number_one_and_revises_nothing(path: Path) -> None:
    add(path, *ROWS)
    store = open_store(path)
    assert values(store, VERSION) == ["1"]
    assert values(store, REVISES) == []


def test_a_newer_edition_names_the_one_it_revises_and_keeps_its_text(path: Path) -> None:
    add(path, *ROWS)
    add(path, *ROWS, "Fair,other,2016,ICOM,organiser\n")
    store = open_store(path)
    assert values(store, VERSION) == ["1", "2"]
    ((newer, _, older, _),) = store.quads(predicate=REVISES)
    assert values(store, VERSION, newer) == ["2"]
    texts = [Snapshots(path).read(sha256) for sha256 in values(store, hp("sha256"))]
    assert len(texts) == 2
    assert all(texts)
    assert values(store, hp("snapshot")) == [newer]
    assert older != newer


def test_what_came_changed_and_went_is_counted(path: Path) -> None:
    add(path, *ROWS)
    difference = add(
        path, ROWS[1], ROWS[2], ROWS[3].replace("2015", "2015-05"), "Fair,other,2016,ICOM,organiser\n"
    )
    assert difference.counts["activities"] == Count(added=1, removed=1, changed=1, kept=1)


def test_a_row_that_went_leaves_a_mark_and_states_nothing_more(path: Path) -> None:
    add(path, *ROWS)
    ((first, *_),) = open_store(path).quads(predicate=VERSION)
    add(path, *ROWS[1:])
    store = open_store(path)
    marks = {quad.object: quad.subject for quad in store.quads(predicate=OF)}
    (activity,) = (thing for thing in marks if "/activity/" in thing)
    mark = marks[activity]
    assert len(values(store, SINCE, mark)) == 1
    assert values(store, FROM, mark) == [first]
    assert values(store, IRI(OA + "exact"), mark) == ["Restoration of Qala"]
    # Beside the mark of the row there may be a word that the activity itself is gone, in no source's graph.
    assert not [quad for quad in store.quads(IRI(activity)) if "/source/" in quad.graph]
    assert len(marks) == 2  # the other is of its involvement


def test_a_participation_that_went_is_marked_while_its_activity_stays(path: Path) -> None:
    add(path, *ROWS)
    add(path, *ROWS[:2], ROWS[3])
    ((_, _, thing, _),) = open_store(path).quads(predicate=OF)
    assert "/involvement/" in str(thing)


def test_what_comes_back_is_marked_no_more(path: Path) -> None:
    add(path, *ROWS)
    add(path, *ROWS[1:])
    add(path, *ROWS)
    store = open_store(path)
    assert list(store.quads(predicate=OF)) == []
    assert [
        quad.object
        for quad in store.quads(predicate=VERSION)
        if quad.subject in values(store, hp("snapshot"))
    ] == [text("3")]


def test_marks_outlive_the_next_edition(path: Path) -> None:
    add(path, *ROWS)
    add(path, *ROWS[1:])
    marks = set(open_store(path).quads(predicate=OF))
    add(path, *ROWS[1:], "Fair,other,2016,ICOM,organiser\n")
    assert set(open_store(path).quads(predicate=OF)) == marks
    assert values(open_store(path), VERSION) == ["1", "2", "3"]


def test_a_changed_row_touches_its_own_statements_only(path: Path) -> None:
    add(path, *ROWS)
    before = stated(path)
    add(path, *ROWS[:3], ROWS[3].replace("2015", "2015-05"))
    after = stated(path)
    touched = {quad.subject for quad in before ^ after if quad.graph != ADDRESSES.graph("inferred")}
    source = f"{ADDRESSES.base}source/"
    of_rows = {node.partition("/row/")[2][:1] for node in touched if "/row/" in node}
    assert of_rows == {"4"}
    told = [node for node in touched if not node.startswith(source)]
    assert [node for node in told if "carpets" not in node] == []


@pytest.mark.parametrize("rows", [ROWS[1:], ROWS[::-1], (*ROWS[:3], ROWS[3].replace("2015", "2015-05"))])
def test_an_edition_keeps_every_shape_and_every_quotation(path: Path, rows: tuple[str, ...]) -> None:
    add(path, *ROWS)
    add(path, *rows)
    store = open_store(path)
    assert check_shapes(store, ADDRESSES) == []
    assert check_evidence(store, ADDRESSES, Snapshots(path).read) == []


def test_the_same_edition_again_changes_nothing(path: Path) -> None:
    add(path, *ROWS)
    add(path, *ROWS[1:])
    assert not add(path, *ROWS[1:])


def test_identifiers_are_those_of_the_first_edition(path: Path) -> None:
    add(path, *ROWS)
    before = {quad.subject for quad in open_store(path).quads(object=hp("Activity"))}
    add(path, *ROWS[::-1])
    assert {quad.subject for quad in open_store(path).quads(object=hp("Activity"))} == before
