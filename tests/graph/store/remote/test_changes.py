from collections.abc import Iterator

import pytest

from koinon.graph.errors import StoreError, StoreMissing, StoreUnreachable
from koinon.graph.store import Change
from koinon.graph.store.remote import Endpoint, RemoteStore, create_remote, open_remote
from koinon.graph.store.remote.client import Client
from koinon.graph.store.remote.results import JSON, solutions
from koinon.graph.terms import IRI, Quad, typed

BASE = "http://example.org/"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
GRAPHS = "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def numbered(*numbers: int) -> frozenset[Quad]:
    return frozenset(
        Quad(IRI(f"{BASE}{n}"), IRI(BASE + "value"), typed(n, "integer"), IRI(f"{BASE}graphs/{n % 2}"))
        for n in numbers
    )


class Broken:
    """Lets updates through until one of them breaks: before it is sent, or after the engine has done it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, *, sent: bool) -> None:
        self.calls = 0
        update = Client.update

        def failing(client: Client, text: str) -> None:
            self.calls += 1
            if self.calls < at:
                return update(client, text)
            if self.calls == at and sent:
                update(client, text)
            raise StoreUnreachable("The cable is cut.")

        monkeypatch.setattr(Client, "update", failing)


@pytest.fixture
def store(engine: Endpoint) -> Iterator[RemoteStore]:
    with create_remote(engine, BASE) as store:
        store.apply(Change(added=numbered(1, 2, 3)))
        yield store


def test_a_store_made_ready_twice_is_the_same_store(engine: Endpoint, store: RemoteStore) -> None:
    with create_remote(engine, BASE) as again:
        assert again.generation == 1
        assert set(again.quads()) == numbered(1, 2, 3)


def test_a_store_without_an_update_address_is_only_read(engine: Endpoint, store: RemoteStore) -> None:
    with open_remote(Endpoint(engine.query), BASE) as reader:
        assert set(reader.quads()) == numbered(1, 2, 3)
        with pytest.raises(StoreError, match="only be read"):
            reader.apply(Change(added=numbered(4)))


@pytest.mark.parametrize("sent", [False, True])
def test_a_change_cut_off_at_any_request_is_whole_or_nothing(
    engine: Endpoint, store: RemoteStore, monkeypatch: pytest.MonkeyPatch, sent: bool
) -> None:
    store._writer.chunk = 2  # so that every engine takes the way of large changes
    old, new = numbered(1, 2, 3), numbered(3, 4, 5, 6, 7)
    at = 0
    finished = False
    while not finished:
        at += 1
        with monkeypatch.context() as patch:
            Broken(patch, at, sent=sent)
            try:
                store.apply(Change(removed=old, added=new))
                finished = True
            except StoreError:
                pass
        with open_remote(engine, BASE) as writer:
            writer.apply(Change())  # the next writer finishes or throws away what it finds
            now = set(writer.quads())
            assert now in (old, new), at
            assert list(writer.select(COUNT)) == [{"n": typed(len(now), "integer")}]
            assert not any("staged" in row["g"] for row in solutions(writer._client.query(GRAPHS, JSON)))
            writer.apply(Change(removed=new - old, added=old))
        store._seen = None
    assert at > 3


def test_a_store_that_was_filled_by_others_is_taken_over_with_its_union(engine: Endpoint) -> None:
    with Client(engine) as client:
        client.update(f"INSERT DATA {{ GRAPH <{BASE}graphs/a> {{ <{BASE}1> <{BASE}value> 1 }} }}")
        client.update(f"INSERT DATA {{ GRAPH <{BASE}graphs/b> {{ <{BASE}1> <{BASE}value> 1 }} }}")
    with create_remote(engine, BASE) as store:
        assert list(store.select(COUNT)) == [{"n": typed(1, "integer")}]
        assert len(list(store.quads())) == 2


def test_a_store_without_a_union_is_not_read_as_if_it_had_one(oxigraph: Endpoint, engine: Endpoint) -> None:
    with Client(engine) as client:
        client.update(f"INSERT DATA {{ GRAPH <{BASE}graphs/a> {{ <{BASE}1> <{BASE}value> 1 }} }}")
    if engine.query.endswith("/sparql"):  # Virtuoso shows the union by itself
        with open_remote(engine, BASE) as store:
            assert len(list(store.quads(graph=IRI(f"{BASE}graphs/a")))) == 1
            with pytest.raises(StoreMissing, match="create_remote"):
                store.apply(Change(added=numbered(1)))
    else:
        with pytest.raises(StoreError, match="does not show"):
            open_remote(engine, BASE)
