"""Large tables: how fast and in how much memory they become a graph, against the engine's own loading.

A list of participations in the layout of CORDIS is made, of the sizes named (``--rows``), and added by the
command line as anybody would: at first, again as it is, and again with one row changed. The engine then loads
the same statements from a file of N-Quads by itself.

    python -m benchmarks.tables --rows 2000 20000
"""

import argparse
import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from koinon.graph.store import open_store
from koinon.graph.terms import quad_to_oxigraph

from .report import Promise, Report, Table

_COLUMNS: Final = (
    "projectID projectAcronym organisationID vatNumber name shortName SME activityType street postCode city "
    "country nutsCode geolocation organizationURL contactForm contentUpdateDate rcn order role "
    "ecContribution netEcContribution totalCost endOfParticipation active"
).split()
_COUNTRIES: Final = ("EL", "UK", "FR", "ES", "IT", "DE", "PL", "RO", "AT", "SI")
_PARTNERS: Final = 6
_LEAST_RATE: Final = 0.6
_MOST_AGAIN: Final = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: seconds of the clock and of the processor, and megabytes at its peak."""

    wall: float
    processor: float
    megabytes: float


def participations(rows: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """Give participations of projects of six; every organisation comes again in ten projects or so."""
    chance = random.Random(seed)
    bodies = max(_PARTNERS * 2, rows // 10)
    for number in range(rows):
        project, place = divmod(number, _PARTNERS)
        body = chance.randrange(bodies)
        yield {
            "projectID": str(600_000 + project),
            "projectAcronym": f"HERITAGE{project}",
            "organisationID": str(900_000_000 + body),
            "vatNumber": f"X{body:08}",
            "name": f"Institute of Heritage Number {body}",
            "activityType": "REC",
            "street": f"Street {body}",
            "city": "Athens",
            "country": _COUNTRIES[body % len(_COUNTRIES)],
            "order": str(place + 1),
            "role": "participant" if place else "coordinator",
            "ecContribution": f"{chance.randrange(10_000, 900_000)}.5",
        }


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write rows as the portal does: semicolons, every field in quotes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)


def run(*command: str) -> Run:
    """Run a command to its end, and give what it took."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}.")
    return Run(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def engine_alone(store: Path, folder: Path) -> tuple[int, float]:
    """Let the engine load the statements of a store by itself; give how many, and the processor's seconds."""
    file = folder / "statements.nq"
    count = 0
    with file.open("wb") as output:
        for quad in open_store(store).quads():
            output.write(f"{quad_to_oxigraph(quad)} .\n".encode())
            count += 1
    before = resource.getrusage(resource.RUSAGE_SELF)
    ox.Store(folder / "engine").bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
    after = resource.getrusage(resource.RUSAGE_SELF)
    return count, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(rows: int) -> tuple[tuple[object, ...], float, float, float]:
    """Measure one size; give its figures, the shares of the engine's rate and of the first time, and MB."""
    with tempfile.TemporaryDirectory(prefix="koinon-tables-") as name:
        folder = Path(name)
        file, store = folder / "organization.csv", folder / "store"
        table = list(participations(rows))
        write(file, table)
        add = (str(Path(sys.executable).with_name("koinon")), "add", str(file), "--store", str(store))
        first, again = run(*add), run(*add)
        table[rows // 2]["ecContribution"] = "1"
        write(file, table)
        edition = run(*add)
        quads, alone = engine_alone(store, folder)
    share, repeated = alone / first.processor, again.processor / first.processor
    figures = (
        f"{rows:,}",
        f"{quads:,}",
        f"{first.processor:.1f}",
        f"{first.wall:.1f}",
        f"{quads / first.processor:,.0f}",
        f"{quads / alone:,.0f}",
        f"{share:.0%}",
        f"{first.megabytes:.0f}",
        f"{again.processor:.1f} ({repeated:.0%})",
        f"{edition.processor:.1f}",
    )
    return figures, share, repeated, first.megabytes


def main() -> None:
    """Measure, and write down what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[2_000, 20_000], help="sizes of the table")
    sizes = parser.parse_args().rows
    found = [measured(rows) for rows in sizes]
    figures = tuple(row for row, *_ in found)
    _, share, repeated, megabytes = found[-1]
    columns = (
        "rows",
        "statements",
        "first, s of processor",
        "first, s of clock",
        "statements a s",
        "engine alone, statements a s",
        "share of it",
        "peak, MB",
        "unchanged, s of processor",
        "one row changed, s of processor",
    )
    report = Report(
        "tables",
        "Large tables",
        {"rows": sizes, "cores": os.cpu_count(), "load at the end": round(os.getloadavg()[0], 1)},
        [Table("Adding a list of participations", columns, figures)],
        [
            Promise(
                "share of the engine's rate", f"≥ {_LEAST_RATE:.0%}", f"{share:.0%}", share >= _LEAST_RATE
            ),
            Promise("unchanged, again", f"≤ {_MOST_AGAIN:.0%}", f"{repeated:.0%}", repeated <= _MOST_AGAIN),
            Promise("memory", "< 1,500 MB", f"{megabytes:.0f} MB", megabytes < 1_500),
        ],
        [
            "The promises are those of the largest size. Adding reads, states, checks shapes and derives; "
            "the engine alone reads N-Quads. Rates are by the time of the processor, so that other work on "
            "the machine changes them little. Each command takes a second or so to start, which counts.",
        ],
    )
    print(report.write())


if __name__ == "__main__":
    main()
