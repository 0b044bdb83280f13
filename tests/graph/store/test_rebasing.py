"""A store given another base is what its sources would have made under it."""

import json
from pathlib import Path

import pytest

from koinon.graph.addresses import Addresses
from koinon.graph.checking.evidence import check_evidence
from koinon.graph.errors import AddressError, StoreError
from koinon.graph.ingest import ingest
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
from koinon.graph.store import (
    Snapshots,
    create_store,
    current_generation,
    open_store,
    store_base,
    verify_store,
    writing,
)
from koinon.graph.store.backup import back_up, restore
from koinon.graph.store.folder import describe_store
from koinon.graph.store.rebasing import rebase
from koinon.graph.terms import Quad

OLD, NEW = "http://127.0.0.1:8000/", "https://graph.example.org/heritage/"
TEXT = "ICOM and UNESCO held the training “Museum Service”."


def _said(field: str, words: str) -> tuple[Evidence, ...]:
    return (Evidence(field, Passage(TEXT.index(words), TEXT.index(words) + len(words)), "roles.cue"),)


@pytest.fixture
def account() -> Account:
    title = "Museum Service"
    training = Activity("a", title, ActivityKind.TRAINING, evidence=_said("title", title))
    bodies = tuple(Organisation(one, one, evidence=_said("name", one)) for one in ("ICOM", "UNESCO"))
    ties = tuple(
        Involvement("a", Role.CO_ORGANISER, one.key, phrase="held", evidence=_said("role", TEXT))
        for one in bodies
    )
    return Account(Source("000.txt", title), TEXT, (training,), bodies, (), ties)


@pytest.fixture
def store(tmp_path: Path, account: Account) -> Path:
    create_store(tmp_path / "store", OLD)
    ingest(tmp_path / "store", [account])
    return tmp_path / "store"


def _held(store: Path) -> set[Quad]:
    return {quad for quad in open_store(store).quads() if not quad.predicate.endswith("#endedAtTime")}


def test_a_rebased_store_is_what_its_sources_make_under_the_new_base(
    store: Path, account: Account, tmp_path: Path
) -> None:
    create_store(tmp_path / "fresh", NEW)
    ingest(tmp_path / "fresh", [account])
    before = current_generation(store)
    count = rebase(store, NEW)
    assert (store_base(store), current_generation(store)) == (NEW, before + 1)
    assert _held(store) == _held(tmp_path / "fresh")
    assert count == len({quad.triple for quad in open_store(store).quads()})
    assert json.loads((store / "store.json").read_text())["base"] == NEW
    verify_store(store)


def test_after_a_rebase_the_same_source_changes_nothing_and_its_words_are_found(
    store: Path, account: Account
) -> None:
    rebase(store, NEW)
    assert not ingest(store, [account])
    assert check_evidence(open_store(store), Addresses(NEW), Snapshots(store).read) == []
    assert not ingest(store, [account], anew=True)


def test_a_reader_keeps_what_it_opened(store: Path) -> None:
    opened = open_store(store)
    rebase(store, NEW)
    assert any(quad.subject.startswith(OLD) for quad in opened.quads())


def test_one_who_is_killed_before_the_store_is_described_anew_leaves_it_rebased(store: Path) -> None:
    rebase(store, NEW)
    describe_store(store, OLD)
    assert store_base(store) == NEW
    with writing(store) as opened:
        quad = next(opened.quads())
        assert NEW in f"{quad.subject}{quad.object}{quad.graph}"


def test_a_store_that_grows_and_is_backed_up_keeps_its_new_base(
    store: Path, account: Account, tmp_path: Path
) -> None:
    rebase(store, NEW)
    other = Account(Source("001.txt", "Other"), account.text, account.activities, account.organisations)
    ingest(store, [other])
    back_up(store, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "again")
    assert store_base(store) == store_base(tmp_path / "again") == NEW
    assert _held(store) == _held(tmp_path / "again")


def test_a_base_within_the_old_one_is_put_before_each_address_once(store: Path) -> None:
    rebase(store, f"{OLD}graph/")
    assert all(
        f"{OLD}graph/graph/" not in f"{quad.subject} {quad.graph}" for quad in open_store(store).quads()
    )
    rebase(store, OLD)
    assert store_base(store) == OLD


@pytest.mark.parametrize(
    ("base", "error"),
    [("example.org", AddressError), ("https://example.org", AddressError), (OLD, StoreError)],
)
def test_what_cannot_be_a_base_changes_nothing(store: Path, base: str, error: type[Exception]) -> None:
    before = current_generation(store)
    with pytest.raises(error):
        rebase(store, base)
    assert (store_base(store), current_generation(store)) == (OLD, before)
