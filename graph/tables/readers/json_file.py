"""JSON and NDJSON, parsed as they are read."""

import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import ijson

from ...errors import DocumentError
from .record import DEEPEST, Record, numbered

#: Under these names, portals put the records of an answer.
_ENVELOPES: Final = frozenset({"results", "records", "grants", "data", "items", "features"})
_MARK = b"\xef\xbb\xbf"


def json_records(data: bytes, name: str) -> Iterator[Record]:
    """Yield the objects of a list, of a list within an answer, or those that stand one after the other.

    A list of plain values stays one cell, as JSON.

    Raises:
        DocumentError: the bytes are no JSON, or hold no objects.
    """
    data = data.removeprefix(_MARK)
    try:
        found = ijson.items(io.BytesIO(data), _prefix(data), multiple_values=True)
        for number, item in enumerate(found, 1):
            if not isinstance(item, dict):
                raise DocumentError(f"{name}: item {number} is no object; only a list of objects is a table.")
            cells: dict[str, str] = {}
            _flatten("", item, cells, 0)
            yield Record(number, cells)
    except (ijson.JSONError, UnicodeDecodeError, ValueError, ArithmeticError, RecursionError) as error:
        reason = str(error).splitlines()[0].strip() if str(error) else "it breaks off"
        raise DocumentError(f"{name} is not valid JSON: {reason}.") from None


def _prefix(data: bytes) -> str:
    """Say where the records are, by the names of ijson: ``item``, ``results.item``, or the whole."""
    key = None
    for prefix, event, value in ijson.parse(io.BytesIO(data), multiple_values=True):
        if not prefix and event == "start_array":
            return "item"
        if not prefix and event == "map_key":
            key = value
        elif prefix == key and event == "start_array" and key in _ENVELOPES:
            return f"{key}.item"
        elif not prefix and event == "end_map":
            break
    return ""


def _flatten(path: str, value: Any, cells: dict[str, str], depth: int) -> None:
    if depth > DEEPEST:
        return
    if value is None:
        cells[path] = ""  # the column is there, with nothing in it
    elif isinstance(value, dict):
        for key, inner in value.items():
            _flatten(f"{path}/{key}" if path else str(key), inner, cells, depth + 1)
    elif isinstance(value, list):
        if any(isinstance(item, dict | list) for item in value):
            for count, item in enumerate(value, 1):
                _flatten(numbered(path, count), item, cells, depth + 1)
        elif value:
            cells[path] = json.dumps(value, ensure_ascii=False, default=str)
    elif isinstance(value, bool):
        cells[path] = "true" if value else "false"
    else:
        words = (f"{value:f}" if _is_plain(value) else str(value)).strip()
        # Half a surrogate pair is no character, and none is in a file of UTF-8.
        cells[path] = words.encode("utf-8", "replace").decode().replace("\x00", "")


def _is_plain(value: object) -> bool:
    return isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 30
