"""What the graph said something of and does not any more: since when, and what took its place.

An address that was published is not forgotten: whoever asks for it is told that it was withdrawn (410, RFC
9110, section 15.5.11). What is told again loses its tombstone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from koinon.ontology.namespaces import DCTERMS, RDF

from .addresses import Addresses, hp
from .store.seam import Change, Store
from .terms import IRI, Literal, Quad, Term, typed

#: Kinds of things below the base that leave a tombstone. Ties do not: they are derived.
_KINDS: Final = ("organisation", "activity", "place", "involvement", "source")
#: Nodes of provenance that nobody cites: the words of a fact are its passage.
_INNER: Final = frozenset({"run", "statement"})
#: Graphs that do not keep a thing alive: what is derived, and what is said of addresses alone.
_SILENT: Final = ("inferred", "withdrawn")
_TYPE: Final = IRI(RDF + "type")
_WITHDRAWN: Final = hp("withdrawn")
_REPLACED: Final = IRI(DCTERMS + "isReplacedBy")
_SAME: Final = hp("sameOrganisationAs")
_SNAPSHOT: Final = hp("Snapshot")
_INVOLVEMENT: Final = hp("involvement")
#: What an involvement, or the text of a source, has in common with the one that takes its place.
_ENDS: Final = (hp("agent"), hp("represents"), hp("inSource"))


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a thing: when it was withdrawn (xsd:dateTime), and what stands in its place, if any."""

    thing: IRI
    withdrawn: str
    replaced_by: IRI | None


def bury(store: Store, addresses: Addresses, change: Change) -> None:
    """Give its tombstone to what a change, once made, left without a type; take it from what is back."""
    graph = addresses.graph("withdrawn")
    gone = sorted(_gone(store, addresses, change))
    removed = set(_risen(store, graph, change))
    if not gone and not removed:
        return
    now = typed(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "dateTime")
    added = {Quad(thing, _WITHDRAWN, now, graph) for thing in gone}
    added |= {Quad(thing, _REPLACED, other, graph) for thing, other in _replacements(frozenset(gone), change)}
    store.apply(Change(removed=frozenset(removed), added=frozenset(added)))


def tombstone(store: Store, addresses: Addresses, thing: IRI) -> Tombstone | None:
    """Find the tombstone of a thing, with what stands in its place now; None where it was not withdrawn."""
    found = _when(store, addresses, thing)
    return Tombstone(thing, found, _successor(store, addresses, thing)) if found else None


def _when(store: Store, addresses: Addresses, thing: IRI) -> str:
    quads = store.quads(thing, _WITHDRAWN, graph=addresses.graph("withdrawn"))
    return max((quad.object.value for quad in quads if isinstance(quad.object, Literal)), default="")


def _successor(store: Store, addresses: Addresses, thing: IRI) -> IRI | None:
    """Follow what replaced a thing, and what replaced that, to the first that was not withdrawn."""
    seen, next_ones = {thing}, [thing]
    while next_ones:
        for other in sorted(set(_replacing(store, addresses, next_ones.pop())) - seen):
            if not _when(store, addresses, other):
                return other
            seen.add(other)
            next_ones.append(other)
    return None


def _replacing(store: Store, addresses: Addresses, thing: IRI) -> Iterator[IRI]:
    """Give what was put in the place of a thing, or was decided to be the same."""
    for quad in store.quads(thing, _REPLACED, graph=addresses.graph("withdrawn")):
        if isinstance(quad.object, IRI):
            yield quad.object
    for quad in store.quads(thing, _SAME):
        if isinstance(quad.object, IRI):
            yield quad.object
    for quad in store.quads(None, _SAME, thing):
        yield quad.subject


def _risen(store: Store, graph: IRI, change: Change) -> Iterator[Quad]:
    """Give the tombstones of what is told again. A store that is being built has none to look through."""
    if next(store.quads(graph=graph), None) is not None:
        for thing in {quad.subject for quad in change.added if quad.predicate == _TYPE}:
            yield from store.quads(thing, graph=graph)


def _gone(store: Store, addresses: Addresses, change: Change) -> Iterator[IRI]:
    silent = frozenset(map(addresses.graph, _SILENT))
    candidates = {quad.subject for quad in change.removed if quad.predicate == _TYPE}
    for thing in candidates:
        if _is_published(thing, addresses) and all(
            quad.graph in silent for quad in store.quads(thing, _TYPE)
        ):
            yield thing


def _is_published(thing: IRI, addresses: Addresses) -> bool:
    if not thing.startswith(addresses.base) or "#" in thing:
        return False
    kind, *rest = thing[len(addresses.base) :].split("/")
    return kind in _KINDS and not _INNER.intersection(rest)


def _replacements(gone: frozenset[IRI], change: Change) -> Iterator[tuple[IRI, IRI]]:
    """Pair what went with what came: the tie of the same two in other words, the text of a source read anew.

    Where several went or came that have the same ends, nobody knows which is which.
    """
    came = _by_ends(change.added)
    for ends, old in _by_ends(change.removed).items():
        new = came.get(ends, set()) - gone
        if len(old) == len(new) == 1 and old <= gone:
            yield old.pop(), new.pop()


def _by_ends(quads: Iterable[Quad]) -> dict[frozenset[Term], set[IRI]]:
    """Gather involvements by activity and agent, and snapshots by source."""
    ends: dict[IRI, set[Term]] = {}
    nodes = set[IRI]()
    for quad in quads:
        if quad.predicate == _INVOLVEMENT and isinstance(quad.object, IRI):
            ends.setdefault(quad.object, set()).add(quad.subject)
            nodes.add(quad.object)
        elif quad.predicate in _ENDS:
            ends.setdefault(quad.subject, set()).add(quad.object)
        elif quad.predicate == _TYPE and quad.object == _SNAPSHOT:
            nodes.add(quad.subject)
    found: dict[frozenset[Term], set[IRI]] = {}
    for node in nodes:
        found.setdefault(frozenset(ends.get(node, ())), set()).add(node)
    return found
