"""The mix of fifteen questions, as Koinon and other engines answer it over HTTP."""

import argparse
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import exp, fsum, log

import numpy as np

from .engines import Engine, Reply, engines
from .mix_parameters import TIMES, Question, questions
from .report import Promise, Report, Table
from .solutions import Bag, bag
from .worlds import make_world

SMALL, LARGE = 1_000_000, 10_000_000
ALL = ("koinon", "koinon, as written", "virtuoso", "oxigraph", "fuseki", "rdflib-endpoint")
#: What takes rdflib minutes to load, and more memory than many machines have, is not asked of it.
_MOST_FOR_RDFLIB = 200_000


@dataclass(slots=True)
class Asked:
    """One question asked of one engine: seconds each time; ``ended`` is false where time ran out.

    ``worked`` is the processor time of the server each time, which it is told in steps of 10 ms.
    """

    seconds: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    ended: bool = True

    @property
    def work(self) -> float:
        """Give the milliseconds that the server worked a time, on average."""
        return fsum(self.worked) / len(self.worked) * 1000

    def at(self, percent: float) -> float:
        """Give a percentile in milliseconds; where time ran out, the time limit."""
        return float(np.percentile(self.seconds, percent) if self.ended else self.seconds[-1]) * 1000


#: By question and engine.
Found = dict[str, dict[str, Asked]]


