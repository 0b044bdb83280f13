"""Things shown small: flyouts beside a suggestion, and previews in the client's page."""

from html import escape
from http import HTTPStatus
from typing import Any, Final

from koinon.graph.terms import IRI

from ..problems import Problem
from .entities import Entities
from .kinds import PROPERTIES, PROPERTY_BY_ID, TYPE_BY_ID

_ROWS: Final = 5
_VALUES: Final = 4
_SHOWN: Final = frozenset({"name", "title", "geometry"})


def flyout(entities: Entities, what: str, id: str) -> dict[str, str]:
    """Give a few lines about an entity, type or property (section 5.4).

    Raises:
        Problem: there is none of that identifier.
    """
    if what == "entity":
        thing = known(entities, id)
        return _lines(id, entities.name(thing), entities.describe(thing))
    found = (TYPE_BY_ID if what == "type" else PROPERTY_BY_ID).get(id)
    if found is None:
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no {what} “{id}”.")
    return _lines(id, found.name, found.description)


def preview(entities: Entities, id: str) -> dict[str, Any]:
    """Gather what a preview of a thing shows (section 6).

    Raises:
        Problem: there is none of that identifier.
    """
    thing = known(entities, id)
    kind = entities.kind(thing)
    rows = []
    for one in PROPERTIES:
        if kind in one.of and one.id not in _SHOWN and (values := entities.values(thing, one.predicate)):
            shown = [entities.name(value) if isinstance(value, IRI) else value.value for value in values]
            more = ["…"] if len(shown) > _VALUES else []
            rows.append((one.name, [*shown[:_VALUES], *more]))
    return {
        "id": entities.id(thing),
        "name": entities.name(thing),
        "kind": TYPE_BY_ID[kind].name,
        "description": entities.describe(thing),
        "rows": rows[:_ROWS],
    }


def known(entities: Entities, id: str) -> IRI:
    """Give the address of a thing that the service knows.

    Raises:
        Problem: it knows none of that identifier.
    """
    thing = entities.iri(id)
    if not entities.kind(thing) or not entities.is_known(thing):
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no entity “{id}”.")
    return thing


def _lines(id: str, name: str, description: str) -> dict[str, str]:
    return {"id": id, "html": f"<p><strong>{escape(name)}</strong></p><p>{escape(description)}</p>"}
