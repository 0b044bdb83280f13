"""Sources into the store: each replaced as a whole, nothing touched that stays the same."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from koinon.ontology.load import ontology_turtle, shapes_turtle
from koinon.ontology.namespaces import DCTERMS, OA, PROV, RDF

from .addresses import Addresses, hp
from .bulk import Prepared, forget, load_prepared, recheck, statements_of_prepared
from .checking.findings import Finding, Severity, in_order
from .checking.shapes import check_shapes, findings
from .differences import Difference, difference
from .editions import with_history
from .errors import AddressError, CheckError
from .inference import derive, derive_changed
from .rdf_files import RdfFile, named, rdf_statements
from .records import TABLE, Account
from .statements import Statements, statements
from .store import Change, Keeping, Snapshots, Store, WritableStore, kept
from .store.folder import GenerationStore
from .store.normal import as_stored
from .terms import IRI, Literal, Quad, typed
from .tombstones import bury
from .updating.recording import Recording

_TYPE: Final = IRI(RDF + "type")
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Ingest:
    """What an ingest did: a difference a source, what the shapes warn of, and the generation it made."""

    differences: tuple[Difference, ...]
    warnings: tuple[Finding, ...]
    generation: int

    def __bool__(self) -> bool:
        return any(self.differences)


def ingest(
    place: Path | Keeping,
    sources: Iterable[Account | RdfFile | Prepared],
    *,
    anew: bool = False,
    dry_run: bool = False,
) -> Ingest:
    """Read sources into the store at a place: all of them, or none if one breaks a shape.

    Where it is built ``anew``, sources that are not among them are withdrawn. A dry run does the same and
    throws the result away.

    Raises:
        StoreMissing, StoreBusy, StoreDamaged: see ``Keeping.writing``.
        DocumentError: an RDF file is not of its format.
        CheckError: what is new breaks a shape; nothing is written.
    """
    keeping = kept(place)
    addresses = Addresses(keeping.base)
    snapshots = None if dry_run else keeping.snapshots
    read = tuple(sources)
    prepared = [source for source in read if isinstance(source, Prepared)]
    with keeping.writing() as store, _taken_back_on_failure(snapshots, prepared):
        loaded = {
            source.source_id: _suspects(source)
            for source in prepared
            if _can_be_loaded(store, source, addresses)
        }
        # What is loaded as files is not recorded statement by statement.
        recorded = store if loaded else _recorded(store, addresses)
        load_ontology(recorded, addresses)
        differences = tuple(_add(recorded, source, addresses, snapshots, loaded) for source in read)
        if anew:
            due = {difference.source_id for difference in differences}
            gone = sorted(source_ids(store, addresses) - due)
            differences += tuple(remove_source(recorded, source_id, addresses) for source_id in gone)
        warnings = _finish(store, recorded, addresses, differences, loaded)
        generation = store.generation
        if dry_run:
            store.discard()
    for source in () if dry_run else prepared:
        forget(source)
    return Ingest(differences, warnings, generation)


def withdraw(place: Path | Keeping, source_ids: Iterable[str]) -> Ingest:
    """Take sources out of the store at a place, and their texts with them.

    Raises:
        StoreMissing, StoreBusy, StoreDamaged: see ``Keeping.writing``.
        AddressError: there is no such source; nothing is written.
    """
    keeping = kept(place)
    addresses = Addresses(keeping.base)
    with keeping.writing() as store:
        recorded = _recorded(store, addresses)
        differences = tuple(remove_source(recorded, source_id, addresses) for source_id in source_ids)
        warnings = _finish(store, recorded, addresses, differences)
    with keeping.alone() as store:  # nobody adds texts meanwhile
        digests = (quad.object for quad in store.quads(predicate=hp("sha256")))
        keeping.snapshots.keep_only({term.value for term in digests if isinstance(term, Literal)})
        return Ingest(differences, warnings, store.generation)


def add_account(
    store: Store, account: Account, addresses: Addresses, snapshots: Snapshots | None = None
) -> Difference:
    """Put what a source states in the place of what it stated before.

    The run is written only when something else changes, so that the same source again changes nothing. The
    text is kept, where ``snapshots`` are given, before the statements that quote it are written.
    """
    new = statements(account, addresses, version("koinon"))
    of_table = account.source.media_type == TABLE
    return _replace(store, new, account.source.title, account.text, addresses, snapshots, editions=of_table)


def add_rdf(
    store: Store, file: RdfFile, addresses: Addresses, snapshots: Snapshots | None = None
) -> Difference:
    """Put what an RDF file states in the place of what it stated before.

    Raises:
        DocumentError: the file is not of its format.
    """
    new = rdf_statements(file, addresses, version("koinon"))
    return _replace(store, new, file.source.title, file.text, addresses, snapshots)


def remove_source(store: Store, source_id: str, addresses: Addresses) -> Difference:
    """Withdraw a source: its graph and its provenance. What people decided about it stays, and tombstones.

    Raises:
        AddressError: there is no such source.
    """
    source = addresses.source(source_id)
    old = quads_of_source(store, source_id, addresses)
    if not old:
        raise AddressError(f"There is no source “{source_id}” in the store.")
    titles = (quad.object for quad in store.quads(source, IRI(DCTERMS + "title")))
    title = next((term.value for term in titles if isinstance(term, Literal)), source_id)
    change = Change(removed=old)
    store.apply(change)
    bury(store, addresses, change)
    return difference(source_id, title, old, frozenset())


def source_ids(store: Store, addresses: Addresses) -> set[str]:
    """Name the sources that the store holds."""
    prefix = addresses.source("")
    sources = store.quads(predicate=_TYPE, object=hp("Source"), graph=addresses.graph("provenance"))
    return {quad.subject.removeprefix(prefix) for quad in sources}


def load_ontology(store: Store, addresses: Addresses) -> bool:
    """Make the ontology graph hold the vocabulary, its schemes and shapes; tell whether it changed."""
    graph = addresses.graph("ontology")
    files = {**ontology_turtle(), "shapes": shapes_turtle()}
    due = as_stored(
        Quad(*triple, graph)
        for name, turtle in files.items()
        for triple in named(ox.parse(turtle, format=ox.RdfFormat.TURTLE), f"{graph}/{name}/node/")
    )
    held = frozenset(store.quads(graph=graph))
    change = Change(removed=held - due, added=due - held)
    store.apply(change)
    return bool(change)


def quads_of_source(store: Store, source_id: str, addresses: Addresses) -> frozenset[Quad]:
    """Collect all that the store holds of a source: its graph, and its provenance with the runs."""
    source, provenance = addresses.source(source_id), addresses.graph("provenance")
    nodes = {quad.subject for quad in store.quads(predicate=hp("inSource"), object=source, graph=provenance)}
    selectors = {
        quad.object
        for node in nodes
        for quad in store.quads(node, IRI(OA + "hasSelector"), graph=provenance)
        if isinstance(quad.object, IRI)
    }
    about = (store.quads(node, graph=provenance) for node in (source, *nodes, *selectors))
    return frozenset(chain(store.quads(graph=addresses.source_graph(source_id)), chain.from_iterable(about)))


def _add(
    store: Store,
    source: Account | RdfFile | Prepared,
    addresses: Addresses,
    snapshots: Snapshots | None,
    loaded: Collection[str] = (),
) -> Difference:
    if isinstance(source, RdfFile):
        return add_rdf(store, source, addresses, snapshots)
    if isinstance(source, Prepared):
        return _add_prepared(store, source, addresses, snapshots, as_files=source.source_id in loaded)
    return add_account(store, source, addresses, snapshots)


def _can_be_loaded(store: Store, source: Prepared, addresses: Addresses) -> bool:
    """Tell whether a source's files can go into the store as they are: nothing of it is there to compare."""
    return (
        isinstance(store, GenerationStore)
        and next(store.quads(addresses.source(source.source_id)), None) is None
    )


