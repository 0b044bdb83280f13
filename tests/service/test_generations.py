import gc
import weakref
from pathlib import Path

from koinon.graph.store.folder import create_store, writing
from koinon.graph.store.seam import Change
from koinon.graph.terms import IRI, Quad, text
from koinon.service.generations import Generations

BASE = "http://127.0.0.1:8000/"


def _say(path: Path, word: str) -> None:
    quad = Quad(IRI("http://e/s"), IRI("http://e/p"), text(word), IRI("http://e/g"))
    with writing(path) as store:
        store.apply(Change(added=frozenset({quad})))


def test_the_service_moves_on_and_lets_a_request_finish(tmp_path: Path) -> None:
    path = tmp_path / "store"
    create_store(path, BASE)
    _say(path, "first")
    generations = Generations.at(path)
    old = generations.current()
    assert generations.current() is old
    _say(path, "second")
    new = generations.current()
    assert (generations.base, new.number) == (BASE, old.number + 1)
    assert (len(list(old.store.quads())), len(list(new.store.quads()))) == (1, 2)
    gone = weakref.ref(old.store)
    del old
    gc.collect()
    assert gone() is None


def test_what_is_computed_of_a_generation_is_computed_once(tmp_path: Path) -> None:
    create_store(tmp_path / "store", BASE)
    generation = Generations.at(tmp_path / "store").current()
    computed: list[int] = []
    for _ in range(3):
        generation.remember("x", lambda: computed.append(1))
    assert computed == [1]
    assert generation.network is generation.network
