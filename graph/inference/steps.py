"""Single steps of what the axioms conclude, forwards and backwards.

The lookups of ``Axioms`` are closed, so that whatever follows from one statement follows in one step. Only
transitive properties join two; they, and what leads to them or follows from them, are the *chained* ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..terms import IRI, Triple
from .asserted import TYPE
from .axioms import Axioms, Implied


class Steps:
    """The axioms as steps from a statement to what follows from it alone, and back."""

    def __init__(self, axioms: Axioms) -> None:
        self._axioms = axioms
        self._narrower: defaultdict[IRI, set[IRI]] = defaultdict(set)
        for narrow, wider in axioms.superclasses.items():
            for wide in wider:
                self._narrower[wide].add(narrow)
        self._implying: defaultdict[IRI, set[Implied]] = defaultdict(set)
        for name, implied in axioms.implied.items():
            for one in implied:
                self._implying[one.name].add(Implied(name, one.reversed))
        self.chained = self._family()

    def forwards(self, fact: Triple) -> Iterator[Triple]:
        """Yield what follows from a statement alone."""
        subject, name, value = fact
        if name == TYPE and isinstance(value, IRI):
            yield from (Triple(subject, TYPE, wide) for wide in self._axioms.superclasses.get(value, ()))
        yield from self._turned(fact, self._axioms.implied.get(name, ()))

    def backwards(self, triple: Triple) -> Iterator[Triple]:
        """Yield the statements from each of which alone a triple follows."""
        subject, name, value = triple
        if name == TYPE and isinstance(value, IRI):
            yield from (Triple(subject, TYPE, narrow) for narrow in self._narrower.get(value, ()))
        yield from self._turned(triple, self._implying.get(name, ()))

    def _turned(self, triple: Triple, names: Iterable[Implied]) -> Iterator[Triple]:
        for one in names:
            if not one.reversed:
                yield Triple(triple.subject, one.name, triple.object)
            elif isinstance(triple.object, IRI):
                yield Triple(triple.object, one.name, triple.subject)

    def _family(self) -> frozenset[IRI]:
        """Gather the transitive properties with all that lead to them or follow from them."""
        found: set[IRI] = set()
        waiting = list(self._axioms.transitive)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += [one.name for one in self._axioms.implied.get(name, ())]
                waiting += [one.name for one in self._implying.get(name, ())]
        return frozenset(found)
