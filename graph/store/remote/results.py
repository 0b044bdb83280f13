"""Results of a remote engine, parsed while they arrive."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import pyoxigraph as ox

from koinon.ontology.namespaces import XSD

from ...errors import StoreUnreachable
from ...terms import IRI, Literal, Term, Triple, from_oxigraph
from ..seam import Solutions
from ..threads import in_one_thread
from .reply import Reply, ReplyFile

JSON: Final = "application/sparql-results+json"
N_TRIPLES: Final = "application/n-triples"

Convert = Callable[[Term], Term]

_WKT: Final = IRI("http://www.opengis.net/ont/geosparql#wktLiteral")
_VIRTUOSO_GEOMETRY: Final = IRI("http://www.openlinksw.com/schemas/virtrdf#Geometry")
_NUMBER = re.compile(r"-?\d+\.\d+")
_BOOLEANS: Final = {"0": "false", "1": "true"}


def solutions(reply: Reply, convert: Convert | None = None) -> Solutions:
    """Read the table of a SELECT; its rows are parsed while they are read, and each term is converted.

    The parser reads as much as a row needs, so that memory stays flat; it belongs to the thread that asked.

    Raises:
        StoreError: what arrives is not a result, here or while the rows are read.
    """
    file = ReplyFile(reply)
    with _parse_errors(file):
        result = ox.parse_query_results(file.buffered(), format=ox.QueryResultsFormat.JSON)
    if not isinstance(result, ox.QuerySolutions):
        raise StoreUnreachable("The remote store answers a SELECT query with true or false.")
    names = tuple(variable.value for variable in result.variables)
    return Solutions(names, _rows(file, in_one_thread(result), convert))


def boolean(reply: Reply) -> bool:
    """Read the answer of an ASK. Virtuoso before 7.2.6 gives it as a table of one number.

    Raises:
        StoreError: what arrives is no such answer.
    """
    file = ReplyFile(reply)
    with _parse_errors(file):
        result = ox.parse_query_results(file.buffered(), format=ox.QueryResultsFormat.JSON)
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QuerySolutions) and [v.value for v in result.variables] == ["__ASK_RETVAL"]:
        values = [row[0] for row in _rows(file, in_one_thread(result), None)]
        return any(isinstance(value, Literal) and value.value not in ("0", "false") for value in values)
    raise StoreUnreachable("The remote store answers an ASK query with a table.")


def parsed_triples(reply: Reply) -> Iterator[ox.Triple]:
    """Read the N-Triples of a CONSTRUCT or DESCRIBE, each triple once, in the parser's own terms.

    Raises:
        StoreError: what arrives is not N-Triples, or another thread reads than the one that asked.
    """
    file = ReplyFile(reply)
    quads = ox.parse(file.buffered(), ox.RdfFormat.N_TRIPLES, lenient=True)
    return _each_once(file, in_one_thread(quads))


def triples(reply: Reply) -> Iterator[Triple]:
    """Read the N-Triples of a CONSTRUCT or DESCRIBE, each triple once.

    Raises:
        StoreError: what arrives is not N-Triples.
    """
    return map(_triple, parsed_triples(reply))


def as_meant(term: Term) -> Term:
    """Give a literal in the form of the embedded store where an engine that stores by value has another.

    TDB2 writes ``1.0``. Virtuoso keeps points in single precision under a datatype of its own, and truth
    values as numbers.
    """
    if not isinstance(term, Literal):
        return term
    if term.datatype == XSD + "decimal" and "." in term.value:
        return Literal(term.value.rstrip("0").rstrip("."), term.datatype)
    if term.datatype == _VIRTUOSO_GEOMETRY:
        return Literal(_NUMBER.sub(lambda number: f"{float(number[0]):.7g}", term.value), _WKT)
    if term.datatype == XSD + "boolean" and term.value in _BOOLEANS:
        return Literal(_BOOLEANS[term.value], term.datatype)
    return term


def _triple(triple: ox.Triple) -> Triple:
    subject, predicate = from_oxigraph(triple.subject), IRI(triple.predicate.value)
    return Triple(IRI(subject), predicate, as_meant(from_oxigraph(triple.object)))


def _each_once(file: ReplyFile, quads: Iterator[ox.Quad]) -> Iterator[ox.Triple]:
    seen: set[ox.Triple] = set()
    with _parse_errors(file):
        for quad in quads:
            if quad.triple not in seen:  # engines that stream repeat themselves
                seen.add(quad.triple)
                yield quad.triple


def _rows(
    file: ReplyFile, found: Iterator[ox.QuerySolution], convert: Convert | None
) -> Iterator[tuple[Term | None, ...]]:
    with _parse_errors(file):
        for solution in found:
            terms = (None if term is None else from_oxigraph(term) for term in solution)
            yield tuple(term if term is None or convert is None else convert(term) for term in terms)


@contextmanager
def _parse_errors(file: ReplyFile) -> Iterator[None]:
    try:
        yield
    except (SyntaxError, ValueError, OSError) as error:
        if file.failure is not None:
            raise file.failure from None
        raise StoreUnreachable(
            f"The remote store's answer breaks off or is not understood: {error}."
        ) from None
