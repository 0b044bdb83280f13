"""Answers as the draft writes them: lists in the order that was asked for, names in camel case."""

from collections.abc import Iterable
from typing import Any, Final

from ...version import VERSION
from ..entities import Entities
from ..extending import SETTINGS, extend
from ..kinds import PROPERTY_BY_ID, TYPES
from ..manifest import HEIGHT, NAME, WIDTH
from ..matching import candidates
from ..requests import Extension, Query

#: What a client calls this version, and the end of its address.
DRAFT: Final = "1.0-draft"


def draft_manifest(service: str) -> dict[str, Any]:
    """Describe the service at an address without a slash at its end."""
    return {
        "versions": [DRAFT],
        "name": NAME,
        "lang": "en",
        "documentation": f"{service}/docs",
        "serviceVersion": VERSION,
        "logo": f"{service}/assets/mark.svg",
        "view": {"url": f"{service}/{{+id}}"},
        "defaultTypes": [{"id": one.id, "name": one.name, "description": one.description} for one in TYPES],
        "suggest": {"entity": True, "property": True, "type": True},
        "preview": {"width": WIDTH, "height": HEIGHT},
        "extend": {"proposeProperties": True, "propertySettings": [_setting(one) for one in SETTINGS]},
        "standardizedScore": True,
    }


def matched(entities: Entities, queries: Iterable[Query]) -> dict[str, Any]:
    """Give the candidates of each query."""
    return {
        "results": [
            {"candidates": [_candidate(one) for one in candidates(entities, query)]} for query in queries
        ]
    }


def extended(entities: Entities, extension: Extension) -> dict[str, Any]:
    """Give the values of properties of things, in the order in which they were asked for."""
    answer = extend(entities, extension)
    rows = [
        {
            "id": id,
            "properties": [
                {"id": column.property, "values": answer["rows"][id][column.property]}
                for column in extension.columns
            ],
        }
        for id in extension.ids
    ]
    return {"meta": answer["meta"], "rows": rows}


def _candidate(written: dict[str, Any]) -> dict[str, Any]:
    features = [{**one, "name": _feature(one["id"])} for one in written["features"]]
    return {**written, "features": features}


def _feature(id: str) -> str:
    return PROPERTY_BY_ID[id].name if id in PROPERTY_BY_ID else id


def _setting(one: dict[str, Any]) -> dict[str, Any]:
    renamed = {"name": "id", "label": "name", "help_text": "helpText"}
    return {renamed.get(name, name): value for name, value in one.items()}
