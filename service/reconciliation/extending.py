"""Tables of others extended by what the graph knows (section 7 of the specification)."""

import re
from contextlib import suppress
from typing import Any, Final

from koinon.graph.terms import IRI, Literal, Term
from koinon.ontology.namespaces import XSD

from .entities import Entities
from .kinds import PROPERTIES, PROPERTY_BY_ID, type_json
from .requests import Column, Extension

#: What can be set for each property (section 7.1.2).
SETTINGS: Final[list[dict[str, Any]]] = [
    {
        "name": "limit",
        "label": "Limit",
        "type": "number",
        "default": 0,
        "help_text": "How many values at most; 0 gives all",
    },
    {
        "name": "content",
        "label": "Content",
        "type": "select",
        "default": "id",
        "help_text": "Things to go on with, or their names alone",
        "choices": [{"value": "id", "name": "Things"}, {"value": "name", "name": "Names"}],
    },
    {
        "name": "language",
        "label": "Language",
        "type": "text",
        "default": "",
        "help_text": "Texts in this language only, such as fr; empty gives all",
    },
]
_INTEGERS: Final = {XSD + name for name in ("integer", "int", "nonNegativeInteger", "gYear")}
_NUMBERS: Final = {XSD + name for name in ("decimal", "double", "float")}
_DAY: Final = re.compile(r"-?\d{4,}-\d\d-\d\d")


def extend(entities: Entities, extension: Extension) -> dict[str, Any]:
    """Give the values of properties of things, as the API writes them."""
    rows = {
        id: {column.property: _values(entities, entities.iri(id), column) for column in extension.columns}
        for id in extension.ids
    }
    return {"meta": [_about(column) for column in extension.columns], "rows": rows}


def propose(type_id: str, limit: int | None) -> dict[str, Any]:
    """Propose properties for things of a type (section 7.1.1)."""
    of = [one for one in PROPERTIES if not type_id or type_id in one.of]
    found = [{"id": one.id, "name": one.name, "description": one.description} for one in of]
    answer: dict[str, Any] = {"properties": found[:limit] if limit else found}
    return answer | ({"type": type_id} if type_id else {}) | ({"limit": limit} if limit else {})


def _about(column: Column) -> dict[str, Any]:
    asked = PROPERTY_BY_ID[column.property]
    about: dict[str, Any] = {"id": asked.id, "name": asked.name}
    if asked.values and not column.as_names:
        about["type"] = type_json(asked.values)
    return about


def _values(entities: Entities, thing: IRI, column: Column) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for value in entities.values(thing, PROPERTY_BY_ID[column.property].predicate):
        if isinstance(value, Literal) and column.language and value.language != column.language.lower():
            continue
        written = _written(entities, value, column)
        if written not in found:
            found.append(written)
    return found[: column.limit]


def _written(entities: Entities, value: Term, column: Column) -> dict[str, Any]:
    if isinstance(value, IRI):
        known = entities.kind(value) and entities.is_known(value)
        if not known:
            return {"str": str(value)}
        name = entities.name(value)
        return {"str": name} if column.as_names else {"id": entities.id(value), "name": name}
    return _literal(value)


def _literal(value: Literal) -> dict[str, Any]:
    for datatypes, name, read in ((_INTEGERS, "int", int), (_NUMBERS, "float", float)):
        if value.datatype in datatypes:
            with suppress(ValueError):
                return {name: read(value.value)}
    if value.datatype == XSD + "date" and _DAY.fullmatch(value.value):
        return {"date": f"{value.value}T00:00:00Z"}
    return {"str": value.value}
