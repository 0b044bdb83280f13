"""What every answer carries so that pages are safe and data can be read from anywhere."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send


def content_policy(styles: Sequence[str] = ()) -> str:
    """Write the content policy of a page; ``styles`` are hashes of the styles that stand in it."""
    admitted = " ".join([" style-src 'self'", *styles]) + ";" if styles else ""
    return (
        f"default-src 'self';{admitted} object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


_HEADERS = {
    "Content-Security-Policy": content_policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    # Whatever is read asks for no credentials, so any page may read it; what is written asks for a token in a
    # header, which no page can send that does not have it.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Koinon-Generation, Link, Location, Retry-After",
}
_RAW = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in _HEADERS.items()]
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Authorization, Content-Type, "
    "Idempotency-Key, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, POST, OPTIONS",
}


class Protection:
    """ASGI middleware: strict content policy, no sniffing, open reading, preflights answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add the headers to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] += [header for header in _RAW if header[0] not in given]
            await send(message)

        if scope["method"] == "OPTIONS":
            await _preflight(send_protected)
        else:
            await self.app(scope, receive, send_protected)


async def _preflight(send: Send) -> None:
    headers = [(name.lower().encode(), value.encode()) for name, value in _PREFLIGHT.items()]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
