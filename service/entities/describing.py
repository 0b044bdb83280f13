"""The description of a thing as statements: concise, bounded, with the names of what it names.

To the statements about the thing itself come those of its involvements, which are parts of it, and the
words that state them (Concise Bounded Description, W3C member submission of 2005, with parts in the place
of blank nodes).
"""

from collections.abc import Iterable, Iterator

from koinon.graph.addresses import hp
from koinon.graph.queries.load import query
from koinon.graph.store.seam import Store
from koinon.graph.terms import IRI, Triple, typed
from koinon.graph.tombstones import Tombstone
from koinon.ontology.namespaces import DCTERMS, RDFS, SKOS

_PARTS = ("description_of_involvements", "description_of_passages")
_LABELS = (IRI(SKOS + "prefLabel"), IRI(DCTERMS + "title"), IRI(RDFS + "label"))


def describe(store: Store, thing: IRI) -> list[Triple]:
    """Describe a thing; nothing where the graph says nothing of it."""
    own = list(store.construct(query("description"), {"thing": thing}))
    if not own:
        return []
    triples = set(own)
    for name in _PARTS:
        triples.update(store.construct(query(name), {"thing": thing}))
    return [*triples, *_labels(store, triples)]


def describe_withdrawn(store: Store, left: Tombstone) -> list[Triple]:
    """Say that a thing was withdrawn and when, and name what stands in its place."""
    triples = [Triple(left.thing, hp("withdrawn"), typed(left.withdrawn, "dateTime"))]
    if left.replaced_by:
        triples.append(Triple(left.thing, IRI(DCTERMS + "isReplacedBy"), left.replaced_by))
    return [*triples, *_labels(store, triples)]


def _labels(store: Store, triples: Iterable[Triple]) -> Iterator[Triple]:
    subjects = {triple.subject for triple in triples}
    things = {triple.object for triple in triples if isinstance(triple.object, IRI)} | subjects
    for thing in things:
        # A thing has its names by one property; the others need not be looked up.
        for predicate in _LABELS:
            found = {quad.triple for quad in store.quads(thing, predicate)}
            yield from found.difference(triples)
            if found:
                break