def main() -> None:
    """Measure, write the figures, and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, nargs="+", default=[100_000, SMALL], help="sizes of worlds")
    parser.add_argument("--longest", type=float, default=20.0, help="time limit of a query, in seconds")
    parser.add_argument("--engines", nargs="+", default=list(ALL), choices=ALL, help="engines to compare")
    parser.add_argument(
        "--report", default="sparql", help="name of the files that the figures are written to"
    )
    options = parser.parse_args()
    sizes = {"triples": options.triples, "times a question": TIMES, "time limit s": options.longest}
    report = Report(options.report, "SPARQL: the mix of fifteen questions", sizes)
    for triples in options.triples:
        _measure(report, triples, options.longest, set(options.engines))
    report.notes += [
        "All engines hold the same statements and run at the same time on one machine, each question asked "
        "of one after the other, so that whatever else uses the machine slows all alike: compare ratios, not "
        "milliseconds. Koinon keeps no answers here (cache_megabytes=0). A question that an engine has not "
        "answered within the time limit counts as long as the limit, and is not asked of it again; nor is "
        "one that it has worked on for as long as the limit in all.",
        _versions(),
    ]
    print(report.write())


def _measure(report: Report, triples: int, longest: float, names: set[str]) -> None:
    if triples > _MOST_FOR_RDFLIB:
        names = names - {"rdflib-endpoint"}
    asked_of = engines(triples, longest, names)
    found: Found = {}
    differing: list[str] = []
    mix = questions(make_world(triples))
    try:
        for engine in asked_of:
            engine.begin()
        for question in mix:
            found[question.name], apart = _ask(question, asked_of)
            differing += apart
            medians = ", ".join(f"{name} {one.at(50):.1f}" for name, one in found[question.name].items())
            print(f"{triples:,} {question.name}: {medians} ms", flush=True)
    finally:
        for engine in asked_of:
            engine.stop()
    _tell(report, triples, mix, found, [engine.name for engine in asked_of])
    report.promises.append(
        Promise(
            f"answers that differ between engines, {triples:,}",
            "0",
            "; ".join(differing) or "0",
            not differing,
        )
    )


def _ask(question: Question, asked_of: Iterable[Engine]) -> tuple[dict[str, Asked], list[str]]:
    """Ask a question for all its values, of one engine after the other each time; compare what they find."""
    found = {engine.name: Asked() for engine in asked_of}
    differing: set[str] = set()
    for number, text in enumerate(question.texts):
        bags: dict[str, Bag] = {}
        for engine in asked_of:
            asked = found[engine.name]
            if not asked.ended or fsum(asked.seconds) > engine.longest:
                continue
            if number == 0:  # the first answer warms up
                engine.ask(text, question.accept)
            before = engine.processor_seconds
            reply = engine.ask(text, question.accept)
            asked.worked.append(max(engine.processor_seconds - before, 0.0))
            answer = _read(reply, question.accept)
            asked.ended = answer is not None
            asked.seconds.append(engine.longest if answer is None else reply.seconds)
            if answer is not None:
                bags[engine.name] = answer
        differing.update(_differing(bags))
    return found, [f"{question.name}: {name}" for name in sorted(differing)]


def _read(reply: Reply, accept: str) -> Bag | None:
    """Read an answer; None where it did not come, or not to its end."""
    try:
        return None if reply.body is None else bag(reply.body, accept)
    except SyntaxError:
        return None


def _differing(bags: Mapping[str, Bag]) -> Iterable[str]:
    """Name the engines whose answer is not that of most."""
    kinds = list(bags.values())
    most = max(kinds, key=kinds.count, default=None)
    return [name for name, one in bags.items() if one != most]


def _tell(report: Report, triples: int, mix: list[Question], found: Found, names: list[str]) -> None:
    means = {name: _geometric(found[question.name][name].at(50) for question in mix) for name in names}
    for percent in (50, 95):
        rows = tuple(
            (question.said, *(_cell(found[question.name][name], percent) for name in names))
            for question in mix
        )
        mean = tuple(_geometric(found[question.name][name].at(percent) for question in mix) for name in names)
        title = f"{triples:,} statements: p{percent} in ms"
        report.tables.append(Table(title, ("question", *names), (*rows, ("geometric mean", *mean))))
    rows = tuple((question.said, *(found[question.name][name].work for name in names)) for question in mix)
    title = f"{triples:,} statements: processor time of the server in ms, mean"
    works = {
        name: _geometric(max(found[question.name][name].work, 0.1) for question in mix) for name in names
    }
    report.tables.append(
        Table(title, ("question", *names), (*rows, ("geometric mean, 0.1 ms at least", *works.values())))
    )
    if not {"koinon", "virtuoso"} <= means.keys():
        return
    ratio = tuple(
        (name, mean, means["koinon"] / mean, works["koinon"] / works[name]) for name, mean in means.items()
    )
    columns = ("engine", "geometric mean of p50, ms", "koinon's to it", "of processor time")
    report.tables.append(Table(f"{triples:,} statements: ratios", columns, ratio))
    found_ratio = means["koinon"] / means["virtuoso"]
    wanted, limit = (1.2, 5000.0) if triples >= LARGE else (1.0, 1000.0)
    worst = max(found[question.name]["koinon"].at(95) for question in mix)
    report.promises += [
        Promise(
            f"geometric mean to Virtuoso's, {triples:,}",
            f"≤ {wanted} ×",
            f"{found_ratio:.2f} ×",
            found_ratio <= wanted,
        ),
        Promise(
            f"slowest question at p95, {triples:,}",
            f"≤ {limit / 1000:.0f} s",
            f"{worst / 1000:.2f} s",
            worst <= limit,
        ),
    ]


def _cell(asked: Asked, percent: float) -> object:
    return asked.at(percent) if asked.ended else f"> {max(asked.seconds) * 1000:,.0f}"


def _geometric(values: Iterable[float]) -> float:
    found = list(values)
    return exp(fsum(map(log, found)) / len(found))


def _versions() -> str:
    """Tell the version of what pip did not bring."""
    try:
        told = subprocess.run(["virtuoso-t", "-?"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "Virtuoso is not on this machine."
    lines = (line.strip() for line in (told.stdout + told.stderr).splitlines())
    return next((line for line in lines if line.startswith("Version")), "Virtuoso of no known version.")


if __name__ == "__main__":
    main()
