from collections.abc import Mapping
from pathlib import Path

from koinon.graph.store import Change, create_store, writing
from koinon.graph.terms import IRI, Quad
from koinon.service.app import create_app
from koinon.service.evaluation import Load
from koinon.service.generations import Generations
from koinon.service.settings import Settings
from koinon.service.workers.in_process import InProcess

from ..conftest import BASE, Ask, Serve


class Busy(InProcess):
    """An evaluator in a state of one's choice."""

    state = Load(0, 0, 0, 4)

    def load(self) -> Load:
        return self.state


def status(ask: Ask, path: str) -> tuple[int, Mapping[str, object]]:
    answer = ask(path)
    return answer.status_code, answer.json()


def test_a_service_that_can_answer_is_ready(ask: Ask) -> None:
    assert status(ask, "/readyz") == (200, {"status": "ready", "generation": 0})


def test_without_a_worker_it_is_up_but_not_ready(serve: Serve, tmp_path: Path) -> None:
    create_store(tmp_path / "store", BASE)
    generations = Generations.at(tmp_path / "store")
    evaluator = Busy(generations, 4, 4)
    with serve(create_app(generations, Settings(), evaluator)) as ask:
        code, said = status(ask, "/readyz")
        assert (code, said["status"]) == (503, "not ready")
        assert status(ask, "/healthz")[0] == 200
        evaluator.state = Load(4, 32, 0)
        assert status(ask, "/readyz")[0] == 200, "a service that is busy is ready"


def test_a_damaged_store_is_not_ready_until_it_is_mended(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "store"
    create_store(path, BASE)
    quad = Quad(IRI(BASE + "a"), IRI(BASE + "b"), IRI(BASE + "c"), IRI(BASE + "graphs/g"))
    with writing(path) as store:
        store.apply(Change(added=frozenset({quad})))
    marker = path / "generations" / "000001.json"
    with serve(create_app(Generations.at(path), Settings(store=path))) as ask:
        kept = marker.read_bytes()
        marker.unlink()
        code, said = status(ask, "/readyz")
        assert code == 503
        assert "koinon restore" in str(said["reason"])
        marker.write_bytes(kept)
        assert status(ask, "/readyz")[0] == 200
