"""What serving costs: lookups beside other servers, long results, and lookups while hostile queries run."""

import argparse
import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

import httpx
import pyoxigraph as ox

from koinon.ontology.namespaces import HP

from .http_load import Load, ask, run_load, sparql_path
from .report import Promise, Report, Table
from .servers import Server, koinon, oxigraph, rdflib_endpoint, tree_memory, tree_seconds
from .world_store import world_store

LOOKUPS = 1_000
CONNECTIONS = 8
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) > STR(?i)) }",
    "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c ?e",
)
ROWS = "SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } } LIMIT 1000000"


def main() -> None:
    """Measure, write the figures, and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000, help="size of the world")
    parser.add_argument("--seconds", type=float, default=10.0, help="length of each run")
    options = parser.parse_args()
    report = Report("serving", "Serving", {"triples": options.triples, "seconds a run": options.seconds})
    queries = _lookups(options.triples)
    # A million rows take longer than the time limit where others use the machine.
    with koinon(options.triples, client_seconds=1e9, query_seconds=120) as server:
        kept = _lookup_run(server, queries, options.seconds, "koinon, asked again")
        _stream(report, server, options.triples)
    # Without kept answers, every lookup goes to a worker and its engine.
    with koinon(options.triples, client_seconds=1e9, cache_megabytes=0) as server:
        anew = _lookup_run(server, queries, options.seconds, "koinon, asked anew")
    with oxigraph(options.triples) as server:
        native = _lookup_run(server, queries, options.seconds)
    with rdflib_endpoint(options.triples) as server:
        rival = _lookup_run(server, queries, options.seconds)
    _compare(report, kept, anew, native, rival)
    with koinon(options.triples, client_seconds=1e9, client_faults=10**9, cache_megabytes=0) as server:
        asyncio.run(_besieged(report, server, queries, options.seconds * 2))
    print(report.write())


@dataclass(frozen=True, slots=True)
class Lookups:
    """A run of lookups against one server, and the share of one core that it and the client used."""

    name: str
    load: Load
    server: float
    client: float


def _lookups(triples: int) -> list[str]:
    """Ask for all that is said of one organisation, another each time."""
    store = world_store(triples)
    found = store.select(f"SELECT ?o {{ ?o a <{HP}Organisation> }} LIMIT {LOOKUPS}")
    return [f"SELECT ?p ?v {{ <{row['o']}> ?p ?v }} LIMIT 20" for row in found]


def _lookup_run(server: Server, queries: list[str], seconds: float, name: str = "") -> Lookups:
    paths = [sparql_path(query).replace("/sparql", server.path, 1) for query in queries]
    asyncio.run(run_load(server.port, paths, CONNECTIONS, 2))
    used, own = tree_seconds(server.pid), time.process_time()
    load = asyncio.run(run_load(server.port, paths, CONNECTIONS, seconds))
    assert set(load.statuses) == {200}, load.statuses
    return Lookups(
        name or server.name,
        load,
        (tree_seconds(server.pid) - used) / load.seconds,
        (time.process_time() - own) / load.seconds,
    )


def _compare(report: Report, kept: Lookups, anew: Lookups, native: Lookups, rival: Lookups) -> None:
    rows = tuple(
        (
            one.name,
            one.load.rate,
            one.load.percentile(50) * 1000,
            one.load.percentile(99) * 1000,
            kept.load.rate / one.load.rate,
            anew.load.rate / one.load.rate,
            one.server,
            one.server / one.load.rate * 1000,
            one.client,
        )
        for one in (kept, anew, native, rival)
    )
    columns = (
        "server",
        "lookups/s",
        "p50 ms",
        "p99 ms",
        "rate asked again, to its",
        "rate asked anew, to its",
        "cores used",
        "CPU ms a lookup",
        "by the client",
    )
    report.tables.append(Table(f"Lookups over {CONNECTIONS} connections", columns, rows))
    for own, how in ((kept, "asked again"), (anew, "asked anew")):
        to_native, to_rival = (own.load.rate / other.load.rate for other in (native, rival))
        report.promises += [
            Promise(f"lookups {how}, to native Oxigraph", "≥ 0.5 ×", f"{to_native:.2f} ×", to_native >= 0.5),
            Promise(f"lookups {how}, to rdflib-endpoint", "≥ 3 ×", f"{to_rival:.1f} ×", to_rival >= 3),
        ]
    report.notes.append(
        "Server and client share the machine's cores; where the client uses a whole core, it is the client "
        "that bounds the rate. Where others use the machine too, processor time a lookup is what compares."
    )


def _stream(report: Report, server: Server, triples: int) -> None:
    rows = []
    forms = (
        ("json", "application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("tsv", "text/tab-separated-values", ox.QueryResultsFormat.TSV),
    )
    for name, accept, engine_format in forms:
        alone, length = _serialised(triples, engine_format)
        with _watched(server.pid) as memory:
            first, seconds, received = _received(server, accept)
        assert received == length, (received, length)
        rows.append((name, length / 1e6, alone, seconds, alone / seconds, first * 1000, memory.grown / 1e6))
        report.promises += [
            Promise(
                f"1M rows as {name}, rate to pyoxigraph's own",
                "≥ 0.8 ×",
                f"{alone / seconds:.2f} ×",
                alone / seconds >= 0.8,
            ),
            Promise(f"1M rows as {name}, first byte", "< 50 ms", f"{first * 1000:.1f} ms", first < 0.05),
            Promise(
                f"1M rows as {name}, memory", "flat", f"+{memory.grown / 1e6:.0f} MB", memory.grown < 64e6
            ),
        ]
    columns = ("form", "MB", "pyoxigraph s", "HTTP s", "rate to it", "first byte ms", "memory grown MB")
    report.tables.append(Table("A result of 1M rows", columns, tuple(rows)))


def _serialised(triples: int, engine_format: ox.QueryResultsFormat) -> tuple[float, int]:
    """Let the engine serialise the rows in this process; give seconds and bytes."""
    store = world_store(triples)
    counted = _Counted()
    begun = time.perf_counter()
    store._engine.query(ROWS).serialize(counted, format=engine_format)
    return time.perf_counter() - begun, counted.length


class _Counted:
    length = 0

    def write(self, data: bytes) -> int:
        self.length += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


def _received(server: Server, accept: str) -> tuple[float, float, int]:
    address = f"http://127.0.0.1:{server.port}{server.path}?query={quote(ROWS, safe='')}"
    begun, first, length = time.perf_counter(), 0.0, 0
    with httpx.stream("GET", address, headers={"Accept": accept}, timeout=120, trust_env=False) as answer:
        assert answer.status_code == 200
        for piece in answer.iter_raw():
            first = first or time.perf_counter() - begun
            length += len(piece)
    return first, time.perf_counter() - begun, length


@dataclass
class _Memory:
    before: int
    most: int

    @property
    def grown(self) -> int:
        return self.most - self.before


@contextmanager
def _watched(pid: int) -> Iterator[_Memory]:
    """Look at the memory of a server's processes ten times a second."""
    memory = _Memory(tree_memory(pid), 0)
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            memory.most = max(memory.most, tree_memory(pid))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield memory
    finally:
        over.set()
        watching.join()


