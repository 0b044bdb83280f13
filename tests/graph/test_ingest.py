from dataclasses import replace
from pathlib import Path

import pytest

from koinon.graph.addresses import Addresses, hp
from koinon.graph.checking.evidence import check_evidence
from koinon.graph.errors import AddressError, CheckError
from koinon.graph.ingest import add_account, ingest, load_ontology, quads_of_source, remove_source, withdraw
from koinon.graph.rdf_files import read_rdf
from koinon.graph.records import (
    Account,
    Activity,
    ActivityKind,
    Evidence,
    Involvement,
    Organisation,
    Passage,
    Role,
    Source,
)
from koinon.graph.store import EmbeddedStore, Snapshots, create_store, open_store
from koinon.graph.store.snapshots import sha256_of
from koinon.graph.terms import Quad, text

ADDRESSES = Addresses()
TEXT = "ICOM and UNESCO held the training “Museum Service”."


def stated(field: str, words: str) -> tuple[Evidence, ...]:
    return (Evidence(field, Passage(TEXT.index(words), TEXT.index(words) + len(words)), "roles.cue"),)


def account(*names: str, name: str = "000.txt") -> Account:
    """Make an account of one training, held by organisations that the text names."""
    training = Activity(
        "a", "Museum Service", ActivityKind.TRAINING, evidence=stated("title", "Museum Service")
    )
    organisations = tuple(Organisation(each, each, evidence=stated("name", each)) for each in names)
    ties = tuple(
        Involvement("a", Role.CO_ORGANISER, each, phrase="held", evidence=stated("role", TEXT))
        for each in names
    )
    return Account(Source(name, "Museum Service"), TEXT, (training,), organisations, (), ties)


def told(store: EmbeddedStore) -> set[Quad]:
    """Give all that the store holds but its tombstones."""
    withdrawn = ADDRESSES.graph("withdrawn")
    return {quad for quad in store.quads() if quad.graph != withdrawn}


BOTH, ONE = account("ICOM", "UNESCO"), account("ICOM")
ID = ADDRESSES.source_id(BOTH.source)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_store(tmp_path / "store", ADDRESSES.base)
    return tmp_path / "store"


def test_the_same_source_again_changes_nothing() -> None:
    store = EmbeddedStore.memory()
    assert add_account(store, BOTH, ADDRESSES).counts["organisations"].added == 2
    before, generation = set(store.quads()), store.generation
    again = add_account(store, BOTH, ADDRESSES)
    assert not again
    assert again.in_words() == ["“Museum Service”: nothing changed."]
    assert again.counts["organisations"].kept == 2
    assert (set(store.quads()), store.generation) == (before, generation)


def test_a_source_is_replaced_as_a_whole() -> None:
    store = EmbeddedStore.memory()
    add_account(store, BOTH, ADDRESSES)
    changed = add_account(store, ONE, ADDRESSES)
    fresh = EmbeddedStore.memory()
    add_account(fresh, ONE, ADDRESSES)
    ended = "http://www.w3.org/ns/prov#endedAtTime"
    assert {quad for quad in told(store) if quad.predicate != ended} == {
        quad for quad in fresh.quads() if quad.predicate != ended
    }
    counts = {
        kind: (count.added, count.removed, count.changed, count.kept)
        for kind, count in changed.counts.items()
    }
    assert counts == {
        "activities": (0, 0, 1, 0),
        "organisations": (0, 1, 0, 1),
        "involvements": (0, 1, 0, 1),
        "passages": (0, 1, 0, 3),
    }
    assert changed.in_words() == [
        "“Museum Service”:",
        "Gone: 1 organisation, 1 involvement and 1 passage.",
        "Changed: 1 activity.",
        "As before: 1 organisation, 1 involvement and 3 passages.",
    ]


def test_what_another_source_states_stays() -> None:
    store = EmbeddedStore.memory()
    other = account("ICOM", name="001.txt")
    add_account(store, other, ADDRESSES)
    before = set(store.quads())
    add_account(store, BOTH, ADDRESSES)
    removed = remove_source(store, ID, ADDRESSES)
    assert removed.counts["organisations"].removed == 2
    assert told(store) == before
    with pytest.raises(AddressError, match="no source"):
        remove_source(store, ID, ADDRESSES)


def test_all_of_a_source_is_found() -> None:
    store = EmbeddedStore.memory()
    add_account(store, BOTH, ADDRESSES)
    assert quads_of_source(store, ID, ADDRESSES) == set(store.quads())


def test_the_vocabulary_is_loaded_once() -> None:
    store = EmbeddedStore.memory()
    assert load_ontology(store, ADDRESSES)
    assert not load_ontology(store, ADDRESSES)
    assert next(store.quads(subject=hp("Involvement"), graph=ADDRESSES.graph("ontology")), None)


def test_an_ingest_derives_ties_and_keeps_the_text(path: Path) -> None:
    done = ingest(path, [BOTH])
    assert done and done.generation == 1
    store = open_store(path)
    assert next(store.quads(predicate=hp("between"), graph=ADDRESSES.graph("inferred")), None)
    (snapshot,) = store.quads(predicate=hp("sha256"))
    assert snapshot.object == text(Snapshots(path).add(TEXT))
    assert not check_evidence(store, ADDRESSES, Snapshots(path).read)


def test_the_same_ingest_again_makes_no_generation(path: Path) -> None:
    ingest(path, [BOTH])
    again = ingest(path, [BOTH])
    assert not again
    assert again.generation == open_store(path).generation == 1


def test_a_dry_run_says_the_same_and_writes_nothing(path: Path) -> None:
    tried = ingest(path, [BOTH], dry_run=True)
    assert open_store(path).generation == 0
    assert not (path / "snapshots").exists()
    assert ingest(path, [BOTH]).differences == tried.differences


def test_what_breaks_a_shape_is_not_written(path: Path) -> None:
    ingest(path, [ONE])
    nobody = replace(BOTH.involvements[0], evidence=())
    broken = replace(BOTH, involvements=(nobody,))
    with pytest.raises(CheckError, match="Nothing was written") as caught:
        ingest(path, [broken])
    assert "Museum Service" in str(caught.value)
    assert open_store(path).generation == 1
    with pytest.raises(CheckError):
        ingest(path, [replace(broken, text=f"{TEXT} And more.")])
    assert [file.stem for file in (path / "snapshots").iterdir()] == [sha256_of(TEXT)]


def test_a_withdrawn_source_takes_its_text_along(path: Path) -> None:
    rdf = path.parent / "partners.ttl"
    rdf.write_text('<http://example.org/a> <http://schema.org/name> "A" .')
    ingest(path, [BOTH, read_rdf(rdf)])
    assert len(list((path / "snapshots").iterdir())) == 2
    (gone,) = withdraw(path, [ID]).differences
    assert gone.counts["involvements"].removed == 2
    store = open_store(path)
    assert not list(store.quads(predicate=hp("involvement")))
    assert not list(store.quads(predicate=hp("between")))
    assert len(list((path / "snapshots").iterdir())) == 1
    with pytest.raises(AddressError):
        withdraw(path, [ID])


def test_an_rdf_file_is_a_source_like_any_other(path: Path) -> None:
    rdf = path.parent / "partners.ttl"
    rdf.write_text('<http://example.org/a> <http://schema.org/name> "A" .')
    (first,) = ingest(path, [read_rdf(rdf)]).differences
    assert first.in_words()[1].endswith("statements came and 0 went.")
    assert not ingest(path, [read_rdf(rdf)])
