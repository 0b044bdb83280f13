"""JSON for programs."""

from typing import Any

from starlette.requests import Request

from koinon.graph.json_bytes import json_bytes

from ..evaluation import Reply

#: The header of an answer whose names depend on the reader's languages.
BY_LANGUAGE = {"Vary": "Accept-Language"}


def json_reply(content: Any) -> Reply:
    """Write content as JSON."""
    return Reply("application/json", (json_bytes(content),))


def json_tag(request: Request) -> tuple[str, ...]:
    """Give what the answer to a request depends on."""
    return request.url.path, request.url.query, request.headers.get("accept-language", "")
