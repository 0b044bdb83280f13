"""Whether a request may write: by a token in its header, or by a session of this very site."""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.requests import Request

from .problems import Problem
from .scopes import Scope
from .sessions import COOKIE, Sessions
from .settings import Settings, SettingsError
from .tokens import Tokens, digest, scope_of

READ_ONLY = (
    "This service is read-only: it answers queries and takes no updates. "
    "To let it take them, make a token: koinon token new --scope write."
)
# What people can remember can be guessed; `openssl rand -base64 32` cannot.
_SHORTEST = 24
_REALM = 'Bearer realm="Koinon"'


class Authorisation:
    """Decides who may write."""

    def __init__(self, settings: Settings, sessions: Sessions) -> None:
        self._tokens = Tokens(settings.folder)
        self._sessions = sessions
        self._set = [
            (_long_enough(token.get_secret_value(), scope), scope)
            for token, scope in ((settings.token_write, Scope.WRITE), (settings.token_admin, Scope.ADMIN))
            if token is not None
        ]
        self._stamp = -1
        self._read: Sequence[tuple[str, Scope]] = ()

    @property
    def writing(self) -> bool:
        """Tell whether anybody may write."""
        return any(scope.allows(Scope.WRITE) for _, scope in self._known())

    def require(self, request: Request, wanted: Scope) -> Scope:
        """Give what the request may do.

        Raises:
            Problem: it is not as much as is wanted: 401 without a token that is known, 403 with one.
        """
        if not self.writing:
            raise Problem(HTTPStatus.FORBIDDEN, READ_ONLY)
        found = self._bearer(request) or self._session(request)
        if found is None:
            raise Problem(
                HTTPStatus.UNAUTHORIZED,
                "To write takes a token, sent as the header “Authorization: Bearer …”; "
                "the one that came, if any, is not known here.",
                {"WWW-Authenticate": _REALM},
            )
        if not found.allows(wanted):
            raise Problem(
                HTTPStatus.FORBIDDEN,
                f"The token is of scope {found}; this takes one of scope {wanted}.",
                {"WWW-Authenticate": f'{_REALM}, error="insufficient_scope", scope="{wanted}"'},
            )
        return found

    def _bearer(self, request: Request) -> Scope | None:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token:
            return None
        return scope_of(token.strip(), self._known())

    def _session(self, request: Request) -> Scope | None:
        session = request.cookies.get(COOKIE)
        if not session or not _same_origin(request):
            return None
        return self._sessions.scope(session)

    def _known(self) -> Sequence[tuple[str, Scope]]:
        if (stamp := self._tokens.stamp()) != self._stamp:
            self._read = [(token.sha256, token.scope) for token in self._tokens.all()]
            self._stamp = stamp
        return [*self._set, *self._read]


def _long_enough(token: str, scope: Scope) -> str:
    if len(token) < _SHORTEST:
        raise SettingsError(
            f"The setting “token_{scope}” is too short to be safe; it takes {_SHORTEST} random characters."
        )
    return digest(token)


def _same_origin(request: Request) -> bool:
    """Tell whether a browser says that a page of this site sent the request; silence is a no.

    The cookie is not sent from other sites (SameSite=Strict), but from other ports of this host it is.
    """
    origin = request.headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == request.headers.get("host")
    return request.headers.get("sec-fetch-site") == "same-origin"
