"""Namespaces and the prefixes they are written with."""

from types import MappingProxyType
from typing import Final

HP: Final = "https://w3id.org/heritage-partnerships/ns#"
ROLE: Final = "https://w3id.org/heritage-partnerships/role/"
ORGANISATION_KIND: Final = "https://w3id.org/heritage-partnerships/organisation-kind/"
HERITAGE_TYPE: Final = "https://w3id.org/heritage-partnerships/heritage-type/"
COUNTRY: Final = "http://publications.europa.eu/resource/authority/country/"
DCAT: Final = "http://www.w3.org/ns/dcat#"
DCTERMS: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
OA: Final = "http://www.w3.org/ns/oa#"
ORG: Final = "http://www.w3.org/ns/org#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SH: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

#: The prefixes of every query and every Turtle file the program writes.
PREFIXES: Final = MappingProxyType(
    {
        "hp": HP,
        "role": ROLE,
        "kind": ORGANISATION_KIND,
        "heritage": HERITAGE_TYPE,
        "country": COUNTRY,
        "dcterms": DCTERMS,
        "foaf": FOAF,
        "geo": GEO,
        "oa": OA,
        "org": ORG,
        "owl": OWL,
        "prov": PROV,
        "rdf": RDF,
        "rdfs": RDFS,
        "sh": SH,
        "skos": SKOS,
        "xsd": XSD,
    }
)
