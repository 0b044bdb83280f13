"""RDF files as sources: whatever they state goes into one source graph, blank nodes named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .addresses import Addresses
from .documents.metadata import Metadata, read_description
from .errors import DocumentError, QueryError
from .records import Account, Source
from .statements import Statements, statements
from .terms import IRI, Quad, Term, Triple, from_oxigraph

#: Formats of RDF by the ending of a file's name.
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True)
class RdfFile:
    """An RDF file, checked to be text in a known format but not yet parsed."""

    source: Source
    text: str
    form: ox.RdfFormat


def read_rdf(path: Path) -> RdfFile:
    """Read an RDF file, whose format its name tells; ``NAME.source.json`` beside it describes the source.

    Raises:
        DocumentError: the file cannot be read, is not text, or its name tells no format of RDF.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise DocumentError(f"{path} is not RDF: its name ends in none of {', '.join(FORMATS)}.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise DocumentError(f"{path} is not text in UTF-8; save it as UTF-8.") from None
    if form == ox.RdfFormat.RDF_XML and "<!DOCTYPE" in text:
        # Entities of a document type can make a file of a kilobyte into gigabytes.
        raise DocumentError(f"{path} declares a DOCTYPE, which is not read; write its names out in full.")
    return RdfFile(_source(path, form), text, form)


def _source(path: Path, form: ox.RdfFormat) -> Source:
    said = read_description(path) or Metadata()
    return Source(
        path.name,
        said.title or path.stem,
        # The names in it are in whatever languages they say: “und”, BCP 47's undetermined.
        said.language or "und",
        said.address,
        said.publisher,
        said.issued,
        said.retrieved,
        said.licence,
        form.media_type,
    )


def rdf_statements(file: RdfFile, addresses: Addresses, version: str) -> Statements:
    """Give all that a file states as one source graph, with the description of the source.

    Graphs that the file names are merged. Relative addresses are resolved against that of the source.

    Raises:
        DocumentError: the file is not of its format, or uses triple terms of RDF 1.2.
    """
    described = statements(Account(file.source, file.text), addresses, version)
    name = described.source_id
    try:
        parsed = ox.parse(file.text.encode(), format=file.form, base_iri=addresses.source(name))
        triples = dict.fromkeys(named(parsed, f"{addresses.source(name)}/node/"))
    except SyntaxError as error:
        raise DocumentError(f"{file.source.name} is not {file.form.name}: {error}.") from None
    except QueryError:
        raise DocumentError(
            f"{file.source.name} holds a triple term of RDF 1.2; these are not read."
        ) from None
    asserted = tuple(Quad(*triple, described.graph) for triple in triples)
    return Statements(name, described.graph, asserted, described.provenance, described.run)


def named(quads: Iterable[ox.Quad], prefix: str) -> Iterator[Triple]:
    """Give triples in which every blank node has an address, counted in the order of the file."""
    numbers: dict[str, IRI] = {}

    def name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
        if isinstance(term, ox.BlankNode):
            return numbers.setdefault(term.value, IRI(f"{prefix}{len(numbers) + 1}"))
        return from_oxigraph(term)

    for quad in quads:
        subject = name(quad.subject)
        yield Triple(IRI(subject), IRI(quad.predicate.value), name(quad.object))
