"""What clients of the draft ask: JSON bodies, read as strictly as forms are."""

from http import HTTPStatus
from typing import Any, Final

from ...problems import Problem
from ..kinds import PROPERTY_BY_ID, TYPE_BY_ID
from ..requests import LONGEST, MOST_QUERIES, Extension, Query, Wanted, limit_of, read_extension, read_object

_QUANTIFIERS: Final = ("any", "all", "none")


def read_batch(text: str) -> list[Query]:
    """Read a batch of queries, which are answered in their order.

    Raises:
        Problem: it is not one, or too long.
    """
    queries = read_object(text, "body").get("queries")
    if not isinstance(queries, list):
        raise _wrong("The body is a JSON object with a list in “queries”.")
    if len(queries) > MOST_QUERIES:
        raise _wrong(f"A batch holds at most {MOST_QUERIES} queries, not {len(queries)}; send it in several.")
    return [_query(f"number {place}", given) for place, given in enumerate(queries, 1)]


def read_draft_extension(text: str) -> Extension:
    """Read what a table is to be extended by, which the draft writes as the version before does.

    Raises:
        Problem: it cannot be understood, or asks for too much.
    """
    return read_extension(text, "body")


def _query(name: str, given: object) -> Query:
    if not isinstance(given, dict) or not isinstance(conditions := given.get("conditions"), list):
        raise _wrong(f"The query {name} is not a JSON object with a list of “conditions”.")
    if not conditions:
        raise _wrong(f"The query {name} asks for nothing: it has no condition.")
    kind = given.get("type", "")
    if not isinstance(kind, str) or (kind and kind not in TYPE_BY_ID):
        raise _wrong(f"There is no type “{kind}”; possible are {', '.join(TYPE_BY_ID)}.")
    read = [_condition(name, one) for one in conditions]
    names = [value for type_, wanted in read if type_ == "name" for value in wanted.values]
    ids = [value for type_, wanted in read if type_ == "id" for value in wanted.values]
    # A property that is not known here is no evidence, but where it is required nothing has it.
    known = tuple(
        wanted
        for type_, wanted in read
        if type_ == "property" and (wanted.property in PROPERTY_BY_ID or wanted.required)
    )
    return Query(
        " ".join(names)[:LONGEST],
        (kind,) if kind else (),
        limit_of(name, given),
        known,
        ids=tuple(ids),
        names=tuple(one[:LONGEST] for one in names),
    )


def _condition(name: str, given: object) -> tuple[str, Wanted]:
    if not isinstance(given, dict) or given.get("matchType") not in {"name", "id", "property"}:
        raise _wrong(f"A condition of the query {name} has a “matchType”: name, id or property.")
    type_, quantifier = given["matchType"], given.get("matchQuantifier", "any")
    if quantifier not in _QUANTIFIERS:
        raise _wrong(f"A condition of the query {name} matches any, all or none, not “{quantifier}”.")
    if type_ != "property" and quantifier == "none":
        raise _wrong(f"In the query {name}, none of the names or identifiers is to match; say what is.")
    property_ = given.get("propertyId", "")
    if not isinstance(property_, str) or (type_ == "property" and not property_):
        raise _wrong(f"A condition of the query {name} on a property has its identifier in “propertyId”.")
    values, required = _values(name, given), given.get("required") is True
    return type_, Wanted(property_, values, quantifier, required)


def _values(name: str, given: dict[str, Any]) -> tuple[str, ...]:
    if "propertyValue" not in given:
        raise _wrong(f"A condition of the query {name} has no “propertyValue”.")
    value = given["propertyValue"]
    return tuple(map(_value, value if isinstance(value, list) else [value]))


def _value(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("id", ""))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _wrong(sentence: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, sentence)
