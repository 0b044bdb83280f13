"""Turtle that is a pleasure to read: only the prefixes in use, types and names first, things apart."""

from collections.abc import Iterable

import pyoxigraph as ox

from koinon.ontology.namespaces import PREFIXES, RDF, SKOS

from .addresses import hp
from .terms import IRI, Triple, to_oxigraph

_KINDS = ("activity", "organisation", "place", "involvement", "source", "tie", "graphs")
# What a reader looks for first; every other predicate follows in alphabetical order.
_FIRST = {
    predicate: rank
    for rank, predicate in enumerate(
        (
            IRI(RDF + "type"),
            IRI(SKOS + "prefLabel"),
            IRI(SKOS + "altLabel"),
            hp("agent"),
            hp("represents"),
            hp("role"),
            hp("phrase"),
            hp("evidence"),
        )
    )
}


def turtle(triples: Iterable[Triple], base: str) -> bytes:
    """Write triples as Turtle; things below the base get prefixes such as ``activity:``."""
    ordered = sorted(triples, key=_reading_order)
    used = _prefixes_in_use(ordered, base)
    written = ox.serialize(
        (ox.Triple(ox.NamedNode(s), ox.NamedNode(p), to_oxigraph(o)) for s, p, o in ordered),
        format=ox.RdfFormat.TURTLE,
        prefixes=used,
    )
    lines = (written or b"").decode().rstrip("\n").split("\n")
    header = sorted(line for line in lines[: len(used)])
    # A line break within a literal is escaped, so a line that ends in " ." always ends a thing.
    body = "\n".join(line + "\n" if line.endswith(" .") else line for line in lines[len(used) :])
    return ("\n".join(header) + "\n\n" + body.replace("\t", "    ")).encode()


def _reading_order(triple: Triple) -> tuple[str, int, str, str]:
    return triple.subject, _FIRST.get(triple.predicate, len(_FIRST)), triple.predicate, str(triple.object)


def _prefixes_in_use(triples: Iterable[Triple], base: str) -> dict[str, str]:
    known = {**PREFIXES, **{kind: f"{base}{kind}/" for kind in _KINDS}}
    names: set[str] = set()
    for subject, predicate, value in triples:
        names.update((subject, predicate, value if isinstance(value, IRI) else value.datatype))
    return {prefix: start for prefix, start in known.items() if any(name.startswith(start) for name in names)}
