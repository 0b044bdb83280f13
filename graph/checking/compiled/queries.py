"""Constraints by query (SHACL, section 5): asked once of the engine instead of once of every node."""

from collections.abc import Iterator, Sequence
from typing import Final
from weakref import WeakKeyDictionary

import pyoxigraph as ox
from rdflib import URIRef, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from koinon.ontology.namespaces import RDF, SH

from ...terms import IRI, Term, from_oxigraph, to_oxigraph
from .constraints import Find, literal
from .description import Description, Unknown
from .stated import Stated, Uses

_SELECT: Final = IRI(SH + "select")
_MESSAGE: Final = IRI(SH + "message")
_ABOUT: Final = frozenset({IRI(RDF + "type"), _SELECT, _MESSAGE})
#: Of these alone a query may be made, so that asking it of all nodes gives what asking it of each would.
_KNOWN: Final = frozenset(
    {"Project", "Distinct", "Extend", "Filter", "AggregateJoin", "Group", "BGP", "SelectQuery"}
)


def query_constraint(described: Description, node: Term) -> tuple[Find, Uses, str]:
    """Turn a sh:SPARQLConstraint into a function; give its message too.

    Raises:
        Unknown: the query is more than a pattern about ``$this`` with conditions and groups by it.
    """
    about = described.about(node)
    if not set(about) <= _ABOUT or any(len(about.get(name, ())) != 1 for name in (_SELECT, _MESSAGE)):
        raise Unknown
    message = literal(about[_MESSAGE][0]).value
    text = literal(about[_SELECT][0]).value
    if "{?" in message or "{$" in message:
        raise Unknown
    predicates = _predicates(text)
    answers: WeakKeyDictionary[Stated, frozenset[Term]] = WeakKeyDictionary()

    def find(stated: Stated, focus: Term, _: Sequence[Term]) -> Sequence[Term | None]:
        if (failing := answers.get(stated)) is None:
            failing = answers[stated] = frozenset(_answers(text, stated, predicates))
        return (focus,) if focus in failing else ()

    return find, Uses(forward=predicates), message


def _answers(text: str, stated: Stated, predicates: frozenset[IRI]) -> Iterator[Term]:
    engine = ox.Store()
    engine.extend(
        ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), to_oxigraph(value))
        for name in predicates
        for subject, predicate, value in stated.triples(name)
    )
    rows = engine.query(text)
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        yield from_oxigraph(row["this"])


def _predicates(text: str) -> frozenset[IRI]:
    """Name the properties that a query asks for.

    Raises:
        Unknown: the query has a form that cannot be asked of all nodes at once.
    """
    algebra = prepareQuery(text).algebra
    # EXISTS asks for patterns within a condition, which are not looked into here.
    if list(algebra.PV) != [Variable("this")] or algebra.datasetClause or "EXISTS" in text.upper():
        raise Unknown
    found: set[IRI] = set()
    for part in _patterns(algebra):
        if part.name == "Group" and part.expr != [Variable("this")]:
            raise Unknown
        for subject, predicate, _ in part.triples if part.name == "BGP" else ():
            if subject != Variable("this") or not isinstance(predicate, URIRef):
                raise Unknown
            found.add(IRI(predicate))
    if not found:
        raise Unknown
    return frozenset(found)


def _patterns(part: CompValue | None) -> Iterator[CompValue]:
    while part is not None:
        if part.name not in _KNOWN:
            raise Unknown
        yield part
        part = part.p if "p" in part else None
