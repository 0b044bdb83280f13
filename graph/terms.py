"""RDF terms of our own, and the one place where they are converted, both ways."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyoxigraph as ox
import rdflib

from koinon.ontology.namespaces import XSD

from .errors import QueryError


class IRI(str):
    """An absolute IRI."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{self}>"


class Literal(NamedTuple):
    """A literal: its lexical form, its datatype, and a language tag where it is a text."""

    value: str
    datatype: IRI = IRI(XSD + "string")
    language: str | None = None


#: Blank nodes do not occur: everything is skolemised on the way in.
Term = IRI | Literal


class Triple(NamedTuple):
    """A statement."""

    subject: IRI
    predicate: IRI
    object: Term


class Quad(NamedTuple):
    """A statement in its named graph."""

    subject: IRI
    predicate: IRI
    object: Term
    graph: IRI

    @property
    def triple(self) -> Triple:
        """Give the statement without its graph."""
        return Triple(self.subject, self.predicate, self.object)


def text(value: str, language: str | None = None) -> Literal:
    """Make a literal of words, with their language where it is known."""
    if language is None:
        return Literal(value)
    return Literal(value, IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"), language.lower())


def typed(value: object, datatype: str) -> Literal:
    """Make a literal of an XML Schema datatype, named without its namespace (``gYear``)."""
    return Literal(str(value), IRI(XSD + datatype))


def to_oxigraph(term: Term) -> ox.NamedNode | ox.Literal:
    """Convert a term for the embedded engine."""
    if isinstance(term, IRI):
        return ox.NamedNode(term)
    if term.language is not None:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


def from_oxigraph(term: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> Term:
    """Convert a term of the embedded engine. A blank node keeps its label as ``_:label``.

    Raises:
        QueryError: the term is an RDF 1.2 triple term, which nothing here speaks.
    """
    if isinstance(term, ox.NamedNode):
        return IRI(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, IRI(term.datatype.value), term.language)
    if isinstance(term, ox.BlankNode):
        return IRI(f"_:{term.value}")
    raise QueryError("A result holds a triple term of RDF 1.2, which is not supported.")


def quad_to_oxigraph(quad: Quad) -> ox.Quad:
    """Convert a quad for the embedded engine."""
    return ox.Quad(
        ox.NamedNode(quad.subject),
        ox.NamedNode(quad.predicate),
        to_oxigraph(quad.object),
        ox.NamedNode(quad.graph),
    )


def quads_from_oxigraph(quads: Iterable[ox.Quad]) -> Iterator[Quad]:
    """Convert quads of the embedded engine; those of its default graph are left out."""
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode):
            subject, predicate = from_oxigraph(quad.subject), IRI(quad.predicate.value)
            yield Quad(IRI(subject), predicate, from_oxigraph(quad.object), IRI(quad.graph_name.value))


def to_rdflib(term: Term) -> rdflib.URIRef | rdflib.Literal:
    """Convert a term for rdflib, with its lexical form as it stands."""
    if isinstance(term, IRI):
        return rdflib.URIRef(term)
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype == XSD + "string" else rdflib.URIRef(term.datatype)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\0": "\\u0000"})
_IRI_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def n3(term: Term) -> str:
    """Write a term as it stands in N-Quads (RDF 1.1 N-Quads, section 4).

    Raises:
        ValueError: an IRI holds a character that IRIs may not hold.
    """
    if isinstance(term, IRI):
        if _IRI_FORBIDDEN.search(term):
            raise ValueError(f"“{term}” is not an IRI.")
        return f"<{term}>"
    quoted = f'"{term.value.translate(_ESCAPES)}"'
    if term.language is not None:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype == XSD + "string" else f"{quoted}^^<{term.datatype}>"
