"""A batch of writes carried out as one generation, in the process that may be killed."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from koinon.graph.addresses import Addresses
from koinon.graph.errors import CheckError, KoinonError, StoreBusy, StoreFull
from koinon.graph.ingest import Ingest, ingest, withdraw
from koinon.graph.settling import maintained, settle
from koinon.graph.store import store_base, writing
from koinon.graph.store.folder import GenerationStore
from koinon.graph.store.seam import Change, Store
from koinon.graph.updating import Graphs, Recording, run_update

from ..scopes import Scope
from .parsing import read_statements
from .policy import DEFAULT, policy
from .remembered import Remembered
from .requests import (
    Asked,
    GraphAction,
    GraphWrite,
    IngestWrite,
    Outcome,
    UpdateWrite,
    WithdrawWrite,
    ingest_details,
)

T = TypeVar("T")
# Somebody who writes without the service holds the lock for as long as one ingest takes.
_PATIENCE, _PAUSE = 30.0, 0.05


@dataclass(frozen=True, slots=True)
class Place:
    """The store that is written to, and whether its default graph is its own."""

    path: Path
    own_default: bool

    @property
    def addresses(self) -> Addresses:
        """Mint addresses below the store's base."""
        return Addresses(store_base(self.path))

    @property
    def graphs(self) -> Graphs:
        """Say how an update sees the graphs."""
        default = self.addresses.graph(DEFAULT) if self.own_default else None
        return Graphs(default, maintained(self.addresses))


def write_batch(place: Place, batch: Sequence[Asked]) -> bytes:
    """Carry out a batch; give the outcomes as JSON, in the same order.

    Where the shapes refuse what the batch makes together, each write is made alone, so that one that is
    wrong takes no other with it.
    """
    try:
        outcomes = list(_write(place, batch))
    except KoinonError as error:
        if len(batch) > 1 and isinstance(error, CheckError):
            outcomes = [outcome for one in batch for outcome in _alone(place, one)]
        else:
            outcomes = [_failed(error)] * len(batch)
    return json.dumps([outcome.as_json() for outcome in outcomes], ensure_ascii=False).encode()


def _alone(place: Place, asked: Asked) -> list[Outcome]:
    try:
        return list(_write(place, [asked]))
    except KoinonError as error:
        return [_failed(error)]


def _write(place: Place, batch: Sequence[Asked]) -> list[Outcome]:
    if isinstance(batch[0].write, IngestWrite | WithdrawWrite):
        return [_ingested(_ingest(place, batch[0].write))]
    with _writing_when_free(place.path) as store:
        remembered = Remembered(store.note)
        outcomes: list[Outcome] = []
        changes: list[Change] = []
        for asked in batch:
            outcome, made = _carry_out(store, place, asked, remembered)
            outcomes.append(outcome)
            changes += made
        settle(store, place.addresses, changes)
        done = [replace(outcome, generation=outcome.generation or store.generation) for outcome in outcomes]
        for asked, outcome in zip(batch, done, strict=True):
            if not outcome.error:
                remembered.add(asked, outcome)
        store.note = remembered.note()
    return done


def _carry_out(
    store: GenerationStore, place: Place, asked: Asked, remembered: Remembered
) -> tuple[Outcome, list[Change]]:
    """Carry out one write, or take it back whole; a full disk ends the batch."""
    write = asked.write
    within = write.within if isinstance(write, UpdateWrite) else None
    recording = Recording(store, policy(place.addresses, _scope(asked), within))
    try:
        if known := remembered.find(asked):
            return known, []
        existed = _make(recording, place, asked)
    except StoreFull:
        raise
    except KoinonError as error:
        recording.take_back()
        return _failed(error), []
    outcome = Outcome(changed=bool(recording.changes), existed=existed)
    # The same key again in one batch finds what the first did; the generation is known at its end.
    remembered.add(asked, outcome)
    return outcome, recording.changes


def _make(store: Store, place: Place, asked: Asked) -> bool:
    if isinstance(asked.write, UpdateWrite):
        nodes = f"{place.addresses.base}.well-known/genid/"
        graphs = place.graphs
        if within := asked.write.within:
            graphs = replace(graphs, default=within)
        run_update(store, asked.write.update, graphs, nodes)
        return True
    assert isinstance(asked.write, GraphWrite)
    return _write_graph(store, place, asked.write)


def _write_graph(store: Store, place: Place, write: GraphWrite) -> bool:
    graph = place.graphs.writable_default() if write.graph is None else write.graph
    held = frozenset(store.quads(graph=graph))
    coming = frozenset(read_statements(write.statements, graph))
    if write.action is GraphAction.ADD:
        store.apply(Change(added=coming))
    else:
        store.apply(Change(removed=held - coming, added=coming))
    return bool(held)


def _scope(asked: Asked) -> Scope:
    assert isinstance(asked.write, UpdateWrite | GraphWrite)
    return asked.write.scope


def _ingest(place: Place, write: IngestWrite | WithdrawWrite) -> Ingest:
    """Ingest or withdraw, which is a generation of its own; done again, it changes nothing."""
    if isinstance(write, WithdrawWrite):
        return _patiently(lambda: withdraw(place.path, write.source_ids))
    return _patiently(lambda: ingest(place.path, write.sources, anew=write.anew, dry_run=write.dry_run))


def _ingested(done: Ingest) -> Outcome:
    return Outcome(done.generation, bool(done), details=ingest_details(done))


def _failed(error: KoinonError) -> Outcome:
    return Outcome(error=type(error).__name__, sentence=str(error))


@contextmanager
def _writing_when_free(path: Path) -> Iterator[GenerationStore]:
    with ExitStack() as stack:
        yield _patiently(lambda: stack.enter_context(writing(path)))


def _patiently(work: Callable[[], T]) -> T:
    """Do what needs the store to be free, as soon as it is.

    Raises:
        StoreBusy: somebody has been writing for half a minute.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return work()
        except StoreBusy:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
