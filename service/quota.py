"""How much a client may ask for: seconds of work and faults, each given back as time passes.

A client is an address, as ``settings.trusted_proxies`` let it be known. Where a proxy is not trusted, all who
come through it are one client.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from ipaddress import ip_address
from math import ceil
from typing import Final

from .problems import Problem

# As many clients as are remembered at once; those not heard of for longest are forgotten first.
_REMEMBERED: Final = 10_000
_MINUTE: Final = 60.0
# Of an address of version 6, what a provider gives to one household.
_HOUSEHOLD: Final = 64


@dataclass(slots=True)
class Used:
    """What a client has used of its minute, as of a moment."""

    seconds: float
    faults: float
    at: float


class Quota:
    """Counts what clients use. A client may use a minute's allowance at once, and then as it comes back."""

    def __init__(self, seconds: float, faults: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow every client so many seconds of work and so many faults a minute."""
        self._seconds = seconds
        self._faults = faults
        self._clock = clock
        self._clients: OrderedDict[str, Used] = OrderedDict()

    def admit(self, client: str) -> None:
        """Let a client in, or send it away until enough of its allowance has come back.

        Raises:
            Problem: it has used up its seconds or its faults.
        """
        used = self._clients.get(client)
        if used is None:
            return
        self._give_back(used)
        if used.seconds >= self._seconds:
            wait = (used.seconds - self._seconds) / self._seconds * _MINUTE
            raise _refused(wait, f"{self._seconds:g} seconds of work")
        if used.faults >= self._faults:
            wait = (used.faults - self._faults + 1) / self._faults * _MINUTE
            raise _refused(wait, f"{self._faults} queries that fail")

    def charge(self, client: str, seconds: float) -> None:
        """Count the work that was done for a client."""
        self._used(client).seconds += seconds

    def fault(self, client: str) -> None:
        """Count a query that failed."""
        self._used(client).faults += 1

    def _used(self, client: str) -> Used:
        used = self._clients.setdefault(client, Used(0.0, 0.0, self._clock()))
        self._clients.move_to_end(client)
        if len(self._clients) > _REMEMBERED:
            self._clients.popitem(last=False)
        self._give_back(used)
        return used

    def _give_back(self, used: Used) -> None:
        now = self._clock()
        minutes = (now - used.at) / _MINUTE
        used.seconds = max(0.0, used.seconds - minutes * self._seconds)
        used.faults = max(0.0, used.faults - minutes * self._faults)
        used.at = now


@lru_cache(_REMEMBERED)
def client_name(host: str) -> str:
    """Name the client at an address: of version 6, the household counts."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.version == 4:
        return host
    return (address.packed[: _HOUSEHOLD // 8]).hex()


def _refused(wait: float, what: str) -> Problem:
    seconds = max(1, ceil(wait))
    return Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"You have used the {what} a client may have in a minute; ask again in {seconds} seconds.",
        {"Retry-After": str(seconds)},
    )
