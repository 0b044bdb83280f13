"""What the vocabulary says of its own classes and properties, closed once and then looked up."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple, TypeVar

from koinon.ontology.namespaces import OWL, RDFS

from ..store.seam import Store
from ..terms import IRI, Triple
from .asserted import TYPE

SUBCLASS: Final = IRI(RDFS + "subClassOf")
SUBPROPERTY: Final = IRI(RDFS + "subPropertyOf")
_EQUIVALENT_CLASS: Final = IRI(OWL + "equivalentClass")
_EQUIVALENT_PROPERTY: Final = IRI(OWL + "equivalentProperty")
_INVERSE: Final = IRI(OWL + "inverseOf")
_SYMMETRIC: Final = IRI(OWL + "SymmetricProperty")
_TRANSITIVE: Final = IRI(OWL + "TransitiveProperty")
_READ: Final = (SUBCLASS, SUBPROPERTY, _EQUIVALENT_CLASS, _EQUIVALENT_PROPERTY, _INVERSE)
# Of everything that exists it says nothing to say that it is a thing.
_TRIVIAL: Final = frozenset({IRI(OWL + "Thing"), IRI(RDFS + "Resource")})

_Node = TypeVar("_Node", bound=Hashable)


class Implied(NamedTuple):
    """A property that holds where another one does, between the same two or the other way about."""

    name: IRI
    reversed: bool


@dataclass(frozen=True, slots=True)
class Axioms:
    """The axioms of a vocabulary that have consequences for data, as lookups.

    ``superclasses`` and ``implied`` are closed: they hold what follows in any number of steps, but neither
    the class nor the property itself.
    """

    superclasses: Mapping[IRI, frozenset[IRI]]
    superproperties: Mapping[IRI, frozenset[IRI]]
    implied: Mapping[IRI, frozenset[Implied]]
    transitive: frozenset[IRI]

    @property
    def properties(self) -> frozenset[IRI]:
        """Name the properties from which something follows."""
        return frozenset({*self.implied, *self.transitive})


def axioms_of(triples: Iterable[Triple]) -> Axioms:
    """Close the axioms among some triples; descriptions of unnamed classes are passed over."""
    pairs: defaultdict[IRI, list[tuple[IRI, IRI]]] = defaultdict(list)
    for subject, predicate, value in triples:
        if isinstance(value, IRI) and _says_something(subject) and _says_something(value):
            pairs[predicate].append((subject, value))
    typed = pairs[TYPE]
    symmetric = [name for name, kind in typed if kind == _SYMMETRIC]
    return Axioms(
        superclasses=_closed([*pairs[SUBCLASS], *_both(pairs[_EQUIVALENT_CLASS])]),
        superproperties=_closed([*pairs[SUBPROPERTY], *_both(pairs[_EQUIVALENT_PROPERTY])]),
        implied=_implied(pairs, symmetric),
        transitive=frozenset(name for name, kind in typed if kind == _TRANSITIVE),
    )


def read_axioms(store: Store, ontology: IRI) -> Axioms:
    """Read the axioms of the vocabulary from its named graph."""
    found = (store.quads(predicate=predicate, graph=ontology) for predicate in _READ)
    kinds = (store.quads(predicate=TYPE, object=kind, graph=ontology) for kind in (_SYMMETRIC, _TRANSITIVE))
    # A blank node of the vocabulary has in the store an address below that of its graph.
    return axioms_of(
        quad.triple
        for quad in chain(*found, *kinds)
        if not quad.subject.startswith(f"{ontology}/") and not str(quad.object).startswith(f"{ontology}/")
    )


def _says_something(name: IRI) -> bool:
    # A class without a name is a description, not something to be called an instance of.
    return name not in _TRIVIAL and not name.startswith("_:")


def _implied(
    pairs: Mapping[IRI, list[tuple[IRI, IRI]]], symmetric: Iterable[IRI]
) -> dict[IRI, frozenset[Implied]]:
    """Follow sub-properties, equivalents, inverses and symmetry (rules prp-spo1, -eqp, -inv, -symp)."""
    straight = [*pairs.get(SUBPROPERTY, ()), *_both(pairs.get(_EQUIVALENT_PROPERTY, ()))]
    turning = [*_both(pairs.get(_INVERSE, ())), *((name, name) for name in symmetric)]
    steps = [(Implied(a, way), Implied(b, way)) for a, b in straight for way in (False, True)]
    steps += [(Implied(a, way), Implied(b, not way)) for a, b in turning for way in (False, True)]
    return {start.name: ends for start, ends in _closed(steps).items() if not start.reversed and ends}


def _both(pairs: Iterable[tuple[IRI, IRI]]) -> list[tuple[IRI, IRI]]:
    return [pair for a, b in pairs for pair in ((a, b), (b, a))]


def _gathered(pairs: Iterable[tuple[_Node, _Node]]) -> dict[_Node, frozenset[_Node]]:
    found: defaultdict[_Node, set[_Node]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _closed(pairs: Iterable[tuple[_Node, _Node]]) -> dict[_Node, frozenset[_Node]]:
    """Give, for every node, what is reached from it in one step or more, itself left out."""
    next_ones = _gathered(pairs)
    return {node: _reached(node, next_ones) - {node} for node in next_ones}


def _reached(start: _Node, next_ones: Mapping[_Node, frozenset[_Node]]) -> frozenset[_Node]:
    reached: set[_Node] = set()
    waiting = [start]
    while waiting:
        fresh = next_ones.get(waiting.pop(), frozenset()) - reached
        reached |= fresh
        waiting.extend(fresh)
    return frozenset(reached)
