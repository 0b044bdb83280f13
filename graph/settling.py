"""What follows from changes made by hand: shapes checked, and the inferred graph brought up to date."""

from collections.abc import Iterable, Iterator, Sequence

from koinon.ontology.namespaces import HP, RDF

from .addresses import Addresses
from .checking.findings import Finding
from .inference import derive, derive_changed
from .inference.facts import READ
from .ingest import check, load_ontology
from .store.seam import Change, Store
from .terms import IRI, Quad
from .tombstones import bury

_TYPE = IRI(RDF + "type")
#: Graphs that the program fills itself.
MAINTAINED = ("inferred", "ontology", "withdrawn")


def maintained(addresses: Addresses) -> frozenset[IRI]:
    """Name the graphs that the program fills itself, and nobody writes to."""
    return frozenset(map(addresses.graph, MAINTAINED))


def settle(store: Store, addresses: Addresses, changes: Sequence[Change]) -> tuple[Finding, ...]:
    """Check what was changed against the shapes, derive what follows, and give the warnings.

    What is gone leaves a tombstone.

    Changes that use no term of the vocabulary concern neither: then nothing is computed, which takes seconds
    a million statements.

    Raises:
        CheckError: the changes break a shape.
    """
    told = False
    if any(term.startswith(HP) for change in changes for term in _terms((*change.added, *change.removed))):
        told = _ensure_vocabulary(store, addresses)
    for change in changes:
        bury(store, addresses, change)
    concerning = [change for change in changes if _uses_vocabulary(store, addresses, change)]
    if not concerning:
        return ()
    provenance = addresses.graph("provenance")
    graphs = {quad.graph for change in concerning for quad in (*change.added, *change.removed)}
    left = [graph for graph in sorted(graphs - {provenance}) if next(store.quads(graph=graph), None)]
    findings = check(store, addresses, left) if left else ()
    store.apply(derive(store, addresses) if told else derive_changed(store, addresses, changes))
    return findings


def _ensure_vocabulary(store: Store, addresses: Addresses) -> bool:
    # A store that was filled by hand from its first statement on has not been told the vocabulary.
    if next(store.quads(graph=addresses.graph("ontology")), None) is None:
        return load_ontology(store, addresses)
    return False


def _uses_vocabulary(store: Store, addresses: Addresses, change: Change) -> bool:
    ontology = addresses.graph("ontology")
    terms = set(_terms((*change.added, *change.removed)))
    return any(term in READ or next(store.quads(term, graph=ontology), None) is not None for term in terms)


def _terms(quads: Iterable[Quad]) -> Iterator[IRI]:
    for quad in quads:
        if quad.predicate != _TYPE:
            yield quad.predicate
        elif isinstance(quad.object, IRI):
            yield quad.object
