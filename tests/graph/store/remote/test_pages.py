import pytest

from koinon.graph.errors import StoreBusy, StoreIncomplete
from koinon.graph.store import Change
from koinon.graph.store.remote import Endpoint, create_remote
from koinon.graph.store.remote.pages import Pages, Pattern
from koinon.graph.terms import IRI, Quad, typed

BASE = "http://example.org/"
QUADS = frozenset(
    Quad(
        IRI(f"{BASE}{n}"),
        IRI(f"{BASE}p{n % 3}"),
        typed(n, "integer"),
        IRI(f"{BASE}graphs/{'large' if n < 60 else n % 8}"),
    )
    for n in range(100)
)


@pytest.mark.parametrize("rows", [1000, 30, 7, 1])
def test_pages_of_any_size_hold_every_quad_once(engine: Endpoint, rows: int) -> None:
    with create_remote(engine, BASE) as store:
        store.apply(Change(added=QUADS))
        pages = Pages(store._ask_own, rows)
        found = list(pages.read(Pattern()))
        assert len(found) == len(QUADS)
        assert set(found) == QUADS
        large = IRI(f"{BASE}graphs/large")
        assert sorted(q.subject for q in pages.read(Pattern(graph=large))) == sorted(
            q.subject for q in QUADS if q.graph == large
        )
        one = IRI(f"{BASE}p1")
        assert set(pages.read(Pattern(predicate=one))) == {q for q in QUADS if q.predicate == one}


def test_quads_that_change_while_they_are_read_are_not_taken_for_whole(engine: Endpoint) -> None:
    with create_remote(engine, BASE) as store:
        store.apply(Change(added=QUADS))
        reading = store.quads()
        next(reading)
        store.apply(Change(removed=QUADS))
        with pytest.raises(StoreBusy, match="read it again"):
            list(reading)


def test_virtuoso_never_gives_a_part_for_the_whole(virtuoso: Endpoint, engine: Endpoint) -> None:
    if engine is not virtuoso:
        pytest.skip("the other engines give every row")
    many = frozenset(
        Quad(IRI(f"{BASE}{n}"), IRI(f"{BASE}p"), typed(n, "integer"), IRI(f"{BASE}graphs/g"))
        for n in range(10_500)
    )
    with create_remote(virtuoso, BASE) as store:
        store.apply(Change(added=many))
        assert set(store.quads()) == many
        with pytest.raises(StoreIncomplete, match="10000"):
            store.select("SELECT * WHERE { ?s ?p ?o }")
        with pytest.raises(StoreIncomplete, match="10500"):
            store.construct("CONSTRUCT { ?s a ?p } WHERE { ?s ?p ?o }")
        with pytest.raises(StoreIncomplete):
            store.answer("CONSTRUCT WHERE { ?s ?p ?o }", ["text/turtle"])
