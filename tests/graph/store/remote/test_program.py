from pathlib import Path

from koinon.graph.addresses import Addresses
from koinon.graph.documents import read_document
from koinon.graph.inference import derive
from koinon.graph.ingest import add_account, load_ontology
from koinon.graph.network.building import build_index
from koinon.graph.network.filters import Filters
from koinon.graph.network.projection import project
from koinon.graph.queries.load import query
from koinon.graph.reading import read_account
from koinon.graph.store import Change, EmbeddedStore, Store
from koinon.graph.store.remote import Endpoint, create_remote

ADDRESSES = Addresses("http://example.org/")
ANNOUNCEMENTS = Path(__file__).parents[4] / "data" / "announcements"


def test_the_graph_and_its_network_are_the_same_on_every_engine(engine: Endpoint) -> None:
    accounts = [read_account(read_document(path)) for path in sorted(ANNOUNCEMENTS.glob("2009-05-*.txt"))]
    embedded = EmbeddedStore.memory()
    load_ontology(embedded, ADDRESSES)
    for account in accounts:
        add_account(embedded, account, ADDRESSES)
    embedded.apply(derive(embedded, ADDRESSES))
    with create_remote(engine, ADDRESSES.base) as remote:
        remote.apply(Change(added=frozenset(embedded.quads())))
        assert set(remote.quads()) == set(embedded.quads())
        generation = remote.generation
        assert not load_ontology(remote, ADDRESSES)
        assert not any(add_account(remote, account, ADDRESSES) for account in accounts)
        assert not derive(remote, ADDRESSES)
        assert remote.generation == generation
        assert network(remote) == network(embedded)
        for name in ("sources", "named_graphs", "snapshots"):
            assert rows(remote, name) == rows(embedded, name)


def network(store: Store) -> tuple[set[str], set[tuple[str, str, int]]]:
    found = project(build_index(store), Filters())
    return (
        {node.id for node in found.nodes},
        {(edge.source, edge.target, edge.activities) for edge in found.edges},
    )


def rows(store: Store, name: str) -> set[frozenset[tuple[str, object]]]:
    return {frozenset(row.items()) for row in store.select(query(name))}
