"""What networks cost: index, projection, ego, paths, communities, whole-network measures; and how it grows.

Medians of several runs; processor time beside the clock, because other programs may use the machine.
"""

import argparse
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final
from urllib.parse import quote

import httpx
import networkit as nk
import networkx as nx
import numpy as np
import polars as pl

from koinon.graph.network import Filters, Journey, NetworkIndex, build_index, find_paths, project
from koinon.graph.network.analyses import analyse
from koinon.graph.network.centrality import pagerank
from koinon.graph.network.communities import partition
from koinon.graph.network.memory import Memory
from koinon.graph.network.saving import _columns, load_index, save_index
from koinon.graph.network.selection import select
from koinon.graph.network.ties import tie
from koinon.graph.network.whole import whole
from koinon.ontology.namespaces import HP, SKOS

from .report import Promise, Report, Table
from .servers import free_port
from .virtuoso import installed, virtuoso
from .world_store import WORLDS, world_files, world_store

SCALES: Final = (100_000, 1_000_000, 10_000_000)
_YEARS: Final = Filters(from_year=2010, to_year=2012)
_EGOS: Final = 40
#: Beyond so many triples the slower ones are not asked.
_SLOW: Final = 1_000_000
_HEAD: Final = f"PREFIX hp: <{HP}> PREFIX skos: <{SKOS}> "
_PAIRS: Final = _HEAD + (
    "SELECT ?x ?y (COUNT(DISTINCT ?a) AS ?n) { ?a hp:start ?s ; hp:involvement ?i , ?j . ?i hp:agent ?x . "
    "?j hp:agent ?y . FILTER(STR(?s) >= '2010' && STR(?s) <= '2012' && STR(?x) < STR(?y)) } GROUP BY ?x ?y"
)
_EGO: Final = _HEAD + (
    "SELECT ?b ?label (COUNT(DISTINCT ?a) AS ?n) {{ ?a hp:involvement ?i , ?j . ?i hp:agent <{of}> . "
    "?j hp:agent ?b . ?b skos:prefLabel ?label }} GROUP BY ?b ?label ORDER BY DESC(?n) LIMIT 300"
)


@dataclass
class Found:
    """Figures of one size: seconds by name, and processor seconds."""

    triples: int
    involvements: int = 0
    clock: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)
    other: dict[str, float] = field(default_factory=dict)

    def take(self, name: str, work: Callable[[], Any], times: int = 1) -> Any:
        """Time work; keep the medians, and give what it gave last."""
        clock, processor, result = [], [], None
        for _ in range(times):
            begun, used = time.perf_counter(), time.process_time()
            result = work()
            clock.append(time.perf_counter() - begun)
            processor.append(time.process_time() - used)
        self.clock[name] = statistics.median(clock)
        self.processor[name] = statistics.median(processor)
        print(f"{self.triples:>10,}  {name:34} {self.clock[name]:9.4f} s", flush=True)
        return result


def main() -> None:
    """Measure, write the figures, and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, nargs="*", default=SCALES, help="sizes of the worlds")
    parser.add_argument("--limit", type=float, default=120, help="seconds for what may never end")
    options = parser.parse_args()
    found = [_measured(triples, options.limit) for triples in sorted(options.triples)]
    report = Report("networks", "Networks", {f"{one.triples:,} triples": one.involvements for one in found})
    _write(report, found)
    print(report.write())


def _measured(triples: int, limit: float) -> Found:
    found = Found(triples)
    index = _index(found)
    _projections(found, index, limit)
    _algorithms(found, index)
    _whole(found, index)
    agents = _some(index)
    _paths(found, index, agents)
    _egos(found, agents)
    if installed() and triples <= _SLOW:
        _virtuoso_egos(found, agents)
    return found


def _index(found: Found) -> NetworkIndex:
    store = world_store(found.triples)
    index: NetworkIndex = found.take("index, from the store", lambda: build_index(store))
    found.take("the same data, scanned by polars", lambda: _scan(found.triples))
    # Where the service looks for it.
    folder = WORLDS / str(found.triples) / "indexes" / f"{index.generation:06}"
    found.take("index, kept", lambda: save_index(index, folder))
    kept: NetworkIndex = found.take("index, opened", lambda: load_index(folder), 3)
    found.involvements = len(index.involvements)
    columns = {name: column.nbytes for name, column in _columns(index, "")}
    numbers = sum(size for name, size in columns.items() if not name.endswith((".data", ".offsets")))
    found.other["bytes an involvement"] = sum(columns.values()) / found.involvements
    found.other["of these numbers"] = numbers / found.involvements
    return kept


def _scan(triples: int) -> int:
    """Read the world's N-Quads with polars, and join what involvements say: the least an index needs."""
    graphs, _ = world_files(triples)
    lines = pl.scan_csv(
        graphs, has_header=False, separator="\x01", quote_char=None, new_columns=["line"], infer_schema=False
    )
    wanted = [f"<{HP}{name}>" for name in ("involvement", "agent", "role", "start")]
    parts = pl.col("line").str.splitn(" ", 4).struct.rename_fields(["s", "p", "o", "rest"])
    rows = (
        lines.select(parts.alias("t"))
        .unnest("t")
        .filter(pl.col("p").is_in(wanted))
        .collect(engine="streaming")
    )
    by = {name: rows.filter(pl.col("p") == name) for name in wanted}
    joined = (
        by[wanted[0]]
        .select(activity="s", involvement="o", graph="rest")
        .join(by[wanted[1]].select(involvement="s", agent="o"), on="involvement")
        .join(by[wanted[2]].select(involvement="s", role="o"), on="involvement")
        .join(by[wanted[3]].select(activity="s", start="o"), on="activity")
    )
    numbered = joined.select(pl.all().cast(pl.Categorical).to_physical())
    return len(numbered)


