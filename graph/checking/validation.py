"""Validation by pySHACL: statements in, report out, both as triples of our own."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from ..collecting import collector_resting
from ..errors import CheckError
from ..terms import IRI, Triple, from_oxigraph, to_rdflib


def validate(stated: Iterable[Triple], shapes: bytes) -> set[Triple]:
    """Give the validation report (SHACL, section 3.6) on some triples; nothing where they conform.

    Raises:
        CheckError: the shapes cannot be used.
    """
    with _quiet("pyshacl-validate", "rdflib.term"), collector_resting():
        conforms, report, words = pyshacl.validate(
            _in_rdflib(stated), shacl_graph=rdflib.Graph().parse(shapes, format="turtle")
        )
    if not isinstance(report, rdflib.Graph):
        raise CheckError(f"The shapes of the vocabulary cannot be used: {words} Correct them first.")
    return set() if conforms else set(_from_rdflib(report))


class _Statements(rdflib.Graph):
    """Triples that parse each query once: pySHACL asks the same one of every node, at 20 ms a parse."""

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[str, Query] = {}

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
        if isinstance(query_object, str):
            if query_object not in self._prepared:
                self._prepared[query_object] = prepareQuery(query_object)
            query_object = self._prepared[query_object]
        return super().query(query_object, *args, **kwargs)


@contextmanager
def _quiet(*names: str) -> Iterator[None]:
    """Silence loggers, and take away again the handlers that pySHACL adds to its own at every call."""
    with ExitStack() as undo:
        for logger in map(logging.getLogger, names):
            handlers, level = list(logger.handlers), logger.level
            logger.addFilter(_nothing)
            undo.callback(setattr, logger, "handlers", handlers)
            undo.callback(logger.setLevel, level)
            undo.callback(logger.removeFilter, _nothing)
        yield


def _nothing(_: logging.LogRecord) -> bool:
    return False


def _in_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    statements = _Statements()
    for subject, predicate, value in triples:
        statements.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), to_rdflib(value)))
    return statements


def _from_rdflib(report: rdflib.Graph) -> Iterator[Triple]:
    written = report.serialize(format="ntriples", encoding="utf-8")
    for subject, predicate, value, _ in ox.parse(written, format=ox.RdfFormat.N_TRIPLES):
        yield Triple(IRI(from_oxigraph(subject)), IRI(predicate.value), from_oxigraph(value))
