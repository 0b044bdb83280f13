"""Scan: a store read property by property, without joins."""

import codecs
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from koinon.ontology.namespaces import SKOS

from ..addresses import hp
from ..queries.load import query
from ..store.binding import bind
from ..store.seam import Bindings, Store
from ..terms import IRI
from .tables import Labels, Texts, Things

_TSV: Final = ("text/tab-separated-values",)
_LITERAL: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<[^>]*>)?', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ESCAPED: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Scan:
    """Reads whole properties of a store; every row comes once a graph that states it.

    Rows are read as tab-separated values (SPARQL 1.1 Query Results CSV and TSV Formats, section 4): an
    engine writes a million of them in about a second, and a term for each would take six. Sets of
    things and of pairs are kept, for several parts of an index need the same ones.
    """

    store: Store
    _instances: dict[str, frozenset[str]] = field(default_factory=dict)
    _pairs: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)

    def instances(self, class_name: str) -> frozenset[str]:
        """Give the things of a class of our vocabulary."""
        if class_name not in self._instances:
            rows = self._rows("network_instances", {"class": hp(class_name)})
            self._instances[class_name] = frozenset(thing[1:-1] for (thing,) in rows if thing[0] == "<")
        return self._instances[class_name]

    def links(self, predicate: str) -> Iterator[tuple[str, str, str]]:
        """Yield who has which thing as a value of a property, and the graph that says so."""
        for thing, value, graph in self._rows("network_values", {"property": IRI(predicate)}):
            if thing[0] == "<" == value[0]:
                yield thing[1:-1], value[1:-1], graph[1:-1]

    def literals(self, predicate: str) -> Iterator[tuple[str, str, str, str]]:
        """Yield who has which text as a value of a property, its language or "", and the graph."""
        for thing, value, graph in self._rows("network_values", {"property": IRI(predicate)}):
            if thing[0] == "<" != value[0]:
                yield thing[1:-1], *literal(value), graph[1:-1]

    def pairs(self, predicate: str) -> frozenset[tuple[str, str]]:
        """Give the statements of a property whose values are things, whoever says so."""
        if predicate not in self._pairs:
            self._pairs[predicate] = frozenset((thing, value) for thing, value, _ in self.links(predicate))
        return self._pairs[predicate]

    def most_stated(self, *predicates: str) -> dict[str, str]:
        """Give one value a thing: that of most graphs, and the first in order among equals."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for predicate in predicates:
            for thing, value, _ in self._rows("network_values", {"property": IRI(predicate)}):
                counts[thing[1:-1]][value] += 1
        best = {thing: min(values, key=lambda one: (-values[one], one)) for thing, values in counts.items()}
        return {thing: value[1:-1] if value[0] == "<" else literal(value)[0] for thing, value in best.items()}

    def names(self, predicate: str = SKOS + "prefLabel") -> dict[str, Counter[tuple[str, str]]]:
        """Count, for each thing, the graphs that give it a name in a language."""
        names: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for thing, text, language, _ in self.literals(predicate):
            names[thing][language.lower(), text] += 1
        return names

    def _rows(self, name: str, bindings: Bindings) -> Iterator[list[str]]:
        answer = self.store.answer(bind(query(name), bindings), _TSV)
        decode, rest, header = codecs.getincrementaldecoder("utf-8")().decode, "", True
        for chunk in answer.chunks:
            # Line breaks within values are escaped, so every one ends a row.
            *lines, rest = (rest + decode(chunk)).split("\n")
            for line in lines[1:] if header and lines else lines:
                yield line.split("\t")
            header = header and not lines
        if rest and not header:
            yield rest.split("\t")


def literal(written: str) -> tuple[str, str]:
    """Read a literal of tab-separated values: its text, and its language or nothing."""
    match = _LITERAL.fullmatch(written)
    if not match:
        return written, ""  # numbers and truth values stand bare
    text = match[1] if "\\" not in match[1] else _ESCAPE.sub(_unescaped, match[1])
    return text, match[2] or ""


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if code[0] in "uU" and len(code) > 1 else _ESCAPED.get(code, code)


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
