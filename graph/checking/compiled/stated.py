"""Statements, looked up from both ends."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from koinon.ontology.namespaces import RDF, RDFS

from ...terms import IRI, Term, Triple

_TYPE: Final = IRI(RDF + "type")
_SUBCLASS: Final = IRI(RDFS + "subClassOf")
_Step = Callable[[Term], Iterable[Term]]


@dataclass(frozen=True, slots=True)
class Uses:
    """The properties that shapes look at: from the subject, and from the object."""

    forward: frozenset[IRI] = frozenset()
    backward: frozenset[IRI] = frozenset()

    def __or__(self, other: "Uses") -> "Uses":
        return Uses(self.forward | other.forward, self.backward | other.backward)

    @property
    def predicates(self) -> frozenset[IRI]:
        """Name all of them; types and the hierarchy of classes always count."""
        return self.forward | self.backward | {_TYPE, _SUBCLASS}


def uses_of(parts: Iterable[Uses]) -> Uses:
    """Put together what several look at."""
    found = Uses()
    for part in parts:
        found |= part
    return found


class Stated:
    """A set of triples, of which only those with a property in use are kept."""

    def __init__(self, triples: Iterable[Triple], uses: Uses) -> None:
        self._values: dict[IRI, dict[Term, list[Term]]] = {name: {} for name in uses.predicates}
        self._subjects: dict[IRI, dict[Term, list[Term]]] = {}
        self._wider: dict[Term, frozenset[Term]] = {}
        for subject, predicate, value in frozenset(triples):
            if (values := self._values.get(predicate)) is not None:
                values.setdefault(subject, []).append(value)
        for name in (*uses.backward, _TYPE, _SUBCLASS):
            self._subjects[name] = _turned(self._values[name])

    def values(self, node: Term, predicate: IRI) -> Sequence[Term]:
        """Give the objects of a subject."""
        return self._values[predicate].get(node, ())

    def subjects(self, predicate: IRI, value: Term) -> Sequence[Term]:
        """Give the subjects of an object, of a property used from this end."""
        return self._subjects[predicate].get(value, ())

    def subjects_of(self, predicate: IRI) -> Iterable[Term]:
        """Give all the subjects of a property, each once."""
        return self._values[predicate]

    def triples(self, predicate: IRI) -> Iterable[Triple]:
        """Give all the statements of a property."""
        for subject, values in self._values[predicate].items():
            for value in values:
                yield Triple(IRI(subject), predicate, value)

    def instances(self, kind: IRI) -> Iterable[Term]:
        """Give the instances of a class and of its subclasses (SHACL, section 2.1.3.2), each once."""
        kinds = closure(kind, lambda name: self.subjects(_SUBCLASS, name))
        found = (node for name in (kind, *kinds - {kind}) for node in self.subjects(_TYPE, name))
        return dict.fromkeys(found)

    def is_a(self, node: Term, kind: IRI) -> bool:
        """Tell whether a node is an instance of a class, or of a subclass of it."""
        return any(name == kind or kind in self._above(name) for name in self.values(node, _TYPE))

    def _above(self, kind: Term) -> frozenset[Term]:
        if (known := self._wider.get(kind)) is None:
            known = closure(kind, lambda name: self.values(name, _SUBCLASS))
            self._wider[kind] = known
        return known


def closure(start: Term, step: _Step) -> frozenset[Term]:
    """Give what is reached from a node in one step or more."""
    reached: set[Term] = set()
    waiting = list(step(start))
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting.extend(step(node))
    return frozenset(reached)


def _turned(values: dict[Term, list[Term]]) -> dict[Term, list[Term]]:
    subjects: dict[Term, list[Term]] = {}
    for subject, objects in values.items():
        for value in objects:
            subjects.setdefault(value, []).append(subject)
    return subjects
