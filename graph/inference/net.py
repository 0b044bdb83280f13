"""What changes made of the statements of all sources together."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ..store.seam import Change, Store
from ..terms import IRI, Quad, Term, Triple
from .facts import Facts


@dataclass(frozen=True, slots=True)
class Net:
    """The triples that no source stated before and one does now, and those that none does any more."""

    added: frozenset[Triple]
    removed: frozenset[Triple]

    @property
    def all(self) -> frozenset[Triple]:
        """Give both."""
        return self.added | self.removed


class Stated:
    """The statements of sources as they stand in a store now. It implements the ``Facts`` protocol."""

    def __init__(self, store: Store, inferred: IRI) -> None:
        self._store = store
        self._inferred = inferred
        self._known: dict[tuple[IRI, IRI], frozenset[Term]] = {}

    def objects(self, subject: IRI, predicate: IRI) -> Collection[Term]:
        """Give the values of a property; those looked up once are remembered."""
        key = subject, predicate
        if key not in self._known:
            found = self._store.quads(subject, predicate)
            self._known[key] = frozenset(quad.object for quad in found if quad.graph != self._inferred)
        return self._known[key]

    def subjects(self, predicate: IRI, value: Term) -> set[IRI]:
        """Give the things that have a value."""
        found = self._store.quads(None, predicate, value)
        return {quad.subject for quad in found if quad.graph != self._inferred}

    def holds(self, triple: Triple) -> bool:
        """Tell whether a source states a triple."""
        return any(quad.graph != self._inferred for quad in self._store.quads(*triple))


class Before:
    """The same statements as they stood before the changes. It implements the ``Facts`` protocol."""

    def __init__(self, now: Facts, net: Net) -> None:
        self._now = now
        self._added: defaultdict[tuple[IRI, IRI], set[Term]] = defaultdict(set)
        self._removed: defaultdict[tuple[IRI, IRI], set[Term]] = defaultdict(set)
        for triples, held in ((net.added, self._added), (net.removed, self._removed)):
            for subject, predicate, value in triples:
                held[subject, predicate].add(value)

    def objects(self, subject: IRI, predicate: IRI) -> Collection[Term]:
        """Give the values that a property had."""
        key, now = (subject, predicate), self._now.objects(subject, predicate)
        if key not in self._added and key not in self._removed:
            return now
        return (set(now) - self._added.get(key, set())) | self._removed.get(key, set())


def net_of(store: Store, changes: Iterable[Change], inferred: IRI) -> Net:
    """Compare what sources state now with what they stated before some changes, which were all made."""
    was: dict[Quad, bool] = {}
    for change in changes:
        for quad in change.removed:
            was.setdefault(quad, True)
        for quad in change.added:
            was.setdefault(quad, False)
    graphs: defaultdict[Triple, dict[IRI, bool]] = defaultdict(dict)
    for quad, held in was.items():
        if quad.graph != inferred:
            graphs[quad.triple][quad.graph] = held
    added, removed = set(), set()
    for triple, before in graphs.items():
        now = {quad.graph for quad in store.quads(*triple)} - {inferred}
        stated = any(before.values()) or bool(now - before.keys())
        if now and not stated:
            added.add(triple)
        elif stated and not now:
            removed.add(triple)
    return Net(frozenset(added), frozenset(removed))
