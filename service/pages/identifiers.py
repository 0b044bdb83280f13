"""What a thing is called elsewhere: identifiers of authorities, each with its name and its address."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI, Literal
from koinon.ontology.namespaces import DCTERMS, OWL, SKOS

from .looking import Look

_SAME: Final = (SKOS + "exactMatch", OWL + "sameAs", SKOS + "closeMatch")
_AUTHORITIES: Final = {
    "wikidata.org": "Wikidata",
    "ror.org": "ROR",
    "isni.org": "ISNI",
    "viaf.org": "VIAF",
    "d-nb.info": "GND",
    "id.loc.gov": "Library of Congress",
    "data.bnf.fr": "BnF",
    "geonames.org": "GeoNames",
    "vocab.getty.edu": "Getty",
    "vocabularies.unesco.org": "UNESCO Thesaurus",
    "publications.europa.eu": "EU Publications Office",
    "orcid.org": "ORCID",
}


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier: whose it is, how it reads, where it leads, and whether it is only close."""

    authority: str
    text: str
    address: str | None
    close: bool = False


def identifiers(look: Look, thing: IRI) -> list[Identifier]:
    """Give the identifiers of a thing, by authority."""
    found = {
        _outside(str(value), predicate == SKOS + "closeMatch")
        for predicate in _SAME
        for value in look.values(thing, predicate)
        if isinstance(value, IRI)
    }
    for number in look.texts(thing, hp("geonames")):
        found.add(Identifier("GeoNames", number.value, f"https://www.geonames.org/{number.value}"))
    for value in look.values(thing, DCTERMS + "identifier"):
        if isinstance(value, Literal):
            found.add(Identifier("Identifier", value.value, None))
    return sorted(found, key=lambda one: (one.close, one.authority, one.text))


def _outside(address: str, close: bool) -> Identifier:
    parts = urlsplit(address)
    host = parts.hostname or ""
    names = (name for ending, name in _AUTHORITIES.items() if host == ending or host.endswith(f".{ending}"))
    last = address.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]
    return Identifier(next(names, host or "elsewhere"), last, address, close)
