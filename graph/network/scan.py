"""Scan: a store read property by property, without joins."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from koinon.ontology.namespaces import SKOS

from ..addresses import hp
from ..queries.load import query
from ..store.seam import Store
from ..terms import IRI, Literal, Term
from .tables import Labels, Texts, Things


@dataclass(frozen=True, slots=True)
class Scan:
    """Reads whole properties of a store; every row comes once a graph that states it.

    Sets of things and of pairs are kept, for several parts of an index need the same ones.
    """

    store: Store
    _instances: dict[str, frozenset[str]] = field(default_factory=dict)
    _pairs: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)

    def instances(self, class_name: str) -> frozenset[str]:
        """Give the things of a class of our vocabulary."""
        if class_name not in self._instances:
            self._instances[class_name] = frozenset(self._read_instances(class_name))
        return self._instances[class_name]

    def _read_instances(self, class_name: str) -> Iterator[str]:
        rows = self.store.select(query("network_instances"), {"class": hp(class_name)}).rows
        return (str(thing) for (thing,) in rows if isinstance(thing, IRI))

    def statements(self, predicate: str) -> Iterator[tuple[str, Term, str]]:
        """Yield who has which value of a property, and the graph that says so."""
        rows = self.store.select(query("network_values"), {"property": IRI(predicate)}).rows
        for thing, value, graph in rows:
            if isinstance(thing, IRI) and isinstance(graph, IRI) and value is not None:
                yield str(thing), value, str(graph)

    def links(self, predicate: str) -> Iterator[tuple[str, str, str]]:
        """Yield the statements of a property whose values are things."""
        for thing, value, graph in self.statements(predicate):
            if isinstance(value, IRI):
                yield thing, str(value), graph

    def pairs(self, predicate: str) -> frozenset[tuple[str, str]]:
        """Give the statements of a property whose values are things, whoever says so."""
        if predicate not in self._pairs:
            self._pairs[predicate] = frozenset((thing, value) for thing, value, _ in self.links(predicate))
        return self._pairs[predicate]

    def most_stated(self, *predicates: str) -> dict[str, str]:
        """Give one value a thing: that of most graphs, and the first in order among equals."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for predicate in predicates:
            for thing, value, _ in self.statements(predicate):
                counts[thing][value if isinstance(value, IRI) else value.value] += 1
        return {thing: min(values, key=lambda one: (-values[one], one)) for thing, values in counts.items()}

    def names(self, predicate: str = SKOS + "prefLabel") -> dict[str, Counter[tuple[str, str]]]:
        """Count, for each thing, the graphs that give it a name in a language."""
        names: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for thing, value, _ in self.statements(predicate):
            if isinstance(value, Literal):
                names[thing][(value.language or "").lower(), value.value] += 1
        return names


def things(addresses: Iterable[str], names: Mapping[str, Counter[tuple[str, str]]]) -> Things:
    """Number things by the order of their addresses, and store their names.

    The best name of a language is the one most sources use, then the shortest, then the first.
    """
    ordered = sorted(set(addresses))
    owners: list[int] = []
    chosen: list[tuple[str, str]] = []
    for number, address in enumerate(ordered):
        counts = names.get(address, Counter())
        ranked = sorted(counts, key=lambda one: (one[0], -counts[one], len(one[1]), one[1]))
        owners.extend([number] * len(ranked))
        chosen.extend(ranked)
    languages, texts = Texts.of(one for one, _ in chosen), Texts.of(text for _, text in chosen)
    return Things(Texts.of(ordered), Labels(np.array(owners, dtype=np.int32), languages, texts))
