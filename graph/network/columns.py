"""Networks in columns: the object form of the web interface, a third of its size and quick to read.

What the object form says once a row, ``nodes`` and ``edges`` say once a column here, all columns of one in
the order of the object form. A column is a list of its values or, where values recur::

    {"values": [distinct values], "at": [place of each row's value among them]}

Ids are written ``{"begin": what all begin with, "rest": [what follows]}``; ``source`` and ``target`` are
places among the nodes, and ``last`` is so many years after ``first``. Nothing is lost: ``as_objects`` gives
the object form back.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

#: The media type by which the web interface is asked for columns.
COLUMNS_TYPE: Final = "application/vnd.koinon.columns+json"

_ENDS: Final = ("source", "target")
#: Columns whose values recur.
_RECURRING: Final = frozenset({"kind", "country", "roles"})


def as_columns(described: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a network of the web interface from objects into columns."""
    nodes, edges = described["nodes"], described["edges"]
    place = {node["id"]: number for number, node in enumerate(nodes)}
    columns: dict[str, Any] = {name: _column(name, nodes) for name in _names(nodes) if name != "id"}
    ties = {
        name: [place[edge[name]] for edge in edges] if name in _ENDS else _column(name, edges)
        for name in _names(edges)
    }
    ids = _ids([node["id"] for node in nodes])
    return {**described, "nodes": {"id": ids, **columns}, "edges": ties}


def as_objects(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a network of the web interface from columns into objects."""
    written = columns["nodes"]
    ids = [written["id"]["begin"] + rest for rest in written["id"]["rest"]]
    nodes = _rows({**written, "id": ids})
    edges = _rows(
        {
            name: [ids[place] for place in column] if name in _ENDS else column
            for name, column in columns["edges"].items()
        }
    )
    return {**columns, "nodes": nodes, "edges": edges}


def _names(rows: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    return rows[0] if rows else ()


def _ids(addresses: list[str]) -> dict[str, Any]:
    begin = _shared(min(addresses), max(addresses)) if len(addresses) > 1 else ""
    return {"begin": begin, "rest": [address[len(begin) :] for address in addresses]}


def _shared(first: str, last: str) -> str:
    """Give what two texts begin with; what the first and the last in order share, all between share."""
    differing = (place for place, (a, b) in enumerate(zip(first, last, strict=False)) if a != b)
    return first[: next(differing, min(len(first), len(last)))]


def _column(name: str, rows: Sequence[Mapping[str, Any]]) -> Any:
    if name == "last":
        return [None if row["first"] is None else row["last"] - row["first"] for row in rows]
    values = [row[name] for row in rows]
    if name not in _RECURRING:
        return [_short(value) for value in values]
    # Roles are lists, which cannot be looked up; the most frequent value gets the shortest place.
    keys = [_key(value) for value in values]
    known: dict[Any, int] = {}
    for key in keys:
        known[key] = known.get(key, 0) + 1
    order = {key: place for place, key in enumerate(sorted(known, key=lambda one: -known[one]))}
    distinct = dict(zip(keys, values, strict=True))
    return {"values": [distinct[key] for key in order], "at": [order[key] for key in keys]}


def _key(value: Any) -> Any:
    return tuple(map(tuple, value)) if isinstance(value, list) else value


def _short(value: Any) -> Any:
    """Write a whole number without its decimals: in JSON 2.0 and 2 are the same number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _rows(columns: Mapping[str, Any]) -> list[dict[str, Any]]:
    spread = [
        column if isinstance(column, list) else [column["values"][place] for place in column["at"]]
        for column in columns.values()
    ]
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*spread, strict=True)]
    for row in rows:
        if row.get("last") is not None:
            row["last"] += row["first"]
    return rows
