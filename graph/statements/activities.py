"""Activities as facts."""

from collections.abc import Iterator

from ..addresses import heritage_type, hp
from ..records import Activity, ActivityKind
from ..terms import IRI, Triple
from .facts import TYPE, Fact, date_literal, identified, names
from .scope import Scope


def activity_facts(activity: Activity, scope: Scope) -> Iterator[Fact]:
    """Say what an activity is, when and where it is, and what it belongs to."""
    thing = scope.activities[activity.key]
    if activity.kind is not ActivityKind.OTHER:
        yield Fact(Triple(thing, TYPE, hp(activity.kind.capitalize())), "kind", (activity.kind,))
    yield Fact(Triple(thing, TYPE, hp("Activity")), "")
    yield from names(thing, activity.title, activity.aliases, scope, "title")
    yield from identified(thing, activity.identifiers)
    for field, value in (("start", activity.start), ("end", activity.end)):
        if value is not None:
            yield Fact(Triple(thing, hp(field), date_literal(value)), field, (value,))
    for key in activity.places:
        place = scope.places[key]
        yield Fact(Triple(thing, hp("takesPlaceAt"), place), "places", (key, scope.names[place]))
    for notation in activity.heritage_types:
        yield Fact(Triple(thing, hp("concerns"), heritage_type(notation)), "heritage_types", (notation,))
    yield from _related(thing, "part_of", IRI(hp("partOf")), activity.part_of, scope)
    yield from _related(thing, "based_on", IRI(hp("basedOn")), activity.based_on, scope)


def _related(thing: IRI, field: str, predicate: IRI, keys: tuple[str, ...], scope: Scope) -> Iterator[Fact]:
    for key in keys:
        other = scope.activities[key]
        yield Fact(Triple(thing, predicate, other), field, (key, scope.names[other]))
