"""Every kind of store, so that the same tests hold for all of them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack

import pytest

from koinon.graph.store import Change, EmbeddedStore, Store, create_store, writing
from koinon.graph.store.remote import Endpoint, create_remote
from koinon.graph.terms import Quad

BASE = "http://example.org/"

MakeStore = Callable[[Iterable[Quad]], Store]


def _memory(request: pytest.FixtureRequest, stack: ExitStack) -> MakeStore:
    return EmbeddedStore.memory


def _folder(request: pytest.FixtureRequest, stack: ExitStack) -> MakeStore:
    folder = request.getfixturevalue("tmp_path")

    def make(quads: Iterable[Quad] = ()) -> Store:
        create_store(folder / "store", BASE)
        store = stack.enter_context(writing(folder / "store"))
        store.load(quads)
        return store

    return make


def _remote(request: pytest.FixtureRequest, stack: ExitStack) -> MakeStore:
    endpoint: Endpoint = request.getfixturevalue(request.param)
    emptied = request.getfixturevalue("emptied")

    def make(quads: Iterable[Quad] = ()) -> Store:
        store = stack.enter_context(create_remote(emptied(endpoint), BASE))
        store.apply(Change(added=frozenset(quads)))
        return store

    return make


_KINDS = {"memory": _memory, "folder": _folder, "oxigraph": _remote, "virtuoso": _remote, "fuseki": _remote}


@pytest.fixture(params=list(_KINDS))
def make_store(request: pytest.FixtureRequest) -> Iterator[MakeStore]:
    """Make a writable store of each kind that holds the given quads."""
    with ExitStack() as stack:
        yield _KINDS[request.param](request, stack)