def _projections(found: Found, index: NetworkIndex, limit: float) -> None:
    def years() -> Any:
        return tie(select(index, _YEARS), _YEARS, index.roles)

    years()
    found.take("3 of 25 years, projected", years, 9)
    found.take("whole, projected", lambda: tie(select(index, Filters()), Filters(), index.roles), 3)
    found.take("300 strongest, described", lambda: project(index, Filters(limit=300), arrange=False), 3)
    found.take("300 strongest, as JSON", project(index, Filters(limit=300), arrange=False).to_json, 3)
    if found.triples <= _SLOW:
        run = f"from benchmarks.networks import sparql_pairs; print(sparql_pairs({found.triples}))"
        try:
            done = subprocess.run(
                [sys.executable, "-c", run], timeout=limit, capture_output=True, text=True, check=True
            )
            found.clock["3 of 25 years, by SPARQL"] = float(done.stdout)
        except subprocess.TimeoutExpired:
            found.clock["3 of 25 years, by SPARQL"] = math.inf


def sparql_pairs(triples: int) -> float:
    """Time the projection of three years by SPARQL in the embedded store."""
    store = world_store(triples)
    begun = time.perf_counter()
    for _ in store.answer(_PAIRS, ("text/csv",)).chunks:
        pass
    return time.perf_counter() - begun


def _algorithms(found: Found, index: NetworkIndex) -> None:
    network = whole(index, Filters()).adjacency()
    found.other["nodes"], found.other["ties"] = network.count, len(network.source)
    nk.setNumberOfThreads(1)
    held = network.to_networkit()
    partition(network)
    found.take("communities", lambda: partition(network), 3)
    found.take("communities, networkit", lambda: nk.community.ParallelLeiden(held, iterations=10).run(), 3)
    found.take("PageRank", lambda: pagerank(network), 3)
    found.take("PageRank, networkit", lambda: nk.centrality.PageRank(held, 0.85, 1e-12).run(), 3)
    if found.triples <= _SLOW:
        slow = network.to_networkx()
        found.take("communities, networkx", lambda: nx.community.louvain_communities(slow, seed=1))
        found.take("PageRank, networkx", lambda: nx.pagerank(slow, tol=1e-12 / max(network.count, 1)))


def _whole(found: Found, index: NetworkIndex) -> None:
    given = {"measure": ["pagerank", "core", "strength"]}

    def ask() -> Any:
        return analyse("measures", index, world_store(found.triples), given)

    object.__setattr__(index, "remembered", Memory())
    found.take("whole-network measures, cold", ask)
    found.take("whole-network measures, again", ask, 5)


def _some(index: NetworkIndex) -> list[str]:
    addresses = index.organisations.things.addresses
    chosen = np.random.default_rng(7).integers(0, len(addresses), _EGOS)
    return [addresses[int(one)] for one in chosen]


def _paths(found: Found, index: NetworkIndex, agents: list[str]) -> None:
    def path(one: str, other: str) -> None:
        find_paths(index, Journey(one, other))

    path(agents[0], agents[1])
    pairs = list(zip(agents[::2], agents[1::2], strict=True))
    took = [_seconds(partial(path, *pair)) for pair in pairs if pair[0] != pair[1]]
    found.clock["path"] = statistics.median(took)
    print(f"{found.triples:>10,}  path {found.clock['path']:.4f} s", flush=True)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _egos(found: Found, agents: list[str]) -> None:
    with _served(found.triples) as client:
        client.get("/api/network/ego", params={"of": agents[0]}).raise_for_status()
        addresses = [f"/api/network/ego?of={quote(agent, safe='')}" for agent in agents]
        _each(found, "ego over HTTP", client, addresses, {})


def _virtuoso_egos(found: Found, agents: list[str]) -> None:
    with virtuoso(found.triples) as server:
        base = f"http://127.0.0.1:{server.port}"
        accept = {"Accept": "application/sparql-results+json"}
        with httpx.Client(base_url=base, timeout=120, trust_env=False) as client:
            addresses = [f"{server.path}?query={quote(_EGO.format(of=agent), safe='')}" for agent in agents]
            _each(found, "ego over HTTP, Virtuoso", client, addresses, accept)


