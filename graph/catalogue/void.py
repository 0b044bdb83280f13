"""The graph described to programs that follow links (VoID, W3C interest group note of 2011)."""

from collections.abc import Iterator
from typing import Final

from koinon.ontology.namespaces import DCTERMS, FOAF, HP, RDF

from ..addresses import digest
from ..terms import IRI, Literal, Triple, text, typed
from .datasets import Catalogue
from .dcat import DUMPS, LICENCE

VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_TYPE: Final = IRI(RDF + "type")


def void(found: Catalogue, service: str) -> list[Triple]:
    """Describe the graph, its graphs, its classes and properties, and its links, with their numbers."""
    whole = IRI(f"{found.base}.well-known/void#whole")
    return [*_document(found), *_whole(found, whole, service), *_parts(found, whole), *_links(found, whole)]


def _document(found: Catalogue) -> Iterator[Triple]:
    document = IRI(f"{found.base}.well-known/void")
    yield Triple(document, _TYPE, IRI(VOID + "DatasetDescription"))
    yield Triple(document, IRI(DCTERMS + "title"), text("What the graph holds", "en"))
    yield Triple(document, IRI(FOAF + "primaryTopic"), IRI(f"{document}#whole"))


def _whole(found: Catalogue, whole: IRI, service: str) -> Iterator[Triple]:
    yield Triple(whole, _TYPE, IRI(VOID + "Dataset"))
    yield Triple(whole, IRI(DCTERMS + "title"), text("Koinon, the whole graph", "en"))
    yield Triple(whole, IRI(DCTERMS + "license"), LICENCE)
    yield Triple(whole, IRI(FOAF + "homepage"), IRI(service))
    yield _number(whole, "triples", found.totals.triples)
    yield _number(whole, "classes", len(found.totals.classes))
    yield _number(whole, "properties", len(found.totals.properties))
    yield _number(whole, "documents", len(found.sources))
    yield Triple(whole, IRI(VOID + "sparqlEndpoint"), IRI(f"{service}sparql"))
    yield Triple(whole, IRI(VOID + "uriSpace"), Literal(found.base))
    yield Triple(whole, IRI(VOID + "vocabulary"), IRI(HP))
    for ending, _, form, packed in DUMPS:
        if packed and form != "CSV":
            yield Triple(whole, IRI(VOID + "dataDump"), IRI(f"{service}dumps/koinon.{ending}"))
    for name in ("Turtle", "JSON-LD", "N-Triples", "RDF_XML"):
        yield Triple(whole, IRI(VOID + "feature"), IRI(_FORMATS + name))


def _parts(found: Catalogue, whole: IRI) -> Iterator[Triple]:
    for source in found.sources:
        part = IRI(f"{whole}-{digest(source.graph, length=12)}")
        yield Triple(whole, IRI(VOID + "subset"), part)
        yield Triple(part, _TYPE, IRI(VOID + "Dataset"))
        yield Triple(part, IRI(DCTERMS + "title"), source.title)
        yield Triple(part, IRI(DCTERMS + "source"), source.source)
        yield _number(part, "triples", source.triples)
    for kind, things in sorted(found.totals.classes.items()):
        part = IRI(f"{whole}-class-{digest(kind)}")
        yield Triple(whole, IRI(VOID + "classPartition"), part)
        yield Triple(part, IRI(VOID + "class"), kind)
        yield _number(part, "entities", things)
    for predicate, statements in sorted(found.totals.properties.items()):
        part = IRI(f"{whole}-property-{digest(predicate)}")
        yield Triple(whole, IRI(VOID + "propertyPartition"), part)
        yield Triple(part, IRI(VOID + "property"), predicate)
        yield _number(part, "triples", statements)


def _links(found: Catalogue, whole: IRI) -> Iterator[Triple]:
    for (predicate, host), count in found.totals.links.items():
        links = IRI(f"{whole}-links-{digest(predicate, host)}")
        other = IRI(f"{whole}-elsewhere-{digest(host)}")
        yield Triple(whole, IRI(VOID + "subset"), links)
        yield Triple(links, _TYPE, IRI(VOID + "Linkset"))
        yield Triple(links, IRI(VOID + "subjectsTarget"), whole)
        yield Triple(links, IRI(VOID + "objectsTarget"), other)
        yield Triple(links, IRI(VOID + "linkPredicate"), predicate)
        yield _number(links, "triples", count)
        yield Triple(other, _TYPE, IRI(VOID + "Dataset"))
        yield Triple(other, IRI(VOID + "uriSpace"), Literal(host))


def _number(thing: IRI, name: str, count: int) -> Triple:
    return Triple(thing, IRI(VOID + name), typed(count, "integer"))
