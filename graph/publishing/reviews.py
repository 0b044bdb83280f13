"""Involvements that a person has looked at and found right: who, when, and in which words.

A review is an annotation (Web Annotation Vocabulary, motivation ``oa:assessing``) in the graph ``review``. It
outlives every reading of the source; where the tie is no longer read, it says nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from koinon.ontology.namespaces import DCTERMS, OA, RDF, RDFS

from ..addresses import Addresses, digest, hp
from ..errors import AddressError
from ..store.seam import Change, Store
from ..terms import IRI, Literal, Quad, Term, text, typed

_TARGET: Final = IRI(OA + "hasTarget")
_VALUE: Final = IRI(RDF + "value")
_CREATOR, _CREATED = IRI(DCTERMS + "creator"), IRI(DCTERMS + "created")
_ACCEPTED: Final = Literal("accepted")


@dataclass(frozen=True, slots=True)
class Review:
    """A tie that was accepted: by whom (a name, or an address such as an ORCID iD), when (UTC), and why."""

    involvement: IRI
    reviewer: str
    at: str
    comment: str = ""


def accept(store: Store, addresses: Addresses, found: Iterable[Review]) -> int:
    """Keep reviews, each in the place of what its reviewer said of the tie before; give their number.

    Raises:
        AddressError: something that is reviewed is no involvement.
    """
    graph, going, coming = addresses.graph("review"), set[Quad](), set[Quad]()
    listed = list(found)
    for review in listed:
        if next(store.quads(review.involvement, hp("role")), None) is None:
            raise AddressError(f"There is no involvement {review.involvement} in the graph.")
        node = _node(graph, review)
        going |= set(store.quads(node, graph=graph))
        coming |= set(_quads(node, review, graph))
    store.apply(Change(removed=frozenset(going - coming), added=frozenset(coming - going)))
    return len(listed)


def withdraw(store: Store, addresses: Addresses, involvements: Iterable[IRI]) -> int:
    """Take back all reviews of involvements; give their number."""
    graph = addresses.graph("review")
    nodes = {quad.subject for one in involvements for quad in store.quads(None, _TARGET, one, graph)}
    going = frozenset(quad for node in nodes for quad in store.quads(node, graph=graph))
    store.apply(Change(removed=going))
    return len(nodes)


def reviews(store: Store, addresses: Addresses) -> Iterator[Review]:
    """Give what was accepted and still stands in the graph, in the order of the ties' addresses."""
    yield from sorted(_standing(store, addresses.graph("review")), key=lambda one: (one.involvement, one.at))


def _standing(store: Store, graph: IRI) -> Iterator[Review]:
    for quad in store.quads(None, _VALUE, _ACCEPTED, graph):
        held = {one.predicate: one.object for one in store.quads(quad.subject, graph=graph)}
        target = held.get(_TARGET)
        if isinstance(target, IRI) and next(store.quads(target, hp("role")), None) is not None:
            yield Review(
                target, _words(held, _CREATOR), _words(held, _CREATED), _words(held, IRI(RDFS + "comment"))
            )


def _quads(node: IRI, review: Review, graph: IRI) -> Iterator[Quad]:
    yield Quad(node, IRI(RDF + "type"), IRI(OA + "Annotation"), graph)
    yield Quad(node, IRI(OA + "motivatedBy"), IRI(OA + "assessing"), graph)
    yield Quad(node, _TARGET, review.involvement, graph)
    yield Quad(node, _VALUE, _ACCEPTED, graph)
    yield Quad(node, _CREATOR, reviewer_of(review), graph)
    yield Quad(node, _CREATED, typed(review.at, "dateTime"), graph)
    if review.comment:
        yield Quad(node, IRI(RDFS + "comment"), text(review.comment), graph)


def reviewer_of(review: Review) -> Term:
    """Name a reviewer by an address where it is one, else by words."""
    is_address = review.reviewer.startswith(("http://", "https://"))
    return IRI(review.reviewer) if is_address else text(review.reviewer)


def _node(graph: IRI, review: Review) -> IRI:
    return IRI(f"{graph}#{digest(review.involvement, review.reviewer, length=12)}")


def _words(held: dict[IRI, Term], predicate: IRI) -> str:
    found = held.get(predicate, "")
    return found.value if isinstance(found, Literal) else str(found)