def _each(
    found: Found, name: str, client: httpx.Client, addresses: list[str], headers: dict[str, str]
) -> None:
    for address in addresses[:5]:
        client.get(address, headers=headers).raise_for_status()
    took = [
        _seconds(lambda one=one: client.get(one, headers=headers).raise_for_status()) for one in addresses
    ]  # type: ignore[misc]
    found.clock[name] = statistics.median(took)
    print(f"{found.triples:>10,}  {name} {found.clock[name]:.4f} s", flush=True)


@contextmanager
def _served(triples: int) -> Iterator[httpx.Client]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "benchmarks.network_server:app"]
    environment = {**os.environ, "BENCHMARK_TRIPLES": str(triples)}
    with subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "error"], env=environment
    ) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=600, trust_env=False) as client:
                _wait(client)
                yield client
        finally:
            process.terminate()


def _wait(client: httpx.Client, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            client.get("/healthz").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("The service did not start.")


def _write(report: Report, found: list[Found]) -> None:
    names = list(dict.fromkeys(name for one in found for name in one.clock))
    rows = [_row(name, [one.clock.get(name) for one in found], found, 1000.0) for name in names]
    columns = ("milliseconds", *(f"{one.triples:,}" for one in found), "grows as n to the power of")
    report.tables.append(Table("By the clock", columns, tuple(rows)))
    used = list(dict.fromkeys(name for one in found for name in one.processor))
    rows = [_row(name, [one.processor.get(name) for one in found], found, 1000.0) for name in used]
    report.tables.append(Table("Processor time", columns, tuple(rows)))
    others = list(dict.fromkeys(name for one in found for name in one.other))
    rows = [_row(name, [one.other.get(name) for one in found], found, 1.0) for name in others]
    report.tables.append(Table("Sizes", ("", *columns[1:]), tuple(rows)))
    report.notes.append(
        "Other programs used the machine meanwhile: ratios of one run are worth more than its figures. "
        f"What is slow is not asked beyond {_SLOW:,} triples; ∞ took longer than it may."
    )
    report.promises += _promises(found[-1], found)


def _row(name: str, values: list[float | None], found: list[Found], scale: float) -> tuple[object, ...]:
    shown = ["–" if value is None else "∞" if math.isinf(value) else value * scale for value in values]
    known = [
        (one.triples, value) for one, value in zip(found, values, strict=True) if value and value < math.inf
    ]
    power = "–"
    if len(known) > 1:
        (low, first), (high, last) = known[0], known[-1]
        power = f"{math.log(last / first) / math.log(high / low):.2f}"
    return (name, *shown, power)


def _promises(large: Found, found: list[Found]) -> list[Promise]:
    clock = large.clock
    slow = next((one for one in reversed(found) if "PageRank, networkx" in one.clock), large)
    asked = next((one for one in reversed(found) if "3 of 25 years, by SPARQL" in one.clock), large)
    rival = next((one for one in reversed(found) if "ego over HTTP, Virtuoso" in one.clock), None)
    made = [
        _below("3 of 25 years, projected", clock["3 of 25 years, projected"] * 1000, 60, "ms"),
        _above("… against SPARQL", asked, "3 of 25 years, by SPARQL", "3 of 25 years, projected", 100),
        _below("ego over HTTP, p50", clock["ego over HTTP"] * 1000, 5, "ms"),
        _above("communities against networkx", slow, "communities, networkx", "communities", 20),
        _above("PageRank against networkx", slow, "PageRank, networkx", "PageRank", 20),
        _below(
            "communities against networkit", clock["communities"] / clock["communities, networkit"], 1.5, "×"
        ),
        _below("PageRank against networkit", clock["PageRank"] / clock["PageRank, networkit"], 1.5, "×"),
        _below(
            "index against a polars scan",
            clock["index, from the store"] / clock["the same data, scanned by polars"],
            3,
            "×",
        ),
        _below("path, p50", clock["path"] * 1000, 30, "ms"),
        _below("bytes an involvement", large.other["bytes an involvement"], 60, ""),
        _below("whole-network measures, cold", clock["whole-network measures, cold"], 3, "s"),
        _below("whole-network measures, again", clock["whole-network measures, again"] * 1000, 5, "ms"),
    ]
    if rival is not None:
        made.append(_above("ego against Virtuoso", rival, "ego over HTTP, Virtuoso", "ego over HTTP", 5))
    return made


def _below(what: str, value: float, most: float, unit: str) -> Promise:
    return Promise(what, f"≤ {most:g} {unit}".strip(), f"{value:.3g} {unit}".strip(), value <= most)


def _above(what: str, found: Found, slow: str, quick: str, least: float) -> Promise:
    ratio = found.clock[slow] / found.clock[quick]
    said = f"{ratio:.3g} × at {found.triples:,} triples"
    return Promise(what, f"≥ {least:g} ×", said, ratio >= least)


if __name__ == "__main__":
    main()
