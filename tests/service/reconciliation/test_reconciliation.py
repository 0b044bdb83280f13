"""The service speaks the Reconciliation Service API 0.2: every answer is valid by its schemas."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from ..conftest import BASE, Ask
from .conftest import Validate

FORM = "application/x-www-form-urlencoded"


def posted(ask: Ask, **fields: Any) -> httpx.Response:
    body = urlencode({name: json.dumps(value) for name, value in fields.items()}).encode()
    return ask("/reconcile", method="POST", content=body, content_type=FORM)


def result(ask: Ask, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = posted(ask, queries={"q": query}).json()["q"]["result"]
    return found


def tail(path: str) -> str:
    return path.removeprefix("/")


def test_the_manifest_is_valid_and_its_addresses_answer(ask: Ask, valid: Validate) -> None:
    manifest = ask("/reconcile").json()
    valid("manifest", manifest)
    assert manifest["identifierSpace"] == BASE
    for kind, service in manifest["suggest"].items():
        suggested = ask(service["service_url"] + service["service_path"] + "?prefix=o")
        valid({"entity": "suggest-entities-response", "type": "suggest-types-response",
               "property": "suggest-properties-response"}[kind], suggested.json())  # fmt: skip
        first = suggested.json()["result"][0]["id"]
        shown = ask(service["flyout_service_url"] + service["flyout_service_path"].replace("${id}", first))
        assert shown.json()["id"] == first
        assert shown.json()["html"].startswith("<p>")


def test_an_entity_opens_where_the_manifest_says(ask: Ask, paths: Mapping[str, str]) -> None:
    manifest = ask("/reconcile").json()
    id = result(ask, query="UNESCO Moscow Office")[0]["id"]
    assert id == tail(paths["organisation"])
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        page = ask(template.replace("{{id}}", id.replace("/", "%2F")), "text/html")
        assert page.status_code == 200
        assert "UNESCO Moscow Office" in page.text


def test_a_preview_may_be_framed_and_escapes_what_it_shows(ask: Ask, paths: Mapping[str, str]) -> None:
    page = ask(f"/reconcile/preview?id={tail(paths['partner'])}")
    assert "frame-ancestors *" in page.headers["content-security-policy"]
    assert "&lt;script&gt;" in page.text
    assert "<script>" not in page.text
    flyout = ask(f"/reconcile/flyout/entity?id={tail(paths['partner'])}").json()
    assert "<script>" not in flyout["html"]


def test_a_batch_is_answered_name_by_name(ask: Ask, valid: Validate, paths: Mapping[str, str]) -> None:
    answer = posted(
        ask,
        queries={
            "q0": {"query": "moscow office of unesco", "type": "organisation", "limit": 3},
            "q1": {"query": "Baku", "type": ["place", "country"]},
            "q2": {"query": "nobody of this name whatsoever", "type": "role"},
            "q3": {"properties": [{"pid": "country", "v": {"id": "country/AZE"}}]},
        },
    ).json()
    valid("reconciliation-result-batch", answer)
    assert list(answer) == ["q0", "q1", "q2", "q3"]
    assert answer["q0"]["result"][0]["id"] == tail(paths["organisation"])
    assert answer["q0"]["result"][0]["match"] is True
    assert answer["q1"]["result"][0]["id"] == tail(paths["place"])
    assert not any(one["match"] for one in answer["q2"]["result"])
    assert {one["id"] for one in answer["q3"]["result"]} == {tail(paths["place"]), tail(paths["partner"])}


def test_the_same_is_asked_by_get(ask: Ask, paths: Mapping[str, str]) -> None:
    queries = urlencode({"queries": json.dumps({"q": {"query": "Бюро ЮНЕСКО"}})})
    answer = ask(f"/reconcile?{queries}")
    assert answer.json()["q"]["result"][0]["id"] == tail(paths["organisation"])
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["content-type"].startswith("application/json")


def test_every_valid_query_of_the_specification_is_answered(ask: Ask, valid: Validate, shared: Path) -> None:
    folder = shared / "specs" / "reconciliation" / "0.2" / "examples" / "reconciliation-query-batch" / "valid"
    examples = sorted(folder.glob("*.json"))
    assert examples
    for path in examples:
        queries = json.loads(path.read_text("utf-8"))
        for query in queries.values():
            query.pop("type", None)  # the examples' types are of other services
        answer = posted(ask, queries=queries)
        assert answer.status_code == 200, (path.name, answer.text)
        valid("reconciliation-result-batch", answer.json())
        assert set(answer.json()) == set(queries)


def test_a_value_that_is_another_costs_score_and_certainty(ask: Ask) -> None:
    name = "UNESCO Moscow Office"
    plain = result(ask, query=name)[0]
    right = result(ask, query=name, properties=[{"pid": "country", "v": "Russia"}])[0]
    wrong = result(ask, query=name, properties=[{"pid": "country", "v": "France"}])[0]
    by_code = result(ask, query=name, properties=[{"pid": "country", "v": "ru"}])[0]
    unknown = result(ask, query=name, properties=[{"pid": "P17", "v": "France"}])[0]
    assert plain["score"] == right["score"] == by_code["score"] == unknown["score"] == 100
    assert wrong["score"] == 75
    assert [one["match"] for one in (plain, right, wrong, unknown)] == [True, True, False, True]
    assert {"id": "country", "value": False} in wrong["features"]


def test_a_slip_of_the_pen_is_a_candidate_and_never_a_match(ask: Ask, paths: Mapping[str, str]) -> None:
    first = result(ask, query="UNESKO Moskow Ofice")[0]
    assert first["id"] == tail(paths["organisation"])
    assert first["match"] is False


def test_a_table_is_extended(ask: Ask, valid: Validate, paths: Mapping[str, str]) -> None:
    organisation, activity = tail(paths["organisation"]), tail(paths["activity"])
    columns = ("country", "kind", "other-name", "start", "place", "cooperates-with")
    answer = posted(
        ask,
        extend={
            "ids": [organisation, activity, "organisation/nobody"],
            "properties": [
                *({"id": name} for name in columns),
                {"id": "name", "settings": {"limit": "1", "content": "name", "language": "en"}},
            ],
        },
    ).json()
    valid("data-extension-response", answer)
    rows = answer["rows"]
    assert rows[organisation]["country"] == [{"id": "country/RUS", "name": "Russia"}]
    assert rows[organisation]["other-name"] == [{"str": "Бюро ЮНЕСКО"}]
    assert rows[activity]["start"] == [{"date": "2013-10-30T00:00:00Z"}]
    assert rows[activity]["place"][0]["name"] == "Baku"
    assert rows["organisation/nobody"]["country"] == []
    assert answer["meta"][0] == {
        "id": "country",
        "name": "country",
        "type": {"id": "country", "name": "Country"},
    }


def test_properties_are_proposed_for_a_type(ask: Ask, valid: Validate) -> None:
    answer = ask("/reconcile/properties?type=organisation&limit=4").json()
    valid("data-extension-property-proposal", answer)
    assert len(answer["properties"]) == 4
    every = {one["id"] for one in ask("/reconcile/properties").json()["properties"]}
    assert {one["id"] for one in answer["properties"]} < every


def test_suggestions_go_on_at_a_cursor(ask: Ask) -> None:
    first = ask("/reconcile/suggest/entity?prefix=muse").json()["result"]
    second = ask("/reconcile/suggest/entity?prefix=muse&cursor=10").json()["result"]
    assert len(first) == 10
    assert not {one["id"] for one in first} & {one["id"] for one in second}
    narrowed = ask("/reconcile/suggest/entity?prefix=unesco&type=organisation").json()["result"]
    assert {one["notable"][0]["id"] for one in narrowed} == {"organisation"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"queries": []}, "a JSON object"),
        ({"queries": {"q": 1}}, "“q” is not a JSON object"),
        ({"queries": {"q": {}}}, "asks for nothing"),
        ({"queries": {"q": {"query": "a", "type": "Person"}}}, "no type “Person”"),
        ({"queries": {"q": {"query": "a", "limit": -1}}}, "above 0"),
        ({"queries": {"q": {"query": "a", "properties": [{"p": 1}]}}}, "“pid”"),
        ({"queries": {f"q{number}": {"query": "a"} for number in range(201)}}, "at most 200 queries"),
        ({"extend": {"ids": "x", "properties": []}}, "“ids”"),
        ({"extend": {"ids": [], "properties": [{"id": "colour"}]}}, "no property “colour”"),
        ({"extend": {"ids": ["a"] * 1001, "properties": []}}, "at most 1,000 things"),
    ],
)
def test_what_cannot_be_understood_is_told(ask: Ask, fields: dict[str, Any], sentence: str) -> None:
    answer = posted(ask, **fields)
    assert answer.status_code == 400
    assert sentence in answer.json()["detail"]


def test_what_is_not_there_or_not_a_form_is_told(ask: Ask) -> None:
    assert ask("/reconcile/flyout/entity?id=organisation/nobody").status_code == 404
    assert ask("/reconcile/flyout/type?id=person").status_code == 404
    assert ask("/reconcile/suggest/colour?prefix=a").status_code == 404
    assert ask("/reconcile/preview?id=https://example.org/").status_code == 404
    assert ask("/reconcile?queries=%7B").status_code == 400
    sent = ask("/reconcile", method="POST", content=b"{}", content_type="application/json")
    assert sent.status_code == 415
