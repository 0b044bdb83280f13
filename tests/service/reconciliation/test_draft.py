"""The service speaks the draft of version 1.0 at an address of its own, valid by its schemas."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from ..conftest import Ask
from .conftest import Validate

AT = "/reconcile/1.0-draft"


def sent(ask: Ask, path: str, content: Any) -> httpx.Response:
    body = json.dumps(content).encode()
    return ask(AT + path, method="POST", content=body, content_type="application/json")


def name(value: str) -> dict[str, Any]:
    return {"matchType": "name", "propertyValue": value}


def where(id: str, value: Any, **rest: Any) -> dict[str, Any]:
    return {"matchType": "property", "propertyId": id, "propertyValue": value, **rest}


def found(ask: Ask, *conditions: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    answer = sent(ask, "/match", {"queries": [{"conditions": list(conditions), **query}]})
    candidates: list[dict[str, Any]] = answer.json()["results"][0]["candidates"]
    return candidates


def tail(path: str) -> str:
    return path.removeprefix("/")


def test_the_manifest_is_valid_and_what_it_promises_answers(ask: Ask, valid_draft: Validate) -> None:
    manifest = ask(AT).json()
    valid_draft("manifest", manifest)
    assert ask(f"{AT}/").json() == manifest
    schemas = {"entity": "entities", "type": "types", "property": "properties"}
    for kind in manifest["suggest"]:
        answer = ask(f"{AT}/suggest/{kind}?prefix=o").json()
        valid_draft(f"suggest-{schemas[kind]}-response", answer)
        assert answer["result"]
    first = ask(f"{AT}/suggest/entity?prefix=unesco").json()["result"][0]["id"]
    page = ask(manifest["view"]["url"].replace("{+id}", first), "text/html")
    assert page.status_code == 200
    assert "frame-ancestors *" in ask(f"{AT}/preview?id={first}").headers["content-security-policy"]


def test_queries_are_answered_in_their_order(
    ask: Ask, valid_draft: Validate, paths: Mapping[str, str]
) -> None:
    queries = [
        {"conditions": [name("moscow office of unesco")], "type": "organisation", "limit": 3},
        {"conditions": [name("nobody of this name whatsoever")], "type": "role"},
        {"conditions": [where("country", {"id": "country/AZE"})]},
        {"conditions": [{"matchType": "id", "propertyValue": tail(paths["partner"])}]},
    ]
    valid_draft("reconciliation-query-batch", {"queries": queries})
    answer = sent(ask, "/match", {"queries": queries})
    valid_draft("reconciliation-result-batch", answer.json())
    assert answer.headers["access-control-allow-origin"] == "*"
    first, second, third, fourth = (one["candidates"] for one in answer.json()["results"])
    assert (first[0]["id"], first[0]["match"]) == (tail(paths["organisation"]), True)
    assert not any(one["match"] for one in second)
    assert {one["id"] for one in third} == {tail(paths["place"]), tail(paths["partner"])}
    assert [one["id"] for one in fourth] == [tail(paths["partner"])]


def test_every_valid_query_of_the_draft_is_answered_and_no_invalid_one(
    ask: Ask, valid_draft: Validate, shared: Path
) -> None:
    folder = shared / "specs" / "reconciliation" / "1.0-draft" / "examples" / "reconciliation-query-batch"
    examples = sorted((folder / "valid").glob("*.json"))
    assert len(examples) > 3
    for path in examples:
        batch = json.loads(path.read_text("utf-8"))
        for query in batch["queries"]:
            query.pop("type", None)  # the examples' types are of other services
        answer = sent(ask, "/match", batch)
        assert answer.status_code == 200, (path.name, answer.text)
        valid_draft("reconciliation-result-batch", answer.json())
        assert len(answer.json()["results"]) == len(batch["queries"])
    for path in sorted((folder / "invalid").glob("*.json")):
        assert sent(ask, "/match", json.loads(path.read_text("utf-8"))).status_code == 400, path.name


def test_a_condition_that_is_required_excludes_and_one_that_is_not_costs_score(ask: Ask) -> None:
    office = name("UNESCO Moscow Office")
    assert found(ask, office, where("country", "Russia", required=True))[0]["score"] == 100
    assert found(ask, office, where("country", "France"))[0]["score"] == 75
    names = {one["name"] for one in found(ask, office, where("country", "France", required=True))}
    assert "UNESCO Moscow Office" not in names
    assert found(ask, office, where("colour", "red"))[0]["score"] == 100
    assert found(ask, office, where("colour", "red", required=True)) == []


@pytest.mark.parametrize(
    ("values", "quantifier", "fits"),
    [
        (["Russia", "France"], "any", True),
        (["Russia", "France"], "all", False),
        (["Russia", "France"], "none", False),
        (["France", "Italy"], "none", True),
        (["Russia"], "all", True),
    ],
)
def test_any_all_or_none_of_several_values_match(
    ask: Ask, values: list[str], quantifier: str, fits: bool
) -> None:
    first = found(ask, name("UNESCO Moscow Office"), where("country", values, matchQuantifier=quantifier))[0]
    assert {"id": "country", "name": "country", "value": fits} in first["features"]


def test_several_names_count_by_the_best(ask: Ask, paths: Mapping[str, str]) -> None:
    first = found(ask, {"matchType": "name", "propertyValue": ["Qwertz", "UNESCO Moscow Office"]})[0]
    assert (first["id"], first["score"]) == (tail(paths["organisation"]), 100)


def test_a_table_is_extended_row_by_row(ask: Ask, valid_draft: Validate, paths: Mapping[str, str]) -> None:
    ids = [tail(paths["organisation"]), "organisation/nobody", tail(paths["activity"])]
    asked = {"ids": ids, "properties": [{"id": "country"}, {"id": "start"}, {"id": "other-name"}]}
    valid_draft("data-extension-query", asked)
    answer = sent(ask, "/extend", asked).json()
    valid_draft("data-extension-response", answer)
    assert [row["id"] for row in answer["rows"]] == ids
    country, start, other = answer["rows"][0]["properties"]
    assert country == {"id": "country", "values": [{"id": "country/RUS", "name": "Russia"}]}
    assert start["values"] == []
    assert other["values"] == [{"str": "Бюро ЮНЕСКО"}]
    assert answer["rows"][2]["properties"][1]["values"] == [{"date": "2013-10-30T00:00:00Z"}]


def test_properties_are_proposed(ask: Ask, valid_draft: Validate) -> None:
    answer = ask(f"{AT}/extend/propose?type=organisation&limit=3").json()
    valid_draft("data-extension-property-proposal", answer)
    assert len(answer["properties"]) == 3


@pytest.mark.parametrize(
    ("path", "content", "sentence"),
    [
        ("/match", [], "a JSON object"),
        ("/match", {"queries": {}}, "a list in “queries”"),
        ("/match", {"queries": [{"conditions": []}]}, "has no condition"),
        ("/match", {"queries": [{"conditions": [{"matchType": "colour"}]}]}, "“matchType”"),
        ("/match", {"queries": [{"conditions": [{"matchType": "name"}]}]}, "“propertyValue”"),
        ("/match", {"queries": [{"conditions": [name("a")], "type": "Person"}]}, "no type “Person”"),
        (
            "/match",
            {"queries": [{"conditions": [{**name("a"), "matchQuantifier": "one"}]}]},
            "any, all or none",
        ),
        ("/match", {"queries": [{"conditions": [{**name("a"), "matchQuantifier": "none"}]}]}, "say what is"),
        ("/match", {"queries": [{"conditions": [{**name("a"), "matchType": "property"}]}]}, "“propertyId”"),
        ("/match", {"queries": [{"conditions": [name("a")]}] * 201}, "at most 200 queries"),
        ("/extend", {"ids": "x"}, "“ids”"),
    ],
)
def test_what_cannot_be_understood_is_told(ask: Ask, path: str, content: Any, sentence: str) -> None:
    answer = sent(ask, path, content)
    assert answer.status_code == 400
    assert sentence in answer.json()["detail"]


def test_a_form_is_not_what_the_draft_speaks(ask: Ask) -> None:
    form = "application/x-www-form-urlencoded"
    assert ask(f"{AT}/match", method="POST", content=b"queries=", content_type=form).status_code == 415
