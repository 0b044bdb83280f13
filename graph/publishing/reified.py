"""The graph in RDF 1.2: what says where a statement is from is a reifier of that statement.

In the store a statement is named by its subject, predicate and object (``rdf:Statement``), and a tie is a
node of its own, because few tools read triple terms yet. Here both reify (RDF 1.2 Concepts, section 3.5)::

    <…/statement/…>    rdf:reifies <<( <activity> hp:start "2011"^^xsd:gYear )>> .
    <…/involvement/…>  rdf:reifies <<( <activity> hp:partneredBy <organisation> )>> .

All that is known of the node, its words, rule and source, is then said of the statement itself.
"""

from collections.abc import Iterator
from typing import Final

from koinon.ontology.namespaces import RDF

from ..addresses import hp
from ..inference.shortcuts import SHORTCUTS
from ..store.seam import Store
from ..terms import IRI, Quad, Triple, n3

_TYPE: Final = IRI(RDF + "type")
_REIFIES: Final = IRI(RDF + "reifies")
_STATEMENT: Final = IRI(RDF + "Statement")
_SUBJECT, _PREDICATE, _OBJECT = (IRI(RDF + name) for name in ("subject", "predicate", "object"))
_ROLE, _AGENT, _INVOLVEMENT = hp("role"), hp("agent"), hp("involvement")
#: A tie whose role the vocabulary has no shortcut for.
_INVOLVES: Final = hp("involves")


def n_quads_1_2(store: Store) -> Iterator[bytes]:
    """Write every statement with its graph as RDF 1.2 N-Quads, line by line, with reifiers."""
    for quad in store.quads():
        named = _named(store, quad) if _is_of_reification(quad) else None
        if named is None:
            yield _line(n3(quad.object), quad)
            if quad.predicate == _ROLE:
                yield from _reified_tie(store, quad)
        elif quad.predicate == _SUBJECT:
            yield _reifies(quad, named)


def _is_of_reification(quad: Quad) -> bool:
    parts = {_SUBJECT, _PREDICATE, _OBJECT}
    return quad.predicate in parts or (quad.predicate, quad.object) == (_TYPE, _STATEMENT)


def _named(store: Store, quad: Quad) -> Triple | None:
    """Give the statement that a node names whole, by one subject, one predicate and one object."""
    subject, predicate, value = (
        [one.object for one in store.quads(quad.subject, part, None, quad.graph)]
        for part in (_SUBJECT, _PREDICATE, _OBJECT)
    )
    if len(subject) == len(predicate) == len(value) == 1:
        (one,), (way,), (other,) = subject, predicate, value
        if isinstance(one, IRI) and isinstance(way, IRI):
            return Triple(one, way, other)
    return None


def _reified_tie(store: Store, quad: Quad) -> Iterator[bytes]:
    """Reify what a tie is short for: once for each shortcut of its role."""
    activities = [one.subject for one in store.quads(None, _INVOLVEMENT, quad.subject, quad.graph)]
    agents = [one.object for one in store.quads(quad.subject, _AGENT, None, quad.graph)]
    names = SHORTCUTS.get(quad.object, (_INVOLVES,)) if isinstance(quad.object, IRI) else ()
    for activity in activities:
        for agent in agents:
            yield from (_reifies(quad, Triple(activity, name, agent)) for name in names)


def _reifies(quad: Quad, triple: Triple) -> bytes:
    return _line(f"<<( {' '.join(map(n3, triple))} )>>", quad._replace(predicate=_REIFIES))


def _line(written: str, quad: Quad) -> bytes:
    return f"{n3(quad.subject)} {n3(quad.predicate)} {written} {n3(quad.graph)} .\n".encode()
