"""Validation by pySHACL: statements in, results out, both of our own."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, Final

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as Answer

from koinon.ontology.namespaces import SH

from ..collecting import collector_resting
from ..errors import CheckError
from ..terms import IRI, Literal, Term, Triple, from_oxigraph, to_rdflib
from .compiled import Result

_RESULT: Final = IRI(SH + "result")
_FOCUS: Final = IRI(SH + "focusNode")
_PATH: Final = IRI(SH + "resultPath")
_VALUE: Final = IRI(SH + "value")
_MESSAGE: Final = IRI(SH + "resultMessage")
_SEVERITY: Final = IRI(SH + "resultSeverity")
_TARGETS: Final = ("targetClass", "targetSubjectsOf", "targetNode", "targetObjectsOf", "target")


def validate(stated: Iterable[Triple], shapes: rdflib.Graph) -> Iterator[Result]:
    """Give the results of validation (SHACL, section 3.6) on some triples; none where they conform.

    Raises:
        CheckError: the shapes cannot be used.
    """
    with _quiet("pyshacl-validate", "rdflib.term"), collector_resting():
        conforms, report, words = pyshacl.validate(_in_rdflib(stated), shacl_graph=shapes)
    if not isinstance(report, rdflib.Graph):
        raise CheckError(f"The shapes of the vocabulary cannot be used: {words} Correct them first.")
    if not conforms:
        yield from _results(set(_from_rdflib(report)))


def shapes_left(turtle: bytes, left: Collection[IRI]) -> rdflib.Graph:
    """Read shapes, and take the targets from all but some: pySHACL then looks for these alone."""
    shapes = rdflib.Graph().parse(turtle, format="turtle")
    for name in _TARGETS:
        for shape in list(shapes.subjects(rdflib.URIRef(SH + name))):
            if str(shape) not in left:
                shapes.remove((shape, rdflib.URIRef(SH + name), None))
    return shapes


class _Statements(rdflib.Graph):
    """Triples that parse each query once: pySHACL asks the same one of every node, at 20 ms a parse."""

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[str, Query] = {}

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Answer:
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


def _results(report: Collection[Triple]) -> Iterator[Result]:
    """Gather what the report says of each result; a nested result belongs to the one that holds it."""
    said: dict[IRI, dict[IRI, Term]] = {}
    for subject, predicate, value in sorted(report, key=str):
        said.setdefault(subject, {}).setdefault(predicate, value)
    for _, predicate, value in report:
        if predicate == _RESULT and isinstance(value, IRI):
            yield _result(said[value])


def _result(said: Mapping[IRI, Term]) -> Result:
    path, message = said.get(_PATH), said.get(_MESSAGE)
    return Result(
        said[_FOCUS],
        path if isinstance(path, IRI) and not path.startswith("_:") else None,
        said.get(_VALUE),
        message.value if isinstance(message, Literal) else "It has not the form that it should have.",
        IRI(said[_SEVERITY]),
    )
