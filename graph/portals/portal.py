"""Data sets of portals: known by a name, described in TOML, or told from their address."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ..errors import PortalError

_REQUIRED: Final = ("kind", "address")
_NAME: Final = re.compile(r"[\w.-]{1,100}")


class PortalKind(StrEnum):
    """What a portal speaks."""

    OPENDATASOFT = "opendatasoft"
    CKAN = "ckan"
    SPARQL = "sparql"


#: How addresses of data sets look, as people copy them from their browser.
_ADDRESSES: Final = (
    (PortalKind.OPENDATASOFT, re.compile(r"/explore/(?:dataset|assets)/([^/]+)")),
    (PortalKind.OPENDATASOFT, re.compile(r"/api/explore/v2\.\d/catalog/datasets/([^/]+)")),
    (PortalKind.CKAN, re.compile(r"/dataset/([^/]+)(?:/resource/([0-9a-fA-F-]{36}))?")),
)


@dataclass(frozen=True, slots=True)
class Portal:
    """A data set of a portal, and how it is to be had.

    ``address`` is that of the portal, or of its SPARQL endpoint. ``dataset`` is what the portal calls the
    data set. ``key`` is a column in which no two records agree, by which pages are ordered. ``where`` takes
    a part, in the words of the portal. ``resource`` is one file of a package of CKAN; ``datastore`` asks
    for its rows instead of the file. ``construct`` is a CONSTRUCT with ORDER BY.
    """

    name: str
    kind: PortalKind
    address: str
    dataset: str = ""
    title: str = ""
    publisher: str = ""
    licence: str = ""
    language: str = ""
    key: str = ""
    where: str = ""
    resource: str = ""
    datastore: bool = False
    construct: str = ""
    page: int = 0

    def url(self, path: str) -> str:
        """Give the address of something below that of the portal."""
        return f"{self.address.rstrip('/')}/{path}"


def known_portals() -> dict[str, Portal]:
    """Give the data sets that can be fetched by their names."""
    folder = files("koinon.graph.portals.known")
    shipped = sorted(
        (one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name
    )
    return {
        (name := one.name.removesuffix(".toml")): _portal(one.read_text("utf-8"), name) for one in shipped
    }


def portal_of(said: str) -> Portal:
    """Find out what is meant by a name, an address, or a description in a file that ends in ``.toml``.

    Raises:
        PortalError: it is none of these, or the description lacks something.
    """
    if said.startswith(("http://", "https://")):
        return _from_address(said)
    if said.endswith(".toml"):
        path = Path(said)
        try:
            return _portal(path.read_text("utf-8"), path.stem)
        except (OSError, UnicodeDecodeError):
            raise PortalError(f"There is no description of a portal {said} that can be read.") from None
    known = known_portals()
    if said not in known:
        raise PortalError(
            f"“{said}” is no data set known here ({', '.join(known)}), no address and no file .toml."
        )
    return known[said]


def _from_address(address: str) -> Portal:
    parts = urlsplit(address)
    for kind, pattern in _ADDRESSES:
        if found := pattern.search(parts.path):
            home = f"{parts.scheme}://{parts.netloc}{parts.path[: found.start()]}"
            resource = (found[2] or "") if kind is PortalKind.CKAN else ""
            name = _safe(found[1])
            same = (one for one in known_portals().values() if (one.address, one.dataset) == (home, name))
            return next(same, Portal(name, kind, home, found[1], resource=resource))
    raise PortalError(
        f"{address} is no address of a data set of Opendatasoft (…/explore/dataset/NAME) or CKAN "
        "(…/dataset/NAME); describe it in a file .toml."
    )


def _portal(text: str, name: str) -> Portal:
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PortalError(f"The description {name} of a portal is not valid TOML: {error}.") from None
    _check(said, name)
    return replace(
        Portal(_safe(name), PortalKind(said["kind"]), said["address"]),
        **{**said, "kind": PortalKind(said["kind"])},
    )


def _check(said: Mapping[str, object], name: str) -> None:
    may = {field.name: field.type for field in fields(Portal) if field.name != "name"}
    for key, value in said.items():
        if key not in may:
            raise PortalError(f"The description {name} says “{key}”, which no portal has: {', '.join(may)}.")
        wanted = {"datastore": bool, "page": int}.get(key, str)
        if type(value) is not wanted or (wanted is int and value < 1):  # type: ignore[operator]
            raise PortalError(f"In the description {name}, “{key}” cannot be {value!r}.")
    if missing := [key for key in _REQUIRED if not said.get(key)]:
        raise PortalError(f"The description {name} of a portal lacks “{missing[0]}”.")
    if said["kind"] not in set(PortalKind):
        raise PortalError(f"The description {name} has a kind that is none of {', '.join(PortalKind)}.")
    needed = "construct" if said["kind"] == PortalKind.SPARQL else "dataset"
    if not said.get(needed):
        raise PortalError(f"The description {name} of a portal lacks “{needed}”.")


def _safe(name: str) -> str:
    """Give a name that a file may bear."""
    return name if _NAME.fullmatch(name) and name.strip(".") else re.sub(r"[^\w-]", "-", name)[:100] or "data"
