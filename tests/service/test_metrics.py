import asyncio
from functools import partial
from pathlib import Path

import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families

from koinon.graph.store import Change, create_store, writing
from koinon.graph.store.seam import WHOLE
from koinon.graph.terms import IRI, Quad
from koinon.service.app import create_app
from koinon.service.evaluation import Load
from koinon.service.generations import Generations
from koinon.service.metrics import route_of
from koinon.service.problems import Problem
from koinon.service.settings import Settings
from koinon.service.sparql.answering import answer_query
from koinon.service.workers.pool import WorkerPool

from .conftest import BASE, Ask, Serve
from .workers.conftest import settled


def counted(ask: Ask) -> dict[tuple[str, ...], float]:
    answer = ask("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {
        (sample.name, *map(sample.labels.__getitem__, sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_status(ask: Ask) -> None:
    ask("/sparql?query=ASK%7B%7D")
    ask("/sparql?query=nonsense")
    ask("/nowhere/at/all")
    found = counted(ask)
    assert found["koinon_requests_total", "GET", "sparql", "200"] == 1
    assert found["koinon_requests_total", "GET", "sparql", "400"] == 1
    assert found["koinon_requests_total", "GET", "page", "404"] == 1
    assert found["koinon_request_seconds_count", "sparql"] == 2
    assert found["koinon_first_byte_seconds_bucket", "+Inf", "sparql"] == 2
    assert found["koinon_queries_waiting",] == 0
    assert found["koinon_workers", "idle"] == Settings().concurrency


def test_a_store_in_a_folder_is_measured(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "store"
    create_store(path, BASE)
    quad = Quad(IRI(BASE + "a"), IRI(BASE + "b"), IRI(BASE + "c"), IRI(BASE + "graphs/g"))
    with serve(create_app(Generations.at(path), Settings(store=path))) as ask:
        assert counted(ask)["koinon_quads",] == 0
        with writing(path) as store:
            store.apply(Change(added=frozenset({quad})))
        found = counted(ask)
    assert found["koinon_generation",] == 1
    assert found["koinon_quads",] == 2  # it, and its triple in the union
    assert found["koinon_store_bytes",] > 0


@pytest.mark.parametrize(
    ("path", "route"),
    [("/sparql", "sparql"), ("/api/network.gexf", "api"), ("/graphs/source/1", "graphs"), ("/", "page")]
    + [(f"/organisation/{number}", "page") for number in range(3)]
    + [("", "page"), ("*", "page"), ("/metrics", "metrics")],
)
def test_routes_are_few_whatever_is_asked(path: str, route: str) -> None:
    assert route_of(path) == route


def test_workers_that_are_ended_are_counted_by_reason(tmp_path: Path) -> None:
    path = tmp_path / "store"
    create_store(path, BASE)
    with writing(path) as store:
        store.load(
            Quad(IRI(f"{BASE}{n}"), IRI(BASE + "b"), IRI(BASE + "c"), IRI(BASE + "g")) for n in range(500)
        )
    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) > STR(?g)) }"
    task = partial(answer_query, text=heavy, accept=["text/csv"], dataset=WHOLE, own=False)

    async def ended() -> Load:
        pool = WorkerPool(path, Settings(store=path, concurrency=2))
        await pool.start()
        try:
            with pytest.raises(Problem, match="longer than the"):
                await (await settled(pool, 2)).evaluate(task, "somebody", 0.3)
            return pool.load()
        finally:
            await pool.stop()

    load = asyncio.run(ended())
    assert load.ended["slow"] == 1
    assert load.waiting == 0


def test_odd_methods_make_no_labels(serve: Serve, app: FastAPI) -> None:
    with serve(app) as ask:
        for number in range(3):
            ask("/", method=f"ODD{number}")
        found = counted(ask)
    assert found["koinon_requests_total", "other", "page", "405"] == 3