def _add_prepared(
    store: Store, source: Prepared, addresses: Addresses, snapshots: Snapshots | None, *, as_files: bool
) -> Difference:
    words = source.text.read_bytes().decode()
    if as_files and isinstance(store, GenerationStore):
        if snapshots is not None:
            snapshots.add(words)
        return load_prepared(store, source, addresses)
    new = statements_of_prepared(source, addresses)
    return _replace(store, new, source.title, words, addresses, snapshots, editions=True)


def _suspects(source: Prepared) -> set[IRI]:
    described = {quad.subject for quad in (*source.description, *source.run)}
    return described.union(IRI(node) for piece in source.pieces for node in piece.suspects)


@contextmanager
def _taken_back_on_failure(snapshots: Snapshots | None, prepared: Iterable[Prepared] = ()) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        if snapshots is not None:
            snapshots.take_back()
        if isinstance(error, CheckError):  # what breaks a shape would break it again
            for source in prepared:
                forget(source)
        raise


def _replace(
    store: Store,
    statements: Statements,
    title: str,
    text: str,
    addresses: Addresses,
    snapshots: Snapshots | None,
    *,
    editions: bool = False,
) -> Difference:
    new = as_stored((*statements.asserted, *statements.provenance))
    old = quads_of_source(store, statements.source_id, addresses)
    runs = _runs(old)
    if editions:
        new = with_history(new, old, statements.source_id, addresses)
    if snapshots is not None:
        snapshots.add(text)
    if new != old - runs:
        ended = typed(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "dateTime")
        run = {Quad(quad.subject, IRI(PROV + "endedAtTime"), ended, quad.graph) for quad in statements.run}
        due = new.union(statements.run, run)
        change = Change(removed=old - due, added=due - old)
        store.apply(change)
        bury(store, addresses, change)
    return difference(statements.source_id, title, old - runs, new)


