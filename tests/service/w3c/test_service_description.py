"""SPARQL 1.1 Service Description: the three tests of the W3C, which its manifest only names."""

from collections.abc import Callable
from typing import Any

from rdflib import RDF, Graph, Namespace, URIRef

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
ENDPOINT = URIRef("http://www.example/sparql")


def test_the_service_describes_itself(described: Any, send: Callable[..., Any]) -> None:
    answer = send("GET", "/sparql", {"Accept": "text/turtle"}, b"")
    read = Graph().parse(data=answer.text, format="turtle")
    CHECKS[described.name](read)


def _returns_rdf(read: Graph) -> None:
    assert len(read)


def _has_endpoint(read: Graph) -> None:
    assert set(read.objects(None, SD.endpoint)) == {ENDPOINT}


def _conforms(read: Graph) -> None:
    """Check what the vocabulary's own domains and ranges ask for (Service Description, section 3)."""
    (service,) = read.subjects(RDF.type, SD.Service)
    assert set(read.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query, SD.SPARQL11Update}
    assert set(read.objects(service, SD.resultFormat))
    (dataset,) = read.objects(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in read
    (default,) = read.objects(dataset, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in read
    for named in read.objects(dataset, SD.namedGraph):
        assert (named, RDF.type, SD.NamedGraph) in read
        assert len(list(read.objects(named, SD.name))) == 1


CHECKS = {"returns-rdf": _returns_rdf, "has-endpoint-triple": _has_endpoint, "conforms-to-schema": _conforms}
