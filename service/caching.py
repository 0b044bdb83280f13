"""Answers that name the generation of the data they show, and need not be sent twice."""

import hashlib
import re

from starlette.requests import Request
from starlette.responses import Response

_TAG = re.compile(r'(?:W/)?"([^"]*)"')


def entity_tag(generation: int, *parts: str) -> str:
    """Tag a representation: weak, because it promises the same statements, not the same bytes."""
    return f'W/"{generation}-{hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]}"'


def generation_headers(generation: int, tag: str | None = None) -> dict[str, str]:
    """Give the headers of an answer drawn from one generation."""
    headers = {"Koinon-Generation": str(generation), "Vary": "Accept", "Cache-Control": "no-cache"}
    return headers | ({"ETag": tag} if tag else {})


def is_known(request: Request, tag: str) -> bool:
    """Say whether the client already holds what the tag names (RFC 9110, section 13.1.2)."""
    if request.method != "GET":
        return False
    return tag.removeprefix("W/").strip('"') in _TAG.findall(request.headers.get("if-none-match", ""))


def not_modified(generation: int, tag: str) -> Response:
    """Answer that what the client holds is still true."""
    return Response(status_code=304, headers=generation_headers(generation, tag))
