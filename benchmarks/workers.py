"""What a worker costs: started, killed, asked, and kept; on the disk, and copied from a template in memory.

The engine is asked directly here, in processes like those of ``koinon.service.workers``. The second way is
not taken by the program; this is the reason why, and stays here so that it can be asked again.

    python -m benchmarks.workers --triples 1000000
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from koinon.ontology.namespaces import HP, PREFIXES, RDF

from .faults.server import proportional_megabytes
from .world_store import WORLDS, world_store

_RESULTS: Final = Path(__file__).parent / "results" / "workers.json"
_HEAD: Final = f"PREFIX hp: <{HP}> PREFIX skos: <{PREFIXES['skos']}> "
_LOOKUP: Final = _HEAD + "SELECT ?p ?o {{ <{thing}> ?p ?o }} LIMIT 5"
#: Some of the mix of queries: counts, a join, a sort, a search.
_MIX: Final = (
    "SELECT (COUNT(*) AS ?n) { ?s a hp:Involvement }",
    "SELECT ?role (COUNT(*) AS ?n) { ?i hp:role ?role } GROUP BY ?role",
    "SELECT ?b (COUNT(*) AS ?n) { ?a hp:involvement/hp:agent <{agent}> ; hp:involvement/hp:agent ?b } "
    "GROUP BY ?b ORDER BY DESC(?n) LIMIT 10",
    "SELECT ?year (COUNT(*) AS ?n) { ?a hp:start ?start BIND(SUBSTR(STR(?start), 1, 4) AS ?year) } "
    "GROUP BY ?year",
    "SELECT ?s { ?s skos:prefLabel ?l FILTER(CONTAINS(LCASE(?l), 'museum')) } LIMIT 50",
)
_TIMES: Final = 3
Opening = Callable[[], ox.Store]


def milliseconds(work: Callable[[], object]) -> float:
    """Time a piece of work."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


def ask(store: ox.Store, query: str) -> None:
    """Answer a query as it would be sent."""
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    found.serialize(format=ox.QueryResultsFormat.JSON)


def one_worker(opening: Opening, thing: str, agent: str) -> dict[str, Any]:
    """Start a worker, ask it, weigh it and kill it."""
    ours, theirs = os.pipe()
    begun = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        try:
            _work(opening(), theirs, thing, agent)
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as told:
        told.readline()
        started = (time.perf_counter() - begun) * 1e3
        found: dict[str, Any] = json.loads(told.readline())
        found["memory (MB)"] = round(proportional_megabytes(pid))
        os.kill(pid, 9)
        found["kill (ms)"] = round(milliseconds(lambda: os.waitpid(pid, 0)), 1)
    return {"start (ms)": round(started, 1), **found}


def _work(store: ox.Store, told: int, thing: str, agent: str) -> None:
    store.query("ASK {}")
    os.write(told, b"ready\n")
    lookup = _LOOKUP.format(thing=thing)
    lookups = [milliseconds(lambda: ask(store, lookup)) for _ in range(500)]
    mix = [
        min(milliseconds(lambda: ask(store, _HEAD + query.replace("{agent}", agent))) for _ in range(_TIMES))  # noqa: B023
        for query in _MIX
    ]
    found = {
        "lookup p50 (ms)": round(statistics.median(lookups), 3),
        "mix (ms)": [round(one, 1) for one in mix],
        "mix, sum (ms)": round(sum(mix), 1),
    }
    os.write(told, json.dumps(found).encode() + b"\n")
    time.sleep(60)


def in_memory(database: Path) -> ox.Store:
    """Read a database into memory without opening it here: an engine with files has threads."""
    ours, theirs = os.pipe()
    if os.fork() == 0:
        os.close(ours)
        with os.fdopen(theirs, "wb") as output:
            ox.Store.read_only(str(database)).dump(output, ox.RdfFormat.N_QUADS)
        os._exit(0)
    os.close(theirs)
    store = ox.Store()
    with os.fdopen(ours, "rb") as dumped:
        store.bulk_load(dumped, ox.RdfFormat.N_QUADS)
    os.wait()
    return store


def _prepared(triples: int) -> tuple[Path, str, str]:
    """Give the database of a world and two things to ask for, found in a process that ends."""
    ours, theirs = os.pipe()
    if os.fork() == 0:
        store = world_store(triples)
        query = (
            f"SELECT ?thing ?agent {{ ?thing <{HP}involvement>/<{HP}agent> ?agent ; <{RDF}type> ?t }} LIMIT 1"
        )
        row = next(iter(store.select(query)))
        os.write(theirs, f"{row['thing']}\n{row['agent']}".encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as told:
        thing, agent = told.read().split("\n")
    os.wait()
    return WORLDS / str(triples) / "database", thing, agent


def main() -> None:
    """Measure both ways, and write down what was found."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--triples", type=int, default=1_000_000)
    given = arguments.parse_args()
    database, thing, agent = _prepared(given.triples)
    found: dict[str, Any] = {"triples": given.triples}
    found["on the disk"] = one_worker(lambda: ox.Store.read_only(str(database)), thing, agent)
    begun = time.perf_counter()
    held = in_memory(database)
    loaded = round(time.perf_counter() - begun, 1)
    found["in memory"] = {"template (s)": loaded, **one_worker(lambda: held, thing, agent)}
    _RESULTS.parent.mkdir(exist_ok=True)
    _RESULTS.write_text(json.dumps(found, indent=1) + "\n")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
