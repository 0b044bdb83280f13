"""Literals as the engine keeps them: it stores numbers and dates by value, so ``0.0`` comes back as ``0``."""

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from koinon.ontology.namespaces import RDF, XSD

from ..terms import Literal, Quad, quad_to_oxigraph, quads_from_oxigraph

_KEPT: Final = frozenset({XSD + "string", RDF + "langString"})


def as_stored(quads: Iterable[Quad]) -> frozenset[Quad]:
    """Give quads as they come back from the store, so that they can be compared with what it holds."""
    kept: set[Quad] = set()
    valued: list[Quad] = []
    for quad in quads:
        if isinstance(quad.object, Literal) and quad.object.datatype not in _KEPT:
            valued.append(quad)
        else:
            kept.add(quad)
    if valued:
        engine = ox.Store()
        engine.extend(map(quad_to_oxigraph, valued))
        kept.update(quads_from_oxigraph(engine))
    return frozenset(kept)
