"""Turtle that is a pleasure to read: things apart, names first, long lists one value a line.

The engine's own serialiser is faster, and is what answers queries; it knows no layout.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from koinon.ontology.namespaces import PREFIXES, RDF, SKOS, XSD

from .addresses import hp
from .terms import IRI, Term, Triple, n3

_WIDTH = 100
_TYPE = IRI(RDF + "type")
# What a reader looks for first; every other predicate follows in alphabetical order.
_FIRST = (
    _TYPE,
    IRI(SKOS + "prefLabel"),
    IRI(SKOS + "altLabel"),
    hp("agent"),
    hp("represents"),
    hp("role"),
    hp("phrase"),
    hp("evidence"),
)
_RANK = {predicate: rank for rank, predicate in enumerate(_FIRST)}
_LOCAL = re.compile(r"[A-Za-z_]([\w-]*[\w])?", re.ASCII)
_PATH = re.compile(r"\w[^:<>\"{}|^`\\\x00-\x20]*")
# The forms that Turtle reads as numbers (RDF 1.1 Turtle, section 2.5.2).
_BARE = {
    XSD + "integer": re.compile(r"[+-]?\d+", re.ASCII),
    XSD + "decimal": re.compile(r"[+-]?\d*\.\d+", re.ASCII),
}


def turtle(triples: Iterable[Triple], base: str, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Write triples as Turtle, each once and in one order whatever order they come in."""
    ordered = sorted(set(triples), key=_reading_order)
    writer = _Writer(base, prefixes)
    things = [
        "".join(writer.thing(subject, list(about)))
        for subject, about in groupby(ordered, attrgetter("subject"))
    ]
    head = [f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(writer.used)]
    return "\n".join([f"@base <{base}> .\n" + "".join(head), *things]).encode()


class _Writer:
    """Shortens terms, and remembers the prefixes it used."""

    def __init__(self, base: str, prefixes: Mapping[str, str]) -> None:
        self.used: set[str] = set()
        self._prefixes = prefixes
        self._base = base

    def thing(self, subject: IRI, about: list[Triple]) -> Iterator[str]:
        """Write all that is said of one subject."""
        yield self._term(subject)
        between = " "
        for predicate, triples in groupby(about, attrgetter("predicate")):
            verb = "a" if predicate == _TYPE else self._term(predicate)
            yield f"{between}{verb}{self._values([self._term(triple.object) for triple in triples])}"
            between = " ;\n    "
        yield " .\n"

    def _values(self, values: list[str]) -> str:
        line = " " + ", ".join(values)
        if len(values) == 1 or len(line) <= _WIDTH:
            return line
        return "\n        " + ",\n        ".join(values)

    def _term(self, term: Term) -> str:
        if isinstance(term, IRI):
            return self._name(term)
        bare = _BARE.get(term.datatype)
        if bare and bare.fullmatch(term.value):
            return term.value
        if term.language is None and term.datatype != XSD + "string":
            quoted = n3(term._replace(datatype=IRI(XSD + "string")))
            return f"{quoted}^^{self._name(term.datatype)}"
        return n3(term)

    def _name(self, iri: IRI) -> str:
        for prefix, start in self._prefixes.items():
            if iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(start) :]}"
        if iri.startswith(self._base) and _PATH.fullmatch(iri, len(self._base)):
            return f"<{iri[len(self._base) :]}>"
        return n3(iri)


def _reading_order(triple: Triple) -> tuple[str, int, str, str]:
    return triple.subject, _RANK.get(triple.predicate, len(_RANK)), triple.predicate, n3(triple.object)
