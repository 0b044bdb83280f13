"""A link that works once, for the person who started the service: it becomes a cookie of the browser.

The link stands in the terminal that the service was started from. Whoever opens it first may write from that
browser until the service ends or half a day has passed; after that, or again, it opens nothing.
"""

import secrets
import time
from collections.abc import Callable
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from .problems import Problem
from .scopes import Scope
from .tokens import digest, scope_of

COOKIE = "koinon_session"
_LINK_SECONDS, _SESSION_SECONDS = 600, 12 * 3600


class Sessions:
    """Links that were given out and not yet opened, and the sessions that came of those that were.

    Kept in this process: with several, a session holds at the one that answered the link.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._links: dict[str, float] = {}
        self._sessions: dict[str, tuple[float, Scope]] = {}

    def link(self) -> str:
        """Make the path of a link that works once, for ten minutes."""
        secret = secrets.token_urlsafe(32)
        self._links[digest(secret)] = self._now() + _LINK_SECONDS
        return f"/session?link={secret}"

    def open(self, secret: str) -> str | None:
        """Exchange the secret of a link for that of a session; None where it is not, or no longer, good."""
        until = self._links.pop(digest(secret), 0.0)
        if until < self._now():
            return None
        session = secrets.token_urlsafe(32)
        self._sessions[digest(session)] = (self._now() + _SESSION_SECONDS, Scope.WRITE)
        return session

    def scope(self, session: str) -> Scope | None:
        """Say what a session allows."""
        now = self._now()
        known = [(name, scope) for name, (until, scope) in self._sessions.items() if until > now]
        return scope_of(session, known)


def session_routes(sessions: Sessions) -> APIRouter:
    """Serve the links."""
    router = APIRouter(tags=["service"], include_in_schema=False)

    @router.get("/session")
    async def session(request: Request, link: str = "") -> Response:
        """Exchange a link for a cookie that no script and no other site can use."""
        opened = sessions.open(link)
        if opened is None:
            raise Problem(
                HTTPStatus.FORBIDDEN,
                "This link was used, or is older than ten minutes; start the service again for a new one.",
            )
        response = RedirectResponse("/", HTTPStatus.SEE_OTHER, {"Cache-Control": "no-store"})
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, opened, max_age=_SESSION_SECONDS, httponly=True, samesite="strict", secure=secure
        )
        return response

    return router