async def _besieged(report: Report, server: Server, queries: list[str], seconds: float) -> None:
    paths = [sparql_path(query) for query in queries]
    quiet = await run_load(server.port, paths, 4, seconds / 2, rate=100)
    over = asyncio.Event()
    answers: dict[int, int] = {}
    hostile = [asyncio.create_task(_hostile(server.port, query, answers, over)) for query in HOSTILE]
    await asyncio.sleep(1)
    with _watched(server.pid) as memory:
        load = await run_load(server.port, paths, 4, seconds, rate=100)
    over.set()
    for task in hostile:
        task.cancel()
    await asyncio.gather(*hostile, return_exceptions=True)
    rows = tuple(
        (name, one.rate, one.percentile(50) * 1000, one.percentile(99) * 1000, one.statuses.get(200, 0))
        for name, one in (("alone", quiet), ("beside two hostile queries", load))
    )
    columns = ("lookups", "a second", "p50 ms", "p99 ms", "answered")
    report.tables.append(Table("Lookups at 100 a second", columns, rows))
    late = load.percentile(99)
    report.promises.append(
        Promise("lookups p99 beside two hostile queries", "≤ 50 ms", f"{late * 1000:.1f} ms", late <= 0.05)
    )
    most = 300e6 + 4 * 640e6
    report.promises.append(
        Promise(
            "memory of all processes under attack, 4 workers",
            f"≤ {most / 1e6:,.0f} MB",
            f"{memory.most / 1e6:,.0f} MB",
            memory.most <= most,
        )
    )
    report.notes.append(f"The hostile queries were answered with: {answers or 'nothing, they ran on'}.")


async def _hostile(port: int, query: str, answers: dict[int, int], over: asyncio.Event) -> None:
    """Ask a hostile query again and again, from another address than the lookups come from."""
    while not over.is_set():
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.2", 0))
        try:
            status, _ = await ask(reader, writer, sparql_path(query))
            answers[status] = answers.get(status, 0) + 1
        except asyncio.IncompleteReadError:
            answers[0] = answers.get(0, 0) + 1
        finally:
            writer.close()


if __name__ == "__main__":
    main()
