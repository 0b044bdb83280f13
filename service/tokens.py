"""Tokens: who may write. Kept beside the store as digests, never as they are.

A token is 256 random bits, so there is nothing to guess and no dictionary to try: one round of SHA-256 keeps
it as safe as a slow hash would, which is for passwords that people choose, and which would let anybody keep a
processor busy by sending wrong tokens. Digests are compared in constant time.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from koinon.graph.errors import KoinonError
from koinon.graph.store.durable import replace

from .scopes import Scope

_FILE = "tokens.json"
_PREFIX = "koinon"
_BYTES = 32


class TokenError(KoinonError):
    """A token cannot be made or found."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept: what it is called, what it allows, and the SHA-256 of its text."""

    name: str
    scope: Scope
    sha256: str
    made: str


class Tokens:
    """The tokens of a store."""

    def __init__(self, store: Path) -> None:
        self._path = store / _FILE

    def all(self) -> Sequence[Token]:
        """List the tokens, the oldest first.

        Raises:
            TokenError: the file that keeps them cannot be understood.
        """
        try:
            entries = json.loads(self._path.read_text("utf-8"))
            return [Token(**{**entry, "scope": Scope(entry["scope"])}) for entry in entries]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, KeyError):
            raise TokenError(
                f"The tokens in {self._path} cannot be read; remove the file and make new ones."
            ) from None

    def new(self, scope: Scope) -> str:
        """Make a token and give its text, which is kept nowhere."""
        name = secrets.token_hex(4)
        text = f"{_PREFIX}_{name}_{secrets.token_urlsafe(_BYTES)}"
        made = datetime.now(UTC).isoformat(timespec="seconds")
        self._keep([*self.all(), Token(name, scope, digest(text), made)])
        return text

    def revoke(self, name: str) -> None:
        """Let a token count no more, at once.

        Raises:
            TokenError: there is none of that name.
        """
        tokens = self.all()
        left = [token for token in tokens if token.name != name]
        if len(left) == len(tokens):
            raise TokenError(f"There is no token “{name}”; koinon token list shows those that there are.")
        self._keep(left)

    def stamp(self) -> int:
        """Give a number that changes when the tokens do, so that they need not be read each time."""
        try:
            return self._path.stat().st_mtime_ns
        except OSError:
            return 0

    def _keep(self, tokens: Sequence[Token]) -> None:
        # Made before it is filled, so that nobody else can read it at any moment.
        aside = self._path.with_name(f"{_FILE}.new")
        aside.touch(0o600)
        aside.chmod(0o600)
        replace(self._path, json.dumps([asdict(token) for token in tokens], indent=1))


def digest(text: str) -> str:
    """Digest a token's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def scope_of(text: str, known: Sequence[tuple[str, Scope]]) -> Scope | None:
    """Find what a token allows among digests with their scopes; every one is compared, in constant time."""
    found = None
    sent = digest(text)
    for sha256, scope in known:
        if hmac.compare_digest(sent, sha256) and (found is None or scope.allows(found)):
            found = scope
    return found
