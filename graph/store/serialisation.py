"""Results written out: media types, and the engine's serialisers."""

import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import IO, Protocol, cast

import pyoxigraph as ox

from koinon.ontology.namespaces import PREFIXES, RDF, XSD

from ..errors import NotAcceptable
from .engine_errors import engine_errors
from .seam import Answer

EngineResult = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

#: Media types of SELECT and ASK results, the preferred first.
RESULT_TYPES: Mapping[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
#: Media types of CONSTRUCT and DESCRIBE results, the preferred first.
GRAPH_TYPES: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_CHUNK = 1 << 16
_IN_MEMORY = 8 << 20
_SMALL = 10_000
# Datatypes that Turtle does not spell out.
_UNWRITTEN = {XSD + name for name in ("string", "integer", "decimal", "boolean")} | {RDF + "langString"}


def serialise(result: EngineResult, accept: Sequence[str]) -> Answer:
    """Write a result in the first media type it can take.

    The whole result is written before the first byte is handed out, into memory or, when it is large, a
    temporary file: an error on the way can still be reported as one, and memory stays flat. The engine
    binds its results to the thread that asked, so another thread could not write while this one reads.

    Raises:
        NotAcceptable: the result cannot be written in any of the media types.
    """
    types = GRAPH_TYPES if isinstance(result, ox.QueryTriples) else RESULT_TYPES
    media_type = acceptable(types, accept)
    output = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - Pieces closes it
    Unwritten(result, media_type).write_to(output)
    output.seek(0)
    return Answer(media_type, Pieces(output))


def serialise_later(result: EngineResult, accept: Sequence[str]) -> Answer:
    """Write a result when it is read, in the thread that asked, and as it is found (see ``write_pieces``).

    Raises:
        NotAcceptable: the result cannot be written in any of the media types.
    """
    types = GRAPH_TYPES if isinstance(result, ox.QueryTriples) else RESULT_TYPES
    media_type = _acceptable(tuple(types), tuple(accept))
    return Answer(media_type, Unwritten(result, media_type))


def write_pieces(pieces: Iterable[bytes], output: "Output") -> None:
    """Write a result out as it comes, holding nothing back.

    Raises:
        QueryError: the engine failed on the way; what was written is not whole.
    """
    if isinstance(pieces, Unwritten):
        pieces.write_to(output)
        return
    for piece in pieces:
        output.write(piece)


def serialise_triples(triples: Iterable[ox.Triple], media_type: str, output: IO[bytes]) -> None:
    """Write triples in one of ``GRAPH_TYPES``, with the prefixes that occur."""
    form = GRAPH_TYPES[media_type]
    if form not in (ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML):
        ox.serialize(triples, output, form)
        return
    rest = iter(triples)
    first = list(islice(rest, _SMALL))
    prefixes = dict(PREFIXES)
    if len(first) < _SMALL:
        first.sort(key=str)
        prefixes = _used_prefixes(first)
    ox.serialize(chain(first, rest), output, form, prefixes=prefixes)


def acceptable(types: Iterable[str], accept: Sequence[str]) -> str:
    """Choose the first media type of ``accept`` that is among the types; a range stands for the first in it.

    Raises:
        NotAcceptable: none is.
    """
    for wanted in accept:
        kind, _, detail = wanted.strip().lower().partition("/")
        for offered in types:
            if (kind == "*" or offered.startswith(f"{kind}/")) and detail in ("*", offered.partition("/")[2]):
                return offered
    raise NotAcceptable(f"This result can be had as {', '.join(types)}; none of these was asked for.")


# Most clients ask for one of few forms, and each of their queries would choose it again.
_acceptable = lru_cache(acceptable)


def _write(result: EngineResult, media_type: str, output: IO[bytes]) -> None:
    if isinstance(result, ox.QueryTriples):
        if media_type in ("text/turtle", "application/rdf+xml"):
            serialise_triples(result, media_type, output)
        else:
            result.serialize(output, GRAPH_TYPES[media_type])
    else:
        result.serialize(output, RESULT_TYPES[media_type])


def _used_prefixes(triples: Iterable[ox.Triple]) -> dict[str, str]:
    terms = [term for triple in triples for term in triple]
    written = {term.value for term in terms if isinstance(term, ox.NamedNode)}
    written |= {term.datatype.value for term in terms if isinstance(term, ox.Literal)} - _UNWRITTEN
    return {
        name: address for name, address in PREFIXES.items() if any(iri.startswith(address) for iri in written)
    }


class Output(Protocol):
    """What a result is written to."""

    def write(self, data: bytes, /) -> int:
        """Take in bytes; give their count."""
        ...


class Unwritten:
    """A result that the engine has not yet written, to be written or read once."""

    def __init__(self, result: EngineResult, media_type: str) -> None:
        self._result = result
        self._media_type = media_type

    def write_to(self, output: Output) -> None:
        """Write the result out as the engine finds it."""
        with engine_errors():
            _write(self._result, self._media_type, cast("IO[bytes]", output))

    def __iter__(self) -> Iterator[bytes]:
        output = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - Pieces closes it
        self.write_to(output)
        output.seek(0)
        yield from Pieces(output)


class Pieces:
    """What was written, read once in pieces. The file goes with its reader, read to the end or not."""

    def __init__(self, written: tempfile.SpooledTemporaryFile[bytes]) -> None:
        self._written = written
        weakref.finalize(self, written.close)

    def __iter__(self) -> Iterator[bytes]:
        # A generator, because it holds on to this object while it is read.
        while piece := self._written.read(_CHUNK):
            yield piece
