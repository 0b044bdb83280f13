"""A portal asked over HTTP: with patience and within bounds, each answer kept in the cache.

All requests are safe in the sense of RFC 9110, 9.2.1 (GET, and SPARQL queries by POST), so each may be sent
again where it fails. Redirects are followed by hand: never from https to http, and never from a portal into
a private network.
"""

import json
import socket
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import httpx

from ..errors import PortalError
from ..public_addresses import is_public
from .cache import Cache, Kept
from .manners import Clock, Manners, pause_before
from .robots import Robots

_LATER: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_HOPS: Final = 5
_SECONDS_OF_SILENCE: Final = 60.0
#: Longer addresses are refused by some servers; such a query is sent by POST.
_LONGEST_ADDRESS: Final = 2_000
JSON: Final = "application/json"


class Asking:
    """Asks one portal, and the hosts it sends to, for one run."""

    def __init__(self, portal: str, cache: Cache, manners: Manners, clock: Clock | None = None) -> None:
        self._home = httpx.URL(portal).netloc
        self._cache = cache
        self._manners = manners
        self.clock = clock or Clock()
        self._end = self.clock.now() + manners.seconds
        self._last: dict[bytes, float] = {}
        self._bytes = 0
        self._robots = Robots(self._rules_of, manners) if manners.robots else None
        self.requests = 0
        headers = {"User-Agent": manners.agent, "Accept-Encoding": "gzip"}
        self._http = httpx.Client(headers=headers, trust_env=True, follow_redirects=False)

    def __enter__(self) -> "Asking":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def json(self, address: str, parameters: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Ask for an object of JSON.

        Raises:
            PortalError: see ``get``; or the answer is none.
        """
        kept = self.get(address, JSON, parameters)
        try:
            said = json.loads(Path(kept.body).read_bytes())
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            raise PortalError(f"{address} did not answer with an object of JSON.")
        return said

    def get(self, address: str, accept: str = "*/*", parameters: Mapping[str, str] | None = None) -> Kept:
        """Ask for a document; one that has not changed since it was kept is not sent again.

        Raises:
            PortalError: the portal does not answer in time, forbids it, or answers with more than it may.
        """
        url = _url(address, parameters)
        asked = str(url)
        if len(asked) > _LONGEST_ADDRESS and parameters:
            return self._follow("POST", _url(address, None), accept, dict(parameters))
        return self._follow("GET", url, accept, None)

    def _follow(self, method: str, url: httpx.URL, accept: str, form: dict[str, str] | None) -> Kept:
        # What is sent by POST has no address of its own; it is kept under one that tells it.
        name = str(url) if form is None else f"{url}#{sha256(json.dumps(form).encode()).hexdigest()}"
        held = self._cache.find(name, accept)
        for _ in range(_HOPS):
            self._may_be_asked(url)
            found = self._patiently(httpx.Request(method, url, data=form), name, accept, held)
            if isinstance(found, Kept):
                return found
            if url.scheme == "https" and found.scheme != "https":
                raise PortalError(f"{url} leads to {found}, which is not encrypted; it was not followed.")
            url = found
        raise PortalError(f"{name} leads from one address to the next; it was given up after {_HOPS}.")

    def _may_be_asked(self, url: httpx.URL) -> None:
        if url.scheme not in {"http", "https"} or not url.host:
            raise PortalError(f"{url} is no address of the web.")
        if url.netloc != self._home and not _stands_on_public_ground(url):
            raise PortalError(f"The portal sends to {url}, which is in a private network; it was not asked.")
        if self._robots is not None and not self._robots.allow(url):
            raise PortalError(
                f"The robots.txt of {url.host} asks programs not to fetch {url.path}. "
                "Ask the portal, or say --despite-robots if it lets its interface be used."
            )

    def _patiently(
        self, request: httpx.Request, name: str, accept: str, held: Kept | None
    ) -> Kept | httpx.URL:
        """Send a request until it is answered, as often and as long as it may be."""
        said = ""
        for attempt in range(1, self._manners.tries + 1):
            self._wait_for_turn(request.url)
            try:
                with self._sent(request, accept, held) as answer:
                    if answer.status_code not in _LATER:
                        return self._taken(answer, name, accept, held)
                    said = f"it answered with status {answer.status_code}"
                    asked = answer.headers.get("retry-after", "").strip()
            except httpx.TransportError as error:
                said, asked = f"{type(error).__name__}: {error}".rstrip(": "), ""
            if attempt < self._manners.tries:
                self._wait(pause_before(attempt, self._manners.delay, asked, self.clock), request.url, said)
        raise PortalError(f"{request.url} was asked {self._manners.tries} times in vain: {said}.")

    def _sent(self, request: httpx.Request, accept: str, held: Kept | None) -> Any:
        conditions = held.conditions() if held else {}
        self.requests += 1
        return self._http.stream(
            request.method,
            request.url,
            content=request.read(),
            headers={**request.headers, "Accept": accept, **conditions},
            timeout=min(_SECONDS_OF_SILENCE, self._left(request.url)),
        )

    def _taken(self, answer: httpx.Response, name: str, accept: str, held: Kept | None) -> Kept | httpx.URL:
        status = answer.status_code
        if status == HTTPStatus.NOT_MODIFIED and held is not None:
            return held
        if status in _REDIRECTS and "location" in answer.headers:
            return answer.url.join(answer.headers["location"])
        if status != HTTPStatus.OK:
            raise PortalError(f"{answer.url} answered with status {status}.")
        return self._kept(answer, name, accept)

    def _kept(self, answer: httpx.Response, name: str, accept: str) -> Kept:
        digest = sha256()
        with self._cache.writing(name, accept) as file:
            for piece in answer.iter_bytes():
                self._bytes += len(piece)
                if self._bytes > self._manners.longest:
                    raise PortalError(
                        f"{answer.url} is more than the {self._manners.longest:,} bytes that may be fetched "
                        "(fetch_bytes)."
                    )
                self._left(answer.url)
                digest.update(piece)
                file.write(piece)
        headers = answer.headers
        return self._cache.keep(
            Kept(
                name,
                accept,
                headers.get("content-type", "").partition(";")[0].strip().lower(),
                headers.get("etag", ""),
                headers.get("last-modified", ""),
                self.clock.date().isoformat(timespec="seconds"),
                digest.hexdigest(),
            )
        )

    def _rules_of(self, url: httpx.URL) -> str | None:
        """Read ``robots.txt`` of a host; None where there is none (RFC 9309, 2.3.1)."""
        address = url.copy_with(raw_path=b"/robots.txt", fragment=None)
        try:
            found = self._patiently(httpx.Request("GET", address), str(address), "text/plain", None)
        except PortalError:
            return None
        return None if isinstance(found, httpx.URL) else Path(found.body).read_text("utf-8", "replace")

    def _wait_for_turn(self, url: httpx.URL) -> None:
        delay = max(self._manners.delay, self._robots.delay(url) if self._robots else 0.0)
        last = self._last.get(url.netloc)
        if last is not None and (pause := last + delay - self.clock.now()) > 0:
            self._wait(pause, url, "it is asked slowly")
        self._last[url.netloc] = self.clock.now()

    def _wait(self, seconds: float, url: httpx.URL, why: str) -> None:
        if seconds >= self._left(url):
            raise PortalError(
                f"{url.host} would have to be waited for {seconds:,.0f} seconds ({why}), longer than the "
                f"{self._manners.seconds:g} seconds a run may take (fetch_seconds). Fetch again later."
            )
        self.clock.sleep(seconds)

    def _left(self, url: httpx.URL) -> float:
        left = self._end - self.clock.now()
        if left <= 0:
            raise PortalError(
                f"{url.host} was not done within {self._manners.seconds:g} seconds (fetch_seconds). "
                "What came is kept; fetch again to go on."
            )
        return left


def _url(address: str, parameters: Mapping[str, str] | None) -> httpx.URL:
    try:
        url = httpx.URL(address)
        return url.copy_merge_params(parameters) if parameters else url
    except httpx.InvalidURL as error:
        raise PortalError(f"“{address}” is no address: {error}.") from None


def _stands_on_public_ground(url: httpx.URL) -> bool:
    try:
        found = socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)
    except OSError:
        return True  # the request itself will tell that nobody knows the name
    return all(is_public(str(one[4][0]).partition("%")[0]) for one in found)
