"""Other endpoints asked for a SERVICE pattern: those of a list, by this service's own client, within bounds.

Workers have no network. The address that a name stands for is looked up once, checked, and connected to, so
that it cannot be another one by then; private addresses are reached only where the list writes them out.
Redirects are not followed, proxies of the environment not used, and answers not unpacked.
"""

import asyncio
import json
import re
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any, Final

import httpx

from koinon.graph.errors import QueryError
from koinon.graph.public_addresses import is_public
from koinon.graph.store.federation import (
    NOTHING,
    UNIT,
    Rows,
    ServicePattern,
    service_patterns,
    with_rows,
    with_sent_along,
)
from koinon.graph.store.guard import guard

from .problems import Problem
from .settings import Settings
from .version import VERSION

_WORD: Final = re.compile("service", re.IGNORECASE)
RESULTS: Final = "application/sparql-results+json"
#: The most SERVICE patterns of one query.
_MOST: Final = 4
#: The most rows that are sent along with one of them.
MOST_ALONG: Final = 1_000
#: Takes note of seconds of work.
Charge = Callable[[float], None]


class Federation:
    """Asks the endpoints that queries may name."""

    def __init__(self, settings: Settings) -> None:
        self._allowed = frozenset(filter(None, map(str.strip, settings.federation.split(","))))
        self._seconds = settings.federation_seconds
        self._longest = settings.federation_bytes
        self._room = asyncio.Semaphore(settings.concurrency)

    def concerns(self, text: str) -> bool:
        """Tell whether a query may hold SERVICE, and there are endpoints it may ask."""
        return bool(self._allowed) and _WORD.search(text) is not None

    def patterns(self, text: str) -> list[ServicePattern]:
        """Find the SERVICE patterns of a query that may be asked.

        Raises:
            QueryError: one names an endpoint that is not on the list, or cannot be taken out of the query.
        """
        patterns = service_patterns(text)
        if len(patterns) > _MOST:
            raise QueryError(f"A query may ask other endpoints {_MOST} times, not {len(patterns)} times.")
        for pattern in patterns:
            if pattern.endpoint not in self._allowed:
                listed = ", ".join(sorted(self._allowed))
                raise QueryError(f"SERVICE may ask {listed}, and not {pattern.endpoint}.")
            guard(pattern.query)
            guard(pattern.before)
        guard(with_rows(text, patterns, [UNIT] * len(patterns)))
        return patterns

    async def fill(
        self, text: str, patterns: Sequence[ServicePattern], along: Sequence[Rows | None], charge: Charge
    ) -> str:
        """Ask the endpoints, and put their rows in the place of the patterns.

        Args:
            text: the query.
            patterns: its SERVICE patterns.
            along: for each of them the rows of the subselect before it, None where there is none.
            charge: told of the seconds that it took.

        Raises:
            Problem: an endpoint does not answer in time, or not as an endpoint does.
            QueryError: its rows cannot stand in a query.
        """
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self._seconds), self._room:
                rows = await asyncio.gather(*map(self._rows, patterns, along))
        except TimeoutError:
            raise _bad(
                HTTPStatus.GATEWAY_TIMEOUT, f"gave no answer within {self._seconds:g} seconds"
            ) from None
        finally:
            charge(time.monotonic() - begun)
        return with_rows(text, patterns, rows)

    async def _rows(self, pattern: ServicePattern, along: Rows | None) -> Rows:
        if along is not None and not along.rows:
            return NOTHING
        query = pattern.query if along is None else with_sent_along(pattern, along)
        try:
            return _read(await self._ask(pattern, query))
        except Problem:
            if pattern.silent:
                return UNIT
            raise

    async def _ask(self, pattern: ServicePattern, query: str) -> bytes:
        url = httpx.URL(pattern.endpoint)
        address = await _checked_address(url)
        headers = {
            "Accept": RESULTS,
            "Accept-Encoding": "identity",
            "Host": url.netloc.decode(),
            "User-Agent": f"Koinon/{VERSION}",
        }
        client = httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=self._seconds)
        try:
            async with (
                client,
                client.stream(
                    "POST",
                    url.copy_with(host=address),
                    data={"query": query},
                    headers=headers,
                    extensions={"sni_hostname": url.host},
                ) as answer,
            ):
                return await self._body(answer)
        except httpx.HTTPError as error:
            raise _bad(HTTPStatus.BAD_GATEWAY, f"cannot be reached ({type(error).__name__})") from None

    async def _body(self, answer: httpx.Response) -> bytes:
        if answer.status_code != HTTPStatus.OK:
            raise _bad(HTTPStatus.BAD_GATEWAY, f"answered with status {answer.status_code}")
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in {RESULTS, "application/json"} or "content-encoding" in answer.headers:
            raise _bad(HTTPStatus.BAD_GATEWAY, f"did not answer with {RESULTS}")
        pieces, length = [], 0
        async for piece in answer.aiter_raw():
            length += len(piece)
            if length > self._longest:
                raise _bad(
                    HTTPStatus.BAD_GATEWAY,
                    f"answered with more than {self._longest:,} bytes; let the pattern find less",
                )
            pieces.append(piece)
        return b"".join(pieces)


async def _checked_address(url: httpx.URL) -> str:
    """Look up the host of an endpoint; an address that is written out is what it is."""
    try:
        return str(ip_address(url.host))
    except ValueError:
        pass
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            url.host, url.port or {"https": 443}.get(url.scheme, 80), type=socket.SOCK_STREAM
        )
    except OSError:
        raise _bad(HTTPStatus.BAD_GATEWAY, "has a name that nobody knows") from None
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise _bad(HTTPStatus.BAD_GATEWAY, "has a name that stands for a private address")
    return addresses[0]


def rows_sent_along(body: bytes) -> Rows:
    """Read what a subselect of a query gave, to be sent along with the pattern after it.

    Raises:
        QueryError: it is too much.
    """
    rows = _rows_of(body)
    if len(rows.rows) > MOST_ALONG:
        raise QueryError(
            f"The subselect before SERVICE gives {len(rows.rows):,} rows, and at most {MOST_ALONG:,} are "
            "sent along. Let it find less, by DISTINCT or LIMIT."
        )
    return rows


def _read(body: bytes) -> Rows:
    try:
        return _rows_of(body)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _bad(HTTPStatus.BAD_GATEWAY, "answered with what is not a result") from None


def _rows_of(body: bytes) -> Rows:
    said: Mapping[str, Any] = json.loads(body)
    variables = tuple(map(str, said["head"]["vars"]))
    if not all(name.isidentifier() for name in variables):
        raise ValueError("A variable has a name that is none.")
    return Rows(variables, tuple(dict(row) for row in said["results"]["bindings"]))


def _bad(status: HTTPStatus, what: str) -> Problem:
    return Problem(status, f"An endpoint that the query names by SERVICE {what}.")
