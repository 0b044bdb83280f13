"""A hundred thousand hostile queries, and what became of the service.

Clients send them without pause, some going before they are answered, while another client looks things up at
a steady rate. What must hold: the process of the service stays the same, no answer has a status of 500 or
above but 503 and 504, none comes later than its time limit and one second, and lookups stay quick.

    python -m benchmarks.faults --queries 100000
"""

import argparse
import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from ..http_load import Load, ask, run_load, sparql_path
from ..report import Promise, Report, Table
from .hostile import HEAVY, hostile_queries
from .server import Server, serving, world_folder

_CLIENTS: Final = 6
# Of so many queries, one is left by its client before it is answered.
_LEFT: Final = 40
_LOOKUPS_A_SECOND: Final = 100
_LOOKUP: Final = "SELECT ?p ?o { <http://example.org/nothing> ?p ?o }"
_READER: Final = "198.51.100.7"
_WORKERS: Final = 4
_MEGABYTES: Final = 512
_NO_QUOTA: Final = 10**9


@dataclass
class Tally:
    """What became of the queries."""

    limit: float
    asked: int = 0
    told: Counter[str] = field(default_factory=Counter)
    late: list[str] = field(default_factory=list)
    latest: float = 0.0
    most_memory: float = 0.0

    def count(self, name: str, what: str, took: float) -> None:
        """Count one query."""
        self.told[what] += 1
        self.latest = max(self.latest, took)
        if took > self.limit + 1:
            self.late.append(f"{name}: {took:.2f} s")


async def attack(port: int, queries: Iterator[tuple[str, str]], tally: Tally, until: float) -> None:
    """Send queries one after the other until there are none left, or the time is over."""
    streams = None
    for name, query in queries:
        if time.monotonic() > until:
            return
        tally.asked += 1
        begun = time.monotonic()
        try:
            streams = streams or await asyncio.open_connection("127.0.0.1", port)
            if tally.asked % _LEFT == 0:
                await _leave(*streams, query)
                tally.told["left"] += 1
                streams = None
                continue
            body = query.encode("utf-8", "replace")
            status, _ = await asyncio.wait_for(ask(*streams, "/sparql", "*/*", body or b" "), 60)
            what = str(status)
        except (OSError, EOFError, ValueError):
            # Cut within: for an answer that began, the only honest end.
            what, streams = "cut", None
        except TimeoutError:
            what, streams = "no answer", None
        tally.count(name, what, time.monotonic() - begun)


async def _leave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, query: str) -> None:
    with suppress(TimeoutError, OSError, EOFError, ValueError):
        await asyncio.wait_for(ask(reader, writer, sparql_path(query[:5_000])), 0.05)
    writer.close()


async def watch(server: Server, tally: Tally) -> None:
    """Note how much memory the service takes at most."""
    while True:
        tally.most_memory = max(tally.most_memory, await asyncio.to_thread(server.megabytes))
        await asyncio.sleep(0.5)


async def measure(server: Server, count: int, seconds: float, limit: float) -> tuple[Tally, Load, Load]:
    """Send the queries; give what became of them, and the lookups beforehand and meanwhile."""
    tally = Tally(limit)
    lookup = [sparql_path(_LOOKUP)]
    await run_load(server.port, lookup, 2, 1)  # which waits until the service is ready
    quiet = await run_load(server.port, lookup, 2, 3, _LOOKUPS_A_SECOND, _READER)
    watching = asyncio.create_task(watch(server, tally))
    queries = iter(islice(hostile_queries(), count))
    until = time.monotonic() + seconds
    attacks = asyncio.gather(*(attack(server.port, queries, tally, until) for _ in range(_CLIENTS)))
    meanwhile = Load()
    while not attacks.done():
        part = await run_load(server.port, lookup, 2, 2, _LOOKUPS_A_SECOND, _READER)
        meanwhile.took += part.took
        meanwhile.seconds += part.seconds
        for status, times in part.statuses.items():
            meanwhile.statuses[status] = meanwhile.statuses.get(status, 0) + times
    await attacks
    watching.cancel()
    return tally, quiet, meanwhile


def report(tally: Tally, quiet: Load, meanwhile: Load, same: bool, sizes: dict[str, object]) -> Report:
    """Write down what was found."""
    bad = {what: n for what, n in tally.told.items() if what.startswith("5") and what not in {"503", "504"}}
    allowed = 300 + _WORKERS * 640
    slow = meanwhile.percentile(99) * 1e3
    found = Report("hostile-queries", "Hostile queries", sizes)
    found.promises = [
        Promise("the process of the service", "the same", "the same" if same else "another", same),
        Promise("answers of 500 or above but 503 and 504", "0", str(sum(bad.values())), not bad),
        Promise("answers later than the limit and 1 s", "0", str(len(tally.late)), not tally.late),
        Promise(
            f"memory of all processes, {_WORKERS} workers",
            f"≤ {allowed:,} MB",
            f"{tally.most_memory:,.0f} MB",
            tally.most_memory <= allowed,
        ),
        Promise("lookups meanwhile, p99", "≤ 50 ms", f"{slow:.1f} ms", slow <= 50),
    ]
    found.tables = [
        Table("What became of the queries", ("answer", "how many"), tuple(sorted(tally.told.items()))),
        Table(
            "Lookups at 100 a second",
            ("lookups", "p50 ms", "p99 ms", "answered"),
            (_latencies("before", quiet), _latencies("meanwhile", meanwhile)),
        ),
    ]
    found.notes = [f"The latest answer came after {tally.latest:.2f} s. {len(HEAVY)} kinds would never end."]
    found.notes += tally.late
    return found


def _latencies(name: str, load: Load) -> tuple[object, ...]:
    return name, load.percentile(50) * 1e3, load.percentile(99) * 1e3, len(load.took)


def main() -> int:
    """Run the measurement; give 1 where something happened that must not."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--queries", type=int, default=100_000)
    arguments.add_argument("--seconds", type=float, default=1_800, help="stop after so long")
    arguments.add_argument("--limit", type=float, default=0.5, help="time limit of a query, in seconds")
    arguments.add_argument("--triples", type=int, default=100_000)
    given = arguments.parse_args()
    settings: dict[str, object] = {
        "query_seconds": given.limit,
        "concurrency": _WORKERS,
        "worker_megabytes": _MEGABYTES,
    }
    settings |= {"client_seconds": _NO_QUOTA, "client_faults": _NO_QUOTA, "trusted_proxies": "127.0.0.1"}
    with serving(world_folder(given.triples), **settings) as server:
        outcome = asyncio.run(measure(server, given.queries, given.seconds, given.limit))
        same = Path(f"/proc/{server.pid}").exists()
    sizes = {"queries": outcome[0].asked, "seconds of a query": given.limit, "triples": given.triples}
    found = report(*outcome, same, sizes)
    print(found.write())
    # How quick lookups are depends on the machine; that nothing is lost and all is told does not.
    return int(not all(one.kept for one in found.promises[:3]))
