"""JSON for programs, tagged with the generation it was drawn from."""

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ..caching import entity_tag, generation_headers, is_known, not_modified
from ..generations import Generation


def answer_json(request: Request, generation: Generation, content: Callable[[], Any]) -> Response:
    """Answer with what ``content`` computes, or not at all where the client holds it already."""
    languages = request.headers.get("accept-language", "")
    tag = entity_tag(generation.number, request.url.path, request.url.query, languages)
    if is_known(request, tag):
        return not_modified(generation.number, tag)
    headers = generation_headers(generation.number, tag) | {"Vary": "Accept-Language"}
    body = json.dumps(content(), ensure_ascii=False, separators=(",", ":"))
    return Response(body, headers=headers, media_type="application/json")
