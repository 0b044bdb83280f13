"""Every kind of store, so that the same tests hold for all of them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from koinon.graph.store import EmbeddedStore, Store, create_store, writing
from koinon.graph.terms import Quad

MakeStore = Callable[[Iterable[Quad]], Store]


def _memory(folder: Path, stack: ExitStack) -> MakeStore:
    return EmbeddedStore.memory


def _folder(folder: Path, stack: ExitStack) -> MakeStore:
    def make(quads: Iterable[Quad] = ()) -> Store:
        create_store(folder / "store", "http://example.org/")
        store = stack.enter_context(writing(folder / "store"))
        store.load(quads)
        return store

    return make


_KINDS = {"memory": _memory, "folder": _folder}


@pytest.fixture(params=sorted(_KINDS))
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeStore]:
    """Make a writable store of each kind that holds the given quads."""
    with ExitStack() as stack:
        yield _KINDS[request.param](tmp_path, stack)
