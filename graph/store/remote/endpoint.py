"""Where a remote store is, who asks it, and how long and how much it may answer."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from ...errors import StoreError


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a remote store asks for: a name with a password, or a bearer token.

    Basic authentication is the rule; Virtuoso's ``/sparql-auth`` wants ``digest``.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    digest: bool = False

    def auth(self) -> httpx.Auth | None:
        """Give what the client signs requests with; a bearer token goes into a header instead."""
        if self.token or not self.user:
            return None
        return (httpx.DigestAuth if self.digest else httpx.BasicAuth)(self.user, self.password)

    def headers(self) -> dict[str, str]:
        """Give the header of a bearer token."""
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: seconds to connect, to wait for the next bytes, and in all; bytes in all."""

    connect: float = 5.0
    read: float = 60.0
    total: float = 600.0
    bytes: int = 4 << 30


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses of a SPARQL 1.1 engine. Without one for updates the store can only be read."""

    query: str
    update: str | None = None
    graph_store: str | None = None
    credentials: Credentials | None = None
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        for address in (self.query, self.update, self.graph_store):
            if address is not None:
                _check(address)


def _check(address: str) -> None:
    parts = urlsplit(address)
    if "@" in parts.netloc:
        raise StoreError("The address of a remote store holds a name or password; give credentials apart.")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise StoreError(
            f"“{address}” is not the address of a remote store; it begins with http:// or https://."
        )
