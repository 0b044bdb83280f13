"""The OWL 2 RL rules for hierarchy, inverses and transitivity, chained over our vocabulary's own axioms.

Rules, named as in OWL 2 Profiles, section 4.3: cax-sco, cax-eqc1/2, prp-spo1, prp-eqp1/2, prp-inv1/2,
prp-symp, prp-trp, and of the hierarchy itself scm-sco, scm-spo, scm-eqc1, scm-eqp1.

Left out on purpose: what is true of everything (x sameAs x, x a owl:Thing, x partOf x); every rule that
concludes owl:sameAs, because who is the same as whom is a decision, which lives with its reasons in the graph
of links; and the types that domains and ranges imply (prp-dom, prp-rng), because every source states its
types itself, and one wrong statement would make a museum a place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..terms import IRI, Triple
from .asserted import TYPE, Asserted
from .axioms import SUBCLASS, SUBPROPERTY, Axioms

_Neighbours = defaultdict[IRI, defaultdict[IRI, set[IRI]]]


def consequences(facts: Iterable[Triple], axioms: Axioms) -> Iterator[Triple]:
    """Yield what follows from facts and is not among them; nothing said of a thing and itself."""
    given = frozenset(facts)
    for triple in _Chaining(axioms).run(given):
        if triple not in given and triple.subject != triple.object:
            yield triple
    yield from hierarchy(axioms)


def premises(asserted: Asserted, axioms: Axioms) -> Iterator[Triple]:
    """Yield the asserted triples from which something follows."""
    for name in axioms.properties:
        yield from asserted.statements(name)
    for name in axioms.superclasses:
        yield from asserted.instances(name)


def hierarchy(axioms: Axioms) -> Iterator[Triple]:
    """Yield which classes and properties are below which, in any number of steps."""
    for predicate, above in ((SUBCLASS, axioms.superclasses), (SUBPROPERTY, axioms.superproperties)):
        for name, wider in above.items():
            yield from (Triple(name, predicate, other) for other in wider)


class _Chaining:
    """Semi-naive evaluation: every triple is looked at once, against those looked at before."""

    def __init__(self, axioms: Axioms) -> None:
        self._axioms = axioms
        self._after: _Neighbours = defaultdict(lambda: defaultdict(set))
        self._before: _Neighbours = defaultdict(lambda: defaultdict(set))

    def run(self, facts: Iterable[Triple]) -> set[Triple]:
        known: set[Triple] = set()
        waiting = list(facts)
        while waiting:
            fact = waiting.pop()
            if fact not in known:
                known.add(fact)
                waiting.extend(triple for triple in self._step(fact) if triple not in known)
        return known

    def _step(self, fact: Triple) -> Iterator[Triple]:
        subject, name, value = fact
        if name == TYPE and isinstance(value, IRI):
            for wider in self._axioms.superclasses.get(value, ()):
                yield Triple(subject, TYPE, wider)
        for implied in self._axioms.implied.get(name, ()):
            if not implied.reversed:
                yield Triple(subject, implied.name, value)
            elif isinstance(value, IRI):
                yield Triple(value, implied.name, subject)
        if name in self._axioms.transitive and isinstance(value, IRI):
            yield from self._joined(subject, name, value)

    def _joined(self, subject: IRI, name: IRI, value: IRI) -> Iterator[Triple]:
        after, before = self._after[name], self._before[name]
        after[subject].add(value)
        before[value].add(subject)
        yield from [Triple(subject, name, further) for further in after[value]]
        yield from [Triple(earlier, name, value) for earlier in before[subject]]
