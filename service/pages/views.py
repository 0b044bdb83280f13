"""What each page shows, by the kind of thing it is about."""

from collections.abc import Callable, Mapping

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI, Literal
from koinon.ontology.namespaces import GEO, RDF, SKOS

from .dates import period
from .identifiers import identifiers
from .involvements import (
    Involvement,
    by_activity,
    by_role,
    involvements,
    newest_first,
    same_words,
    some_involvements,
)
from .locator import Site
from .looking import Look, View
from .naming import Named
from .organisations import organisation, site_of, sites

_CLASSES = (
    "Project Training Conference Exhibition Agreement Restoration Grant Designation Publication".split()
)


def activity(look: Look, iri: IRI) -> View:
    """Show an activity: when, where, on what, part of what, and who in which role."""
    found = involvements(look, "involvements_of_activity", activity=iri)
    return {
        "kinds": [look.name(hp(name)) for name in _CLASSES if hp(name) in look.values(iri, RDF + "type")],
        "when": period(look, iri),
        "places": look.named(iri, hp("takesPlaceAt")),
        "sites": sites(look, [iri]),
        "identifiers": identifiers(look, iri),
        "heritage_types": look.named(iri, hp("concerns")),
        "wholes": look.named(iri, hp("partOf")),
        "bases": look.named(iri, hp("basedOn")),
        "parts": dated(look, [quad.subject for quad in look.store.quads(None, hp("partOf"), iri)]),
        "derived": dated(look, [quad.subject for quad in look.store.quads(None, hp("basedOn"), iri)]),
        "roles": [
            (role, [one for group in same_words(look, found) for one in group])
            for role, found in by_role(one for one in found if one.organisation)
        ],
        "delegations": same_words(look, (one for one in found if not one.organisation)),
    }


def place(look: Look, iri: IRI) -> View:
    """Show a place or a country: where it lies and what has taken place there."""
    activities = look.things("activities_at", "activity", place=iri)
    own = site_of(look, iri, max(len(set(activities)), 1))
    return {
        "sites": [own] if own else _sites_within(look, iri),
        "identifiers": identifiers(look, iri),
        "kinds": [text.value for text in look.texts(iri, hp("placeKind"))],
        "within": look.named(iri, hp("within")),
        "countries": look.named(iri, hp("country")),
        "position": _position(look, iri),
        "activities": dated(look, activities),
        "organisations": _sorted(look, look.things("organisations_in_country", "organisation", country=iri)),
        "delegations": by_activity(some_involvements(look, "involvements_of_country", country=iri)),
    }


def _sites_within(look: Look, country: IRI) -> list[Site]:
    """Locate the places of a country, by how much takes place in each."""
    found = {quad.subject for quad in look.store.quads(None, hp("country"), country)}
    counted = {place: len({*look.store.quads(None, hp("takesPlaceAt"), place)}) for place in found}
    return [site for place, count in counted.items() if count and (site := site_of(look, place, count))]


def concept(look: Look, iri: IRI) -> View:
    """Show a concept of a scheme and what it is used of."""
    used: list[Involvement] = []
    if hp("Role") in look.values(iri, RDF + "type"):
        used = some_involvements(look, "involvements_of_role", role=iri)
    return {
        "labels": look.texts(iri, SKOS + "prefLabel"),
        "definitions": look.texts(iri, SKOS + "definition"),
        "examples": look.texts(iri, SKOS + "example"),
        "broader": look.named(iri, SKOS + "broader"),
        "narrower": _sorted(look, [q.subject for q in look.store.quads(None, IRI(SKOS + "broader"), iri)]),
        "matches": [
            (name, value)
            for name in ("exactMatch", "closeMatch", "broadMatch", "relatedMatch")
            for value in look.values(iri, SKOS + name)
        ],
        "activities": dated(look, look.things("activities_concerning", "activity", concept=iri)),
        "organisations": _sorted(look, look.things("organisations_of_kind", "organisation", concept=iri)),
        "involvements": newest_first(used),
    }


def tie(look: Look, iri: IRI) -> View:
    """Show what makes a tie: the shared activities, each side's roles and the words that state them."""
    found = involvements(look, "involvements_of_tie", tie=iri)
    ends = look.named(iri, hp("between"))
    figures = {
        name: look.texts(iri, hp(name)) for name in ("sharedActivities", "weight", "firstYear", "lastYear")
    }
    return {
        "ends": ends,
        "title": " and ".join(end.label for end in ends),
        "figures": {name: values[0].value if values else None for name, values in figures.items()},
        "activities": [(shared, _by_end(ends, made)) for shared, made in by_activity(found)],
    }


def _by_end(ends: list[Named], found: list[Involvement]) -> list[list[Involvement]]:
    return [[one for one in found if one.organisation == end] for end in ends]


def involvement(look: Look, iri: IRI) -> View:
    """Show one involvement with the words that state it."""
    found = involvements(look, "involvement", involvement=iri)
    return {"found": found, "title": _involvement_title(found)}


def thing(look: Look, iri: IRI) -> View:
    """Show anything else by its statements alone."""
    return {"kinds": look.named(iri, RDF + "type")}


#: The view of each kind of address.
VIEWS: Mapping[str, Callable[[Look, IRI], View]] = {
    "organisation": organisation,
    "activity": activity,
    "place": place,
    "country": place,
    "role": concept,
    "organisation-kind": concept,
    "heritage-type": concept,
    "tie": tie,
    "involvement": involvement,
}


def sources_of(look: Look, iri: IRI) -> list[Named]:
    """Name the sources that speak of a thing."""
    return _sorted(look, look.things("sources_of", "source", thing=iri))


def dated(look: Look, activities: list[IRI]) -> list[tuple[Named, str]]:
    """Name activities with their dates, the newest first."""
    found = [(look.name(iri), period(look, iri)) for iri in dict.fromkeys(activities)]
    found.sort(key=lambda item: (item[1].year or "", item[0].label), reverse=True)
    return [(name, when.text) for name, when in found]


def other_names(look: Look, iri: IRI, shown: str) -> list[Literal]:
    """Give every further name of a thing, each once."""
    names = look.texts(iri, SKOS + "prefLabel") + look.texts(iri, SKOS + "altLabel")
    return [name for name in dict.fromkeys(names) if name.value != shown]


def _sorted(look: Look, found: list[IRI]) -> list[Named]:
    return sorted((look.name(iri) for iri in set(found)), key=lambda one: one.label.casefold())


def _position(look: Look, iri: IRI) -> str | None:
    for geometry in look.values(iri, GEO + "hasGeometry"):
        for text in look.texts(IRI(str(geometry)), GEO + "asWKT"):
            longitude, latitude = text.value.removeprefix("POINT(").rstrip(")").split()[:2]
            return f"{_degrees(latitude, 'N', 'S')}, {_degrees(longitude, 'E', 'W')}"
    return None


def _degrees(value: str, positive: str, negative: str) -> str:
    number = float(value)
    return f"{abs(number):.2f}° {positive if number >= 0 else negative}"


def _involvement_title(found: list[Involvement]) -> str:
    if not found:
        return "Involvement"
    who = found[0].organisation or found[0].country
    return f"{who.label if who else 'Someone'} in {found[0].activity.label}"
