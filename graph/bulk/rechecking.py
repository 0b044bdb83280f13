"""Nodes looked at again in the whole: a piece may lack what another piece, or another source, states."""

from collections.abc import Iterable, Iterator
from typing import Final

from koinon.ontology.load import shapes_turtle
from koinon.ontology.namespaces import ORG, RDFS

from ..addresses import Addresses, hp
from ..checking.compiled import Result, shape_set
from ..checking.shapes import shape_results
from ..store.seam import Store
from ..terms import IRI, Quad, Term, Triple

_SUBCLASS: Final = IRI(RDFS + "subClassOf")
#: How far a shape looks from its node, beside the paths that repeat.
_STEPS: Final = 3
_CIRCULAR: Final = (hp("partOf"), hp("within"), IRI(ORG + "unitOf"), IRI(ORG + "subOrganizationOf"))


def recheck(store: Store, addresses: Addresses, nodes: Iterable[IRI]) -> set[Result]:
    """Check some nodes against the shapes, with all that is stated around them; and that none is in a circle.

    Circles are looked for everywhere: they may lead through many pieces, and what can be part of what is
    little of a store.
    """
    wanted = frozenset(nodes)
    around = _Around(store, addresses.graph("inferred"))
    results = shape_results(around.triples(wanted), shapes_turtle()) if wanted else set()
    return {result for result in results if result.focus in wanted} | shape_results(
        around.circular(), shapes_turtle()
    )


class _Around:
    """Gathers what is stated around nodes: a few steps ahead and one back."""

    def __init__(self, store: Store, inferred: IRI) -> None:
        self._store, self._inferred = store, inferred
        uses = shape_set(shapes_turtle()).uses
        self._forward, self._backward = uses.predicates, uses.backward

    def triples(self, nodes: frozenset[IRI]) -> set[Triple]:
        found = {quad.triple for quad in self._store.quads(predicate=_SUBCLASS)}
        reached: set[IRI] = set()
        edge: set[IRI] = set(nodes)
        for step in range(_STEPS):
            reached |= edge
            said = {triple for node in edge for triple in self._about(node, back=step == 0)}
            found |= said
            edge = {end for triple in said for end in _ends(triple)} - reached
        return found

    def circular(self) -> Iterator[Triple]:
        """Give what is part of what. No types are among it, so that only shapes of these properties apply."""
        for name in _CIRCULAR:
            for quad in self._store.quads(predicate=name):
                if self._counts(quad):
                    yield quad.triple

    def _about(self, node: IRI, *, back: bool) -> Iterator[Triple]:
        for quad in self._store.quads(node):
            if quad.predicate in self._forward and self._counts(quad):
                yield quad.triple
        for name in self._backward if back else ():
            for quad in self._store.quads(predicate=name, object=node):
                if self._counts(quad):
                    yield quad.triple

    def _counts(self, quad: Quad) -> bool:
        return quad.graph != self._inferred


def _ends(triple: Triple) -> Iterator[IRI]:
    ends: tuple[Term, ...] = (triple.subject, triple.object)
    yield from (end for end in ends if isinstance(end, IRI))
