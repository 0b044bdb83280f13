"""What the graph says nothing of any more is remembered, with what took its place."""

from dataclasses import replace

from koinon.graph.addresses import Addresses, hp
from koinon.graph.ingest import add_account, remove_source
from koinon.graph.linking.links import decide
from koinon.graph.records import Account, Activity, ActivityKind, Involvement, Organisation, Role, Source
from koinon.graph.settling import settle
from koinon.graph.store import Change, EmbeddedStore
from koinon.graph.terms import IRI
from koinon.graph.tombstones import tombstone

ADDRESSES = Addresses()
TRAINING = Activity("a", "Museum Service", ActivityKind.TRAINING)


def account(
    *names: str, role: Role = Role.CO_ORGANISER, file: str = "0.txt", text: str = "Words."
) -> Account:
    organisations = tuple(Organisation(name, name) for name in names)
    ties = tuple(Involvement("a", role, name, phrase="held") for name in names)
    return Account(Source(file, file), text, (TRAINING,), organisations, (), ties)


def address(name: str) -> IRI:
    return ADDRESSES.organisation(Organisation(name, name))


def buried(store: EmbeddedStore) -> set[str]:
    return {quad.subject for quad in store.quads(None, hp("withdrawn"), graph=ADDRESSES.graph("withdrawn"))}


def involvements(store: EmbeddedStore) -> set[IRI]:
    quads = store.quads(ADDRESSES.activity(TRAINING), hp("involvement"))
    return {quad.object for quad in quads if isinstance(quad.object, IRI)}


def test_what_a_source_no_longer_states_is_withdrawn_unless_another_does() -> None:
    store = EmbeddedStore.memory()
    add_account(store, account("ICOM", "UNESCO", "EkoSfera"), ADDRESSES)
    add_account(store, account("UNESCO", file="1.txt"), ADDRESSES)
    assert not buried(store)
    add_account(store, account("ICOM"), ADDRESSES)
    left = tombstone(store, ADDRESSES, address("EkoSfera"))
    assert left is not None
    assert left.withdrawn.endswith("Z")
    assert left.replaced_by is None
    assert tombstone(store, ADDRESSES, address("UNESCO")) is None
    assert tombstone(store, ADDRESSES, address("ICOM")) is None


def test_a_source_that_is_removed_leaves_its_things_withdrawn_until_they_are_told_again() -> None:
    store = EmbeddedStore.memory()
    told = account("ICOM")
    add_account(store, told, ADDRESSES)
    ties = involvements(store)
    source_id = ADDRESSES.source_id(told.source)
    remove_source(store, source_id, ADDRESSES)
    assert {ADDRESSES.source(source_id), ADDRESSES.activity(TRAINING), address("ICOM"), *ties} <= buried(
        store
    )
    add_account(store, told, ADDRESSES)
    assert not list(store.quads(graph=ADDRESSES.graph("withdrawn")))


def test_the_same_tie_in_another_role_takes_the_place_of_the_old() -> None:
    store = EmbeddedStore.memory()
    add_account(store, account("ICOM", "UNESCO"), ADDRESSES)
    before = involvements(store)
    add_account(store, account("ICOM", "UNESCO", role=Role.PARTNER), ADDRESSES)
    after = involvements(store)
    found = [tombstone(store, ADDRESSES, one) for one in before]
    assert len(before) == len(after) == 2
    assert {one.replaced_by for one in found if one} == after


def test_a_text_that_is_read_anew_takes_the_place_of_the_old() -> None:
    store = EmbeddedStore.memory()
    old, new = account("ICOM"), account("ICOM", text="Other words.")
    add_account(store, old, ADDRESSES)
    (first,) = (quad.object for quad in store.quads(None, hp("snapshot")))
    add_account(store, new, ADDRESSES)
    (second,) = (quad.object for quad in store.quads(None, hp("snapshot")))
    assert isinstance(first, IRI)
    assert first != second
    left = tombstone(store, ADDRESSES, first)
    assert left is not None
    assert left.replaced_by == second


def test_one_of_two_that_were_decided_to_be_the_same_stands_for_the_other() -> None:
    store = EmbeddedStore.memory()
    add_account(store, account("ICOM", "International Council of Museums"), ADDRESSES)
    short, long = address("ICOM"), address("International Council of Museums")
    decide(store, ADDRESSES, short, long, same=True)
    assert tombstone(store, ADDRESSES, short) is None
    add_account(store, account("International Council of Museums"), ADDRESSES)
    left = tombstone(store, ADDRESSES, short)
    assert left is not None
    assert left.replaced_by == long
    decide(store, ADDRESSES, short, long, same=None)
    left = tombstone(store, ADDRESSES, short)
    assert left is not None
    assert left.replaced_by is None


def test_things_decided_to_be_the_same_in_a_ring_lead_nowhere_when_all_are_gone() -> None:
    store = EmbeddedStore.memory()
    told = account("ICOM", "Icom Council")
    add_account(store, told, ADDRESSES)
    one, other = address("ICOM"), address("Icom Council")
    decide(store, ADDRESSES, one, other, same=True)
    remove_source(store, ADDRESSES.source_id(told.source), ADDRESSES)
    left = tombstone(store, ADDRESSES, one)
    assert left is not None
    assert left.replaced_by is None


def test_what_is_deleted_by_hand_is_withdrawn_too() -> None:
    store = EmbeddedStore.memory()
    add_account(store, replace(account("ICOM"), involvements=()), ADDRESSES)
    change = Change(removed=frozenset(store.quads(address("ICOM"))))
    store.apply(change)
    settle(store, ADDRESSES, [change])
    assert address("ICOM") in buried(store)
