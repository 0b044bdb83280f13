"""What the page of an organisation shows: its ties by role, its years, its places, its partners."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI
from koinon.ontology.namespaces import GEO, ORG

from .dates import Period, span
from .identifiers import identifiers
from .involvements import Involvement, by_role, latest
from .locator import Site
from .looking import Look, View
from .naming import Named
from .timeline import timeline

#: Involvements a page lists; beyond that it says how many more there are.
LISTED = 200


@dataclass(frozen=True, slots=True)
class Partner:
    """Another end of a tie: how strong it is, over how many activities and which years."""

    tie: IRI
    name: Named
    weight: float
    activities: int
    years: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What an organisation did in one role: the activity, and the involvements that say so.

    ``opens_year`` is set on the first of its year on the page.
    """

    activity: Named
    when: Period
    found: tuple[Involvement, ...]
    opens_year: str | None


def organisation(look: Look, iri: IRI) -> View:
    """Show an organisation: its ties by role with their words, its years, its places, its partners."""
    found = latest(look, "involvements_of_organisation", LISTED, organisation=iri)
    activities = {one.activity.iri: one.activity for one in found.shown}
    ties = _ties(found.shown)
    opened = [int(deed.opens_year) for _, deeds in ties for deed in deeds if deed.opens_year]
    return {
        "kinds": look.named(iri, ORG + "classification"),
        "countries": look.named(iri, hp("country")),
        "parents": look.named(iri, ORG + "unitOf") + look.named(iri, ORG + "subOrganizationOf"),
        "twins": look.named(iri, hp("sameOrganisationAs")),
        "identifiers": identifiers(look, iri),
        "roles": found.roles,
        "ties": ties,
        "unlisted": found.total - len(found.shown),
        "activity_count": found.activities,
        "timeline": timeline(found.years, opened),
        "sites": sites(look, activities),
        "places": _tally(look, activities, "takesPlaceAt"),
        "heritage_types": _tally(look, activities, "concerns"),
        "partners": _partners(look, iri),
    }


def sites(look: Look, activities: Iterable[IRI]) -> list[Site]:
    """Locate where activities took place; what has no position is left out."""
    counted = Counter(
        place
        for one in activities
        for place in look.values(one, hp("takesPlaceAt"))
        if isinstance(place, IRI)
    )
    return [site for place, count in counted.items() if (site := site_of(look, place, count))]


def site_of(look: Look, place: IRI, count: int = 1) -> Site | None:
    """Locate one place."""
    for geometry in look.values(place, GEO + "hasGeometry"):
        for text in look.texts(IRI(str(geometry)), GEO + "asWKT"):
            numbers = text.value.rpartition("(")[2].rstrip(")").split()
            try:
                longitude, latitude = float(numbers[0]), float(numbers[1])
            except (ValueError, IndexError):
                continue
            if -90 <= latitude <= 90 and -180 <= longitude <= 180:
                return Site(place, look.name(place).label, latitude, longitude, count)
    return None


def _ties(found: Iterable[Involvement]) -> list[tuple[Named | None, list[Deed]]]:
    """Group involvements by role, then by activity, the newest first and the undated last."""
    opened: set[str] = set()
    ties = []
    for role, played in by_role(found):
        by_activity: dict[IRI, list[Involvement]] = {}
        for one in sorted(played, key=lambda one: (one.when.year or "", one.activity.label), reverse=True):
            by_activity.setdefault(one.activity.iri, []).append(one)
        deeds = []
        for same in by_activity.values():
            year = same[0].when.year
            first = year if year and year.isdigit() and year not in opened else None
            opened.update({year} if year else ())
            deeds.append(Deed(same[0].activity, same[0].when, tuple(same), first))
        ties.append((role, deeds))
    return ties


def _tally(look: Look, activities: Iterable[IRI], name: str) -> list[tuple[Named, int]]:
    counted = Counter(
        value for one in activities for value in look.values(one, hp(name)) if isinstance(value, IRI)
    )
    named = [(look.name(value), count) for value, count in counted.items()]
    return sorted(named, key=lambda item: (-item[1], item[0].label.casefold()))


def _partners(look: Look, iri: IRI) -> list[Partner]:
    found = []
    for row in look.rows("partners", organisation=iri):
        texts = {name: getattr(value, "value", "") for name, value in row.items()}
        years = span(texts.get("first", ""), texts.get("last", ""))
        tie, partner = IRI(str(row["tie"])), look.name(IRI(str(row["partner"])))
        found.append(Partner(tie, partner, float(texts["weight"]), int(texts["activities"]), years))
    return found
