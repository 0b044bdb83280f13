"""A conversation with OpenRefine, from the manifest to new columns, replayed against the service."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from ..conftest import Ask
from .conftest import Validate

EXCHANGES = tomllib.loads(Path(__file__).with_name("openrefine.toml").read_text("utf-8"))["exchange"]
AGENT = "OpenRefine/3.3 [TRUNK]"


def told(text: str, paths: Mapping[str, str]) -> str:
    """Put the identifiers of things in the place of their names."""
    for name, path in paths.items():
        id = path.removeprefix("/")
        text = text.replace(f"@{name}@", id).replace(f"@{name}:quoted@", quote(id, safe=""))
    return text


def require(expected: Any, given: Any, where: str = "") -> None:
    """Require that an answer holds what is expected, and maybe more; lists are compared from their begin."""
    if isinstance(expected, dict):
        assert isinstance(given, dict), where
        for name, value in expected.items():
            assert name in given, f"{where}/{name}"
            require(value, given[name], f"{where}/{name}")
    elif isinstance(expected, list):
        assert len(given) >= len(expected), where
        for place, value in enumerate(expected):
            require(value, given[place], f"{where}/{place}")
    else:
        assert given == expected, where


@pytest.mark.parametrize("exchange", EXCHANGES, ids=[one["does"] for one in EXCHANGES])
def test_openrefine_is_answered(
    exchange: dict[str, Any], ask: Ask, paths: Mapping[str, str], valid: Validate
) -> None:
    headers = {"User-Agent": AGENT, "Accept": "application/json", **exchange.get("headers", {})}
    content = b""
    if form := exchange.get("form"):
        content = urlencode({name: told(value, paths) for name, value in form.items()}).encode()
        headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
    answer = ask(told(exchange["path"], paths), method=exchange["method"], content=content, **headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    if "schema" in exchange:
        valid(exchange["schema"], answer.json())
    if "answer" in exchange:
        require(json.loads(told(exchange["answer"], paths)), answer.json())
    assert exchange.get("contains", "") in answer.text


def test_a_service_on_another_machine_is_asked_by_the_address_of_the_manifest(ask: Ask) -> None:
    manifest = ask("/reconcile", Origin="http://127.0.0.1:3333").json()
    suggest = manifest["suggest"]["entity"]
    assert suggest["service_url"] == "http://koinon.test"
    assert ask(f"{suggest['service_url']}{suggest['service_path']}?prefix=unesco").status_code == 200