def _runs(quads: Iterable[Quad]) -> frozenset[Quad]:
    held = frozenset(quads)
    runs = {quad.subject for quad in held if quad.predicate == _TYPE and quad.object == hp("IngestRun")}
    return frozenset(quad for quad in held if quad.subject in runs)


def _recorded(store: WritableStore, addresses: Addresses) -> WritableStore | Recording:
    """Record what changes, so that only what it concerns need be derived, where that can be known.

    A store on another machine may have been written to by others; one that nothing was derived in yet has
    all before it.
    """
    derived = next(store.quads(graph=addresses.graph("inferred")), None)
    return Recording(store) if derived and isinstance(store, GenerationStore) else store


def _finish(
    store: WritableStore,
    recorded: WritableStore | Recording,
    addresses: Addresses,
    differences: Iterable[Difference],
    suspects: Mapping[str, set[IRI]] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """Derive what follows and check what changed; of sources checked before, the ``suspects`` alone."""
    if not store.changed:
        return ()
    if isinstance(recorded, Recording):
        store.apply(derive_changed(store, addresses, recorded.changes))
    else:
        store.apply(derive(store, addresses))
    changed = [found.source_id for found in differences if found]
    graphs = [addresses.source_graph(name) for name in changed if name not in suspects]
    found = check_shapes(store, addresses, graphs) if graphs else []
    if suspects:
        results = recheck(store, addresses, set().union(*suspects.values()))
        found = in_order([*found, *findings(results, store, addresses)])
    return _without_violations(found)


def check(store: Store, addresses: Addresses, graphs: Collection[IRI]) -> tuple[Finding, ...]:
    """Check graphs that changed against the shapes, and give the warnings.

    Raises:
        CheckError: they break a shape.
    """
    return _without_violations(check_shapes(store, addresses, graphs))


def _without_violations(findings: Collection[Finding]) -> tuple[Finding, ...]:
    violations = [str(found) for found in findings if found.severity == Severity.VIOLATION]
    if violations:
        more = [f"… and {len(violations) - _SHOWN} more."] if len(violations) > _SHOWN else []
        raise CheckError("\n".join(["Nothing was written, because:", *violations[:_SHOWN], *more]))
    return tuple(findings)
