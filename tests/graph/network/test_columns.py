"""Networks in columns say what they say in objects, and take less room."""

import json
from pathlib import Path
from typing import Any

from koinon.graph.network.columns import as_columns, as_objects

#: A network in both forms; the page's own reader is held to the same.
BOTH: dict[str, Any] = json.loads((Path(__file__).parent / "columns.json").read_text("utf-8"))


def test_columns_say_what_objects_say() -> None:
    assert as_columns(BOTH["objects"]) == BOTH["columns"]
    assert as_objects(BOTH["columns"]) == BOTH["objects"]


def test_a_network_of_nothing_has_no_columns_and_comes_back() -> None:
    nothing = {"generation": 1, "nodes": [], "edges": []}
    written = as_columns(nothing)
    assert written["nodes"] == {"id": {"begin": "", "rest": []}}
    assert as_objects(written) == nothing


def test_values_that_recur_are_written_once_the_most_frequent_first() -> None:
    kinds = as_columns(BOTH["objects"])["nodes"]["kind"]
    assert kinds == {"values": ["museum", None], "at": [0, 1, 0]}
