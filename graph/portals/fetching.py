"""Data sets fetched into a folder, by whatever their portals speak."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from .asking import Asking
from .cache import Cache
from .ckan import fetch_ckan
from .manners import Clock, Manners
from .opendatasoft import fetch_opendatasoft
from .outcome import Fetched
from .portal import Portal, PortalKind
from .sparql import fetch_sparql

Connector = Callable[[Portal, Path, Asking], Iterator[Fetched]]
_CONNECTORS: Final[Mapping[PortalKind, Connector]] = {
    PortalKind.OPENDATASOFT: fetch_opendatasoft,
    PortalKind.CKAN: fetch_ckan,
    PortalKind.SPARQL: fetch_sparql,
}


def fetch(portal: Portal, folder: Path, manners: Manners, clock: Clock | None = None) -> Iterator[Fetched]:
    """Fetch a data set; each file lands with a description beside it: address, date, hash, licence.

    A run that is broken off is gone on with by the next one. What the portal says has not changed is not
    sent again, and files that stay the same stay untouched.

    Raises:
        PortalError: the portal does not answer in time, forbids it, or does not answer as its kind does.
    """
    cache = Cache(folder / ".cache" / portal.name)
    with Asking(portal.address, cache, manners, clock) as asking:
        yield from _CONNECTORS[portal.kind](portal, folder, asking)
    cache.forget_unused()
