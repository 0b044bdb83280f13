"""kill -9 of the writer under load: nothing acknowledged is lost, nothing is half or double.

Clients write without pause, each write a statement in each of two graphs with a new address in it. The
writer, or now and then the child that carries out its batch, is killed at random moments, and started again
by its clients. At the end the store is counted: what was acknowledged is there once, and whatever is there is
in both graphs.

    python -m benchmarks.faults.writer --kills 200
"""

import argparse
import asyncio
import itertools
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from koinon.graph.store import create_store, open_store, verify_store
from koinon.graph.terms import IRI
from koinon.graph.updating import Update
from koinon.service.scopes import Scope
from koinon.service.writing.client import Writer, WriterOptions
from koinon.service.writing.errors import WriterGone, WriteTooCostly
from koinon.service.writing.requests import UpdateWrite

from ..report import Promise, Report, Table

BASE = "http://example.org/"
CLIENTS = 8
# Between kills passes up to twice as long as a writer takes to start and to write, on a quiet machine within
# these seconds: kills fall into every part of both.
LONGEST_PAUSE = 2.5
SEED = 7


@dataclass
class Told:
    """What the clients were told of their writes."""

    acknowledged: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    another: asyncio.Event = field(default_factory=asyncio.Event)


def main() -> None:
    """Kill, count, print a line, and end with 1 where anything was lost, half or double."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--trial", action="store_true", help="only print what was found")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="koinon-faults-"))
    try:
        create_store(folder / "store", BASE)
        begun = time.monotonic()
        tried, told = asyncio.run(_load(folder / "store", options.kills))
        wrong = _wrong(folder / "store", told)
        seconds = time.monotonic() - begun
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    counted = f"{tried} writes, {len(told.acknowledged)} acknowledged, {len(told.refused)} refused"
    found = ", ".join(f"{count} {name}" for name, count in wrong.items())
    print(f"{options.kills} kills in {seconds:.0f} s: {counted}; {found}")
    if not options.trial:
        print(_report(options.kills, seconds, tried, told, wrong).write())
    sys.exit(any(wrong.values()))


def _report(kills: int, seconds: float, tried: int, told: Told, wrong: dict[str, int]) -> Report:
    report = Report("writer-kills", "kill -9 of the writer under load", {"kills": kills, "clients": CLIENTS})
    promised = {"lost": "acknowledged writes lost", "half": "writes of which half is there"}
    promised |= {"double": "writes done twice", "there though refused": "writes done though refused"}
    report.promises = [
        Promise(said, "0", str(wrong[name]), not wrong[name]) for name, said in promised.items()
    ]
    counts = (("sent", tried), ("acknowledged", len(told.acknowledged)), ("refused", len(told.refused)))
    report.tables = [Table(f"Writes in {seconds:.0f} s", ("what", "how many"), counts)]
    return report


async def _load(store: Path, kills: int) -> tuple[int, Told]:
    writer = Writer(WriterOptions(store))
    await writer.start()
    numbers, told = itertools.count(), Told()
    over = asyncio.Event()
    begun = time.monotonic()
    clients = [asyncio.create_task(_write(writer, numbers, told, over)) for _ in range(CLIENTS)]
    await told.another.wait()
    await _kill(writer, told, kills, max(LONGEST_PAUSE, 2 * (time.monotonic() - begun)))
    over.set()
    await asyncio.gather(*clients)
    await writer.stop()
    return next(numbers), told


async def _write(writer: Writer, numbers: Iterator[int], told: Told, over: asyncio.Event) -> None:
    while not over.is_set():
        number = next(numbers)
        try:
            await writer.write(UpdateWrite(Update(_update(number)), Scope.WRITE))
        except WriterGone:
            continue  # which says that it does not know
        except WriteTooCostly:
            told.refused.add(number)
        else:
            told.acknowledged.add(number)
            told.another.set()


def _update(number: int) -> str:
    statement = f"<{BASE}{number}> <{BASE}made> ?new"
    return (
        f"INSERT {{ GRAPH <{BASE}one> {{ {statement} }} GRAPH <{BASE}two> {{ {statement} }} }} "
        "WHERE { BIND(UUID() AS ?new) }"
    )


async def _kill(writer: Writer, told: Told, kills: int, longest_pause: float) -> None:
    chance = random.Random(SEED)
    for number in range(kills):
        if number % 2:
            # Every other kill falls when the store has just grown, the others whatever is going on.
            told.another.clear()
            await told.another.wait()
        await asyncio.sleep(chance.uniform(0, longest_pause))
        if writer.pid is None:
            continue
        with suppress(ProcessLookupError, FileNotFoundError):
            for process in _children(writer.pid) if number % 4 == 3 else [writer.pid]:
                os.kill(process, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _wrong(store: Path, told: Told) -> dict[str, int]:
    verify_store(store)
    held = open_store(store)
    one, two = (
        {(quad.subject, quad.object) for quad in held.quads(graph=IRI(BASE + name))}
        for name in ("one", "two")
    )
    times = Counter(subject for subject, _ in one | two)
    return {
        "lost": sum(f"{BASE}{number}" not in times for number in told.acknowledged),
        "there though refused": sum(f"{BASE}{number}" in times for number in told.refused),
        "half": len(one ^ two),
        "double": sum(count > 1 for count in times.values()),
    }


if __name__ == "__main__":
    main()
