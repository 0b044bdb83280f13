"""What the service calls types and properties."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI
from koinon.ontology.namespaces import DCTERMS, GEO, ORG, SKOS


@dataclass(frozen=True, slots=True)
class Type:
    """A type of things; ``id`` is the kind that the index of names knows it by."""

    id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Property:
    """A property that queries may name and tables may be extended by.

    ``values`` is the type of its values, where they are things that can be reconciled themselves.
    """

    id: str
    name: str
    description: str
    predicate: IRI
    of: tuple[str, ...]
    values: str = ""


TYPES: Final = (
    Type("organisation", "Organisation", "A museum, ministry, agency, association or any other body"),
    Type("activity", "Activity", "A project, training, conference, agreement, publication or exhibition"),
    Type("place", "Place", "A city, region or site at which something takes place"),
    Type("country", "Country", "A country by ISO 3166-1"),
    Type("heritage-type", "Heritage type", "What kind of heritage something is about"),
    Type("role", "Role", "In what role somebody takes part"),
    Type("organisation-kind", "Kind of organisation", "Museum, ministry, university and the like"),
    Type("source", "Source", "An announcement or a table from which the graph was read"),
)
_CONCEPTS: Final = ("heritage-type", "role", "organisation-kind")
_EVERY: Final = tuple(one.id for one in TYPES)

PROPERTIES: Final = (
    Property("name", "name", "The name it is shown by", IRI(SKOS + "prefLabel"), _EVERY),
    Property("other-name", "other name", "Further names", IRI(SKOS + "altLabel"), _EVERY),
    Property("title", "title", "The title of a source", IRI(DCTERMS + "title"), ("source",)),
    Property(
        "country", "country", "Where it is at home", hp("country"), ("organisation", "place"), "country"
    ),
    Property(
        "kind", "kind", "What kind of body it is", IRI(ORG + "classification"), ("organisation",),
        "organisation-kind",
    ),
    Property(
        "part-of", "part of", "The body it belongs to", IRI(ORG + "subOrganizationOf"), ("organisation",),
        "organisation",
    ),
    Property(
        "involved-in", "involved in", "Activities it takes part in", hp("involvedIn"), ("organisation",),
        "activity",
    ),
    Property(
        "cooperates-with", "cooperates with", "Organisations it does something together with",
        hp("cooperatesWith"), ("organisation",), "organisation",
    ),
    Property("start", "start", "When it begins", hp("start"), ("activity",)),
    Property("end", "end", "When it ends", hp("end"), ("activity",)),
    Property("place", "place", "Where it takes place", hp("takesPlaceAt"), ("activity",), "place"),
    Property("topic", "heritage type", "What it is about", hp("concerns"), ("activity",), "heritage-type"),
    Property("project", "part of", "The activity it belongs to", hp("partOf"), ("activity",), "activity"),
    Property("involves", "involves", "Who takes part", hp("involves"), ("activity",), "organisation"),
    Property("geonames", "GeoNames", "Its number in GeoNames", hp("geonames"), ("place",)),
    Property("place-kind", "kind of place", "City, region, site", hp("placeKind"), ("place",)),
    Property("geometry", "geometry", "Where it lies", IRI(GEO + "hasGeometry"), ("place",)),
    Property("code", "code", "Its short notation", IRI(SKOS + "notation"), ("country", *_CONCEPTS)),
    Property("broader", "broader", "The wider concept", IRI(SKOS + "broader"), _CONCEPTS),
    Property("definition", "definition", "What it means", IRI(SKOS + "definition"), _CONCEPTS),
    Property("same-as", "same as", "The same thing elsewhere", IRI(SKOS + "exactMatch"), _EVERY),
    Property("publisher", "publisher", "Who published it", IRI(DCTERMS + "publisher"), ("source",)),
    Property("issued", "issued", "When it was published", IRI(DCTERMS + "issued"), ("source",)),
)  # fmt: skip
TYPE_BY_ID: Final = {one.id: one for one in TYPES}
PROPERTY_BY_ID: Final = {one.id: one for one in PROPERTIES}


def type_json(id: str) -> dict[str, str]:
    """Give a type as the API writes it."""
    return {"id": id, "name": TYPE_BY_ID[id].name}


def begin_with(prefix: str, among: Sequence[Type] | Sequence[Property]) -> list[dict[str, Any]]:
    """List types or properties whose name or one of its words begins so, as the API writes them."""
    asked = prefix.strip().casefold()
    return [
        {"id": one.id, "name": one.name, "description": one.description}
        for one in among
        if one.id.startswith(asked) or f" {one.name.casefold()}".find(f" {asked}") >= 0
    ]
