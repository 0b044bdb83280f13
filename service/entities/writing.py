"""Statements written in the form that was chosen."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from koinon.graph.terms import IRI, Triple, n3, to_oxigraph
from koinon.graph.turtle import turtle
from koinon.ontology.load import context
from koinon.ontology.namespaces import PREFIXES

from ..forms import JSON_LD, N_TRIPLES, TURTLE
from ..negotiation import Form
from .json_ld import json_ld


def write(
    triples: Iterable[Triple],
    form: Form,
    base: str,
    about: IRI,
    prefixes: Mapping[str, str] = PREFIXES,
) -> bytes:
    """Write the description of ``about`` in one of the forms of ``forms.RDF``."""
    if form == TURTLE:
        return turtle(triples, base, prefixes)
    if form == JSON_LD:
        # The short names of the context are of our own terms.
        return json_ld(triples, about, context() if prefixes is PREFIXES else {"@context": dict(prefixes)})
    ordered = sorted(set(triples), key=lambda triple: (triple.subject != about, *map(str, triple)))
    if form == N_TRIPLES:
        return "".join(f"{n3(s)} {n3(p)} {n3(o)} .\n" for s, p, o in ordered).encode()
    engine = (ox.Triple(ox.NamedNode(s), ox.NamedNode(p), to_oxigraph(o)) for s, p, o in ordered)
    return ox.serialize(engine, format=ox.RdfFormat.RDF_XML, prefixes=dict(prefixes)) or b""
