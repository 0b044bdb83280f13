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


def known_tag(request: Request, generation: int, *parts: str) -> str | None:
    """Give the tag of a representation, if the client already holds it (RFC 9110, section 13.1.2)."""
    held = request.headers.get("if-none-match")
    if held is None or request.method != "GET":
        return None
    tag = entity_tag(generation, *parts)
    return tag if tag.removeprefix("W/").strip('"') in _TAG.findall(held) else None


def not_modified(generation: int, tag: str) -> Response:
    """Answer that what the client holds is still true."""
    return Response(status_code=304, headers=generation_headers(generation, tag))
