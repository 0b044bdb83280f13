"""Untrusted RDF read: no document types, no contexts from elsewhere, no blank nodes left.

Parsers can be made to run long or grow large by what they read: call this where it can be killed.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from koinon.graph.errors import DocumentError, QueryError
from koinon.graph.terms import IRI, Quad, Term, from_oxigraph, n3
from koinon.ontology.load import context
from koinon.ontology.namespaces import HP

from .errors import UnknownFormat
from .requests import Part

#: The media types that are read.
FORMATS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "text/n3": ox.RdfFormat.TURTLE,
}
#: What the media types are called where none fits.
OFFERED = "text/turtle, application/n-triples, application/ld+json, application/rdf+xml"
#: Addresses below which the blank nodes of an upload are named (RDF 1.1 Concepts, section 3.5).
GENID = ".well-known/genid/"
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def form_of(media_type: str) -> ox.RdfFormat:
    """Find the format of a media type.

    Raises:
        UnknownFormat: there is none.
    """
    form = FORMATS.get(media_type)
    if form is None:
        raise UnknownFormat(f"RDF is read as {OFFERED}, not as “{media_type}”.")
    return form


def parse_parts(parts: Sequence[Part], base: str, root: str) -> bytes:
    """Parse what was sent, the parts merged, to N-Triples without blank nodes.

    ``base`` resolves relative addresses; blank nodes get addresses below ``root``. The same bytes give the
    same addresses, so sending them again changes nothing.

    Raises:
        DocumentError: a part is not of its format, or holds what is not read.
        UnknownFormat: there is no such format.
    """
    lines: dict[str, None] = {}
    for part in parts:
        name = hashlib.sha256(base.encode() + b"\0" + part.content).hexdigest()[:24]
        for triple in _named(_parsed(part, base, root), f"{root}{GENID}{name}-"):
            lines[" ".join(triple)] = None
    return "".join(f"{line} .\n" for line in lines).encode()


def read_statements(statements: bytes, graph: IRI) -> Iterator[Quad]:
    """Read N-Triples that ``parse_parts`` wrote, as statements of a graph."""
    for quad in ox.parse(statements, format=ox.RdfFormat.N_TRIPLES):
        subject = IRI(from_oxigraph(quad.subject))
        yield Quad(subject, IRI(quad.predicate.value), from_oxigraph(quad.object), graph)


def _parsed(part: Part, base: str, root: str) -> Iterable[ox.Quad]:
    form = form_of(part.media_type)
    content = part.content
    if form == ox.RdfFormat.RDF_XML:
        _refuse_document_type(content)
    elif form == ox.RdfFormat.JSON_LD:
        content = _with_contexts(content, root)
    try:
        for quad in ox.parse(content, format=form, base_iri=base or None):
            if not isinstance(quad.graph_name, ox.DefaultGraph):
                raise DocumentError("What is sent is for one graph, but it names graphs of its own.")
            yield quad
    except (SyntaxError, ValueError) as error:
        raise DocumentError(f"What was sent is not {form.name}: {error}.") from None


def _named(quads: Iterable[ox.Quad], prefix: str) -> Iterator[tuple[str, str, str]]:
    numbers: dict[str, IRI] = {}

    def name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
        if isinstance(term, ox.BlankNode):
            return numbers.setdefault(term.value, IRI(f"{prefix}{len(numbers) + 1}"))
        try:
            return from_oxigraph(term)
        except QueryError:
            raise DocumentError("Triple terms of RDF 1.2 are not read.") from None

    for quad in quads:
        yield n3(name(quad.subject)), n3(IRI(quad.predicate.value)), n3(name(quad.object))


def _refuse_document_type(content: bytes) -> None:
    # Entities of a document type can make a file of a kilobyte into gigabytes, or name files to be read. The
    # engine reads UTF-8 only, so the word cannot hide in another encoding.
    if _DOCUMENT_TYPE.search(content):
        raise DocumentError("RDF/XML with a DOCTYPE is not read; write its names out in full.")


def _with_contexts(content: bytes, root: str) -> bytes:
    """Put the contexts that are bundled in the place of their addresses; nothing is fetched.

    Raises:
        DocumentError: it is not JSON, or names a context that is not bundled.
    """
    try:
        return json.dumps(_resolved(json.loads(content), root), ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise DocumentError("What was sent is not JSON, so it is not JSON-LD.") from None


def _resolved(value: Any, root: str) -> Any:
    if isinstance(value, list):
        return [_resolved(one, root) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _context(one, root) if key == "@context" else _resolved(one, root) for key, one in value.items()
    }


def _context(value: Any, root: str) -> Any:
    if isinstance(value, list):
        return [_context(one, root) for one in value]
    if isinstance(value, dict):
        return {key: _resolved(one, root) for key, one in value.items()}
    if isinstance(value, str):
        return _bundled(value, root)
    return value


def _bundled(address: str, root: str) -> Any:
    if address.rstrip("#") not in {f"{root}ns", HP.rstrip("#")}:
        raise DocumentError(
            f"The JSON-LD context {address} is not fetched; write the context into the document, "
            f"or use {root}ns."
        )
    return context()
