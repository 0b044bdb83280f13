"""What clients ask, read strictly: everything that cannot be understood is told in a sentence."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from ..problems import Problem
from .kinds import PROPERTY_BY_ID, TYPE_BY_ID

#: Queries of one batch, things of one extension, candidates of one query: at most.
MOST_QUERIES: Final = 200
MOST_IDS: Final = 1_000
MOST_CANDIDATES: Final = 50
_CANDIDATES: Final = 10
#: Longest name that is looked for, in characters.
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """A value a property should have: what it is called, or the identifier of a thing.

    ``quantifier`` says whether any, all or none of the values are to match; what is ``required`` and does not
    match is no candidate.
    """

    property: str
    values: tuple[str, ...]
    quantifier: str = "any"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """One name to reconcile.

    Where several are given as ``names``, a candidate counts by the one it is most like; ``ids`` name the
    candidates themselves.
    """

    name: str
    types: tuple[str, ...] = ()
    limit: int = _CANDIDATES
    wanted: tuple[Wanted, ...] = ()
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A property a table is to be extended by: how many values at most, and as things or as names."""

    property: str
    limit: int | None = None
    as_names: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """Things whose properties are asked for."""

    ids: tuple[str, ...]
    columns: tuple[Column, ...]


def read_queries(text: str) -> dict[str, Query]:
    """Read a batch of queries (section 4.2 of the specification).

    Raises:
        Problem: it is not one, or too long.
    """
    batch = read_object(text, "parameter “queries”")
    if len(batch) > MOST_QUERIES:
        raise _wrong(f"A batch holds at most {MOST_QUERIES} queries, not {len(batch)}; send it in several.")
    return {name: _query(name, given) for name, given in batch.items()}


def read_extension(text: str, where: str = "parameter “extend”") -> Extension:
    """Read what a table is to be extended by (section 7.2); ``where`` says where it was sent.

    Raises:
        Problem: it cannot be understood, or asks for too much.
    """
    given = read_object(text, where)
    ids, properties = given.get("ids"), given.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise _wrong("An extension names things in “ids”, a list of identifiers.")
    if len(ids) > MOST_IDS:
        raise _wrong(f"An extension is of at most {MOST_IDS:,} things, not {len(ids):,}; send it in several.")
    if not isinstance(properties, list) or not all(isinstance(one, dict) for one in properties):
        raise _wrong("An extension names “properties”, a list of objects that each have an “id”.")
    return Extension(tuple(ids), tuple(map(_column, properties)))


def read_object(text: str, where: str) -> dict[str, Any]:
    """Read a JSON object.

    Raises:
        Problem: it is none.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise _wrong(f"The {where} is not JSON.") from None
    if not isinstance(found, dict):
        raise _wrong(f"The {where} is a JSON object, with a name for each of its members.")
    return found


def _query(name: str, given: object) -> Query:
    if not isinstance(given, dict):
        raise _wrong(f"The query “{name}” is not a JSON object.")
    text, properties = given.get("query", ""), given.get("properties", [])
    if not isinstance(text, str) or not isinstance(properties, list):
        raise _wrong(f"The query “{name}” has a text in “query”, and a list in “properties” or none.")
    if not text.strip() and not properties:
        raise _wrong(f"The query “{name}” asks for nothing: give a “query” or “properties”.")
    return Query(text[:LONGEST], _types(name, given), limit_of(name, given), tuple(_wanted(name, properties)))


def _types(name: str, given: Mapping[str, Any]) -> tuple[str, ...]:
    types = given.get("type") or []
    types = [types] if isinstance(types, str) else types
    if not isinstance(types, list) or not all(isinstance(one, str) for one in types):
        raise _wrong(f"The query “{name}” has an identifier in “type”, or a list of them.")
    if unknown := [one for one in types if one not in TYPE_BY_ID]:
        raise _wrong(f"There is no type “{unknown[0]}”; possible are {', '.join(TYPE_BY_ID)}.")
    return tuple(sorted(types))


def limit_of(name: str, given: Mapping[str, Any]) -> int:
    """Read how many candidates a query asks for.

    Raises:
        Problem: that is no number above 0.
    """
    # Some clients write 0 where nobody set a limit.
    limit = given.get("limit") or _CANDIDATES
    if not isinstance(limit, int | float) or isinstance(limit, bool) or not 1 <= limit < 1e9:
        raise _wrong(f"The query “{name}” has a number above 0 in “limit”.")
    return min(int(limit), MOST_CANDIDATES)


def _wanted(name: str, properties: list[Any]) -> list[Wanted]:
    found = []
    for one in properties:
        if not isinstance(one, dict) or not isinstance(one.get("pid"), str) or "v" not in one:
            raise _wrong(f"A property in the query “{name}” has an identifier in “pid” and a value in “v”.")
        values = one["v"] if isinstance(one["v"], list) else [one["v"]]
        # A property that is not known here is no evidence for or against anything.
        if one["pid"] in PROPERTY_BY_ID:
            found.append(Wanted(one["pid"], tuple(_value(value) for value in values)))
    return found


def _value(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("id", ""))
    return str(value)


def _column(given: dict[str, Any]) -> Column:
    name = given.get("id")
    if name not in PROPERTY_BY_ID:
        raise _wrong(f"There is no property “{name}”; possible are {', '.join(PROPERTY_BY_ID)}.")
    settings = given.get("settings") or {}
    if not isinstance(settings, dict):
        raise _wrong(f"The settings of the property “{name}” are a JSON object.")
    try:
        limit = int(settings.get("limit") or 0)
    except (TypeError, ValueError):
        raise _wrong(f"The limit of the property “{name}” is a number.") from None
    as_names = settings.get("content") == "name"
    return Column(name, limit if limit > 0 else None, as_names, str(settings.get("language") or ""))


def _wrong(sentence: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, sentence)
