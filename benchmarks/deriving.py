"""What the inferred graph costs: statements, seconds, and bringing it up to date after a write."""

import argparse
from pathlib import Path
from statistics import median
from time import perf_counter

from koinon.graph.addresses import Addresses, hp
from koinon.graph.inference import derive, derive_changed
from koinon.graph.inference.conveniences import END_YEAR, FROM_COUNTRY, LOWER_LABEL, START_YEAR
from koinon.graph.inference.rules import OF_ACTIVITY
from koinon.graph.ingest import load_ontology
from koinon.graph.store import writing
from koinon.graph.store.folder import GenerationStore
from koinon.graph.store.seam import Change
from koinon.graph.terms import IRI, Quad, typed
from koinon.ontology.namespaces import RDF, ROLE

from .report import Promise, Report, Table
from .servers import koinon_store

ADDRESSES = Addresses()
INFERRED = ADDRESSES.graph("inferred")
WRITES = 7


def main() -> None:
    """Measure, write the figures, and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--triples", type=int, nargs="+", default=[100_000, 1_000_000], help="sizes of worlds"
    )
    options = parser.parse_args()
    report = Report("deriving", "The inferred graph", {"triples": options.triples})
    for triples in options.triples:
        _measure(report, triples, koinon_store(triples))
    report.notes.append(
        "Statements are those of the inferred graph, beside the quads of sources. A write is one source that "
        "comes: a table's 200 activities, or an announcement of one activity of six organisations that are "
        "known; the seconds are those of finding what differs and of writing it, checks and the commit apart."
    )
    print(report.write())


def _measure(report: Report, triples: int, path: Path) -> None:
    with writing(path) as store:
        try:
            _measured(report, triples, store)
        finally:
            store.discard()


def _measured(report: Report, triples: int, store: GenerationStore) -> None:
    held = sum(1 for _ in store.quads())
    load_ontology(store, ADDRESSES)
    begun = perf_counter()
    change = derive(store, ADDRESSES)
    found = perf_counter() - begun
    store.load(change.added)
    seconds = perf_counter() - begun
    kinds = {
        "shortcuts and what they imply": {*OF_ACTIVITY, hp("involvedIn")},
        "years, countries, names in lower case": {START_YEAR, END_YEAR, FROM_COUNTRY, LOWER_LABEL},
    }
    country = {quad.subject for quad in change.added if quad.predicate == hp("inYear")}
    tie = {quad.subject for quad in change.added if quad.predicate == hp("weight")}
    rows: list[tuple[object, ...]] = []
    for name, predicates in kinds.items():
        rows.append((name, sum(quad.predicate in predicates for quad in change.added)))
    rows.append(("country ties", sum(quad.subject in country for quad in change.added)))
    pairs = sum(quad.subject in tie or quad.predicate == hp("cooperatesWith") for quad in change.added)
    rows.append((f"{len(tie):,} ties", pairs))
    rows.append(("all", len(change.added)))
    columns = ("statements", "number", "to those of sources")
    table = tuple((name, count, f"{int(str(count)) / held:.2f} ×") for name, count in rows)
    report.tables.append(
        Table(f"{triples:,}: derived in {seconds:.0f} s, {found:.0f} s before writing", columns, table)
    )
    written = []
    for name, quads in (
        ("a table of 200 activities", _table(store)),
        ("an announcement", _announcement(store)),
    ):
        times = [_write(store, quads) for _ in range(WRITES)]
        sizes = median(count for _, _, count in times)
        written.append(
            (name, len(quads), sizes, *(median(one[place] for one in times) * 1000 for place in (0, 1)))
        )
        if name == "an announcement":
            spent = median(one[0] + one[1] for one in times)
            report.promises.append(
                Promise(
                    f"one source refreshed, {triples:,}", "≤ 100 ms", f"{spent * 1000:.0f} ms", spent <= 0.1
                )
            )
    columns = ("a write", "its quads", "derived quads that differ", "found in ms", "written in ms")
    report.tables.append(Table(f"{triples:,}: brought up to date after a write", columns, tuple(written)))


def _write(store: GenerationStore, quads: frozenset[Quad]) -> tuple[float, float, int]:
    """Let a source come and go again; give the seconds of both halves when it came."""
    store.apply(coming := Change(added=quads))
    begun = perf_counter()
    differing = derive_changed(store, ADDRESSES, [coming])
    found = perf_counter() - begun
    store.apply(differing)
    written = perf_counter() - begun - found
    store.apply(going := Change(removed=quads))
    store.apply(derive_changed(store, ADDRESSES, [going]))
    return found, written, len(differing.added) + len(differing.removed)


def _table(store: GenerationStore) -> frozenset[Quad]:
    """Take what a table of the world states, and withdraw it."""
    graph = ADDRESSES.source_graph("table-0")
    quads = frozenset(store.quads(graph=graph))
    store.apply(going := Change(removed=quads))
    store.apply(derive_changed(store, ADDRESSES, [going]))
    return quads


def _announcement(store: GenerationStore) -> frozenset[Quad]:
    """State an activity of six organisations, spread over the world's."""
    known = sorted(
        {quad.object for quad in store.quads(predicate=hp("agent"), graph=ADDRESSES.source_graph("table-1"))}
    )
    activity, graph = IRI(f"{ADDRESSES.base}activity/one-more"), ADDRESSES.source_graph("one-more")
    quads = [
        Quad(activity, IRI(RDF + "type"), hp("Activity"), graph),
        Quad(activity, hp("start"), typed("2013-10-30", "date"), graph),
    ]
    for number, organisation in enumerate(known[:: max(len(known) // 6, 1)][:6]):
        involvement = IRI(f"{ADDRESSES.base}involvement/one-more/{number}")
        quads += [
            Quad(activity, hp("involvement"), involvement, graph),
            Quad(involvement, hp("agent"), organisation, graph),
            Quad(involvement, hp("role"), IRI(ROLE + "partner"), graph),
        ]
    return frozenset(quads)


if __name__ == "__main__":
    main()
