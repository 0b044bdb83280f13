"""Places as facts."""

from collections.abc import Iterator

from koinon.ontology.namespaces import GEO

from ..addresses import country, hp
from ..records import Place
from ..terms import IRI, Literal, Triple, text
from .facts import TYPE, Fact, names
from .scope import Scope, is_country


def place_facts(place: Place, scope: Scope) -> Iterator[Fact]:
    """Say what a place is called, how wide it is, in what it lies, and where on the earth."""
    if is_country(place):
        return
    thing = scope.places[place.key]
    yield Fact(Triple(thing, TYPE, hp("Place")), "")
    yield from names(thing, place.name, place.aliases, scope)
    yield Fact(Triple(thing, hp("placeKind"), text(place.kind)), "kind", (place.kind,))
    if place.within is not None:
        wider = scope.places[place.within]
        yield Fact(Triple(thing, hp("within"), wider), "within", (place.within, scope.names[wider]))
    if place.country is not None:
        home = country(place.country)
        if place.within is None:
            yield Fact(Triple(thing, hp("within"), home), "country", (place.country,))
        yield Fact(Triple(thing, hp("country"), home), "country", (place.country,))
    if place.geonames is not None:
        yield Fact(Triple(thing, hp("geonames"), text(place.geonames)), "geonames", (place.geonames,))
    yield from _geometry(thing, place)


def _geometry(thing: IRI, place: Place) -> Iterator[Fact]:
    if place.latitude is None or place.longitude is None:
        return
    geometry = IRI(f"{thing}#geometry")
    # GeoSPARQL 1.0, requirement 11: without another system named, longitude comes first (CRS84).
    point = f"POINT({_degrees(place.longitude)} {_degrees(place.latitude)})"
    yield Fact(Triple(thing, IRI(GEO + "hasGeometry"), geometry), "latitude")
    yield Fact(Triple(geometry, TYPE, IRI(GEO + "Geometry")), "")
    yield Fact(Triple(geometry, IRI(GEO + "asWKT"), Literal(point, IRI(GEO + "wktLiteral"))), "")


def _degrees(value: float) -> str:
    # Six decimals are a tenth of a metre; adding zero makes -0 plain.
    return f"{round(value, 6) + 0.0:.6f}".rstrip("0").rstrip(".")
