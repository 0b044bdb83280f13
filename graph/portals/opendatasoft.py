"""Opendatasoft's Explore API, version 2.1: records by pages, or a data set as a whole.

Only the first 10,000 records are had by pages, and only an order by a key gives each of them once. All else
is had by one export.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from ..errors import PortalError
from .asking import JSON, Asking
from .landing import Landing, Provenance, is_edition
from .outcome import Fetched
from .portal import Portal

#: ``limit`` may be 100 at most, ``offset`` and ``limit`` together 10,000.
_PAGE: Final = 100
_REACH: Final = 10_000


def fetch_opendatasoft(portal: Portal, folder: Path, asking: Asking) -> Iterator[Fetched]:
    """Fetch a data set.

    Raises:
        PortalError: the portal does not answer, or not as this interface does.
    """
    about = portal.url(f"api/explore/v2.1/catalog/datasets/{quote(portal.dataset, safe='')}")
    metas = _metas(asking.json(about), about)
    edition = _edition(metas, portal)
    total = metas.get("records_count")
    paged = bool(portal.key) and isinstance(total, int) and total <= _REACH
    path = folder / f"{portal.name}{'.ndjson' if paged else '.json'}"
    provenance = _provenance(portal, metas, edition, about)
    if is_edition(path, edition):
        yield Fetched(path, provenance.title, fresh=False)
        return
    with Landing(folder, path.name, edition or asking.clock.date().date().isoformat()) as landing:
        records = _by_pages(portal, about, asking, landing) if paged else None
        if not paged:
            _export(portal, about, asking, landing)
        fresh = landing.finish(provenance, asking.clock.date().date().isoformat())
    yield Fetched(path, provenance.title, fresh, records)


def _by_pages(portal: Portal, about: str, asking: Asking, landing: Landing) -> int:
    size = min(portal.page or _PAGE, _PAGE)
    total = None
    while total is None or landing.upto < total:
        # What is changed meanwhile is told by the number of records only; the next edition puts it right.
        asked = {"limit": str(min(size, _REACH - landing.upto)), "offset": str(landing.upto)}
        asked |= {"order_by": portal.key, **_where(portal)}
        page = asking.json(f"{about}/records", asked)
        records = page.get("results")
        count = page.get("total_count")
        if not isinstance(records, list) or not isinstance(count, int):
            raise PortalError(f"{about}/records did not answer with records.")
        if total is not None and count != total:
            landing.start_again()
            raise PortalError(f"{portal.name} was changed while it was read; fetch it again.")
        total = count
        if count > _REACH or (not records and landing.upto < count):
            raise PortalError(f"{about}/records ends after {landing.upto:,} of {count:,} records.")
        landing.add(b"".join(map(_line, records)), landing.upto + len(records))
    return landing.upto


def _export(portal: Portal, about: str, asking: Asking, landing: Landing) -> None:
    landing.start_again()
    kept = asking.get(f"{about}/exports/json", JSON, _where(portal))
    with Path(kept.body).open("rb") as body:
        if body.read(64).lstrip()[:1] != b"[":
            raise PortalError(f"{about}/exports/json did not answer with a list of records.")
    landing.add_file(Path(kept.body))


def _line(record: Any) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _where(portal: Portal) -> dict[str, str]:
    return {"where": portal.where} if portal.where else {}


def _metas(said: dict[str, Any], about: str) -> dict[str, Any]:
    metas = said.get("metas")
    found = metas.get("default") if isinstance(metas, dict) else None
    if not isinstance(found, dict):
        raise PortalError(f"{about} does not describe a data set of Opendatasoft.")
    return found


def _edition(metas: dict[str, Any], portal: Portal) -> str:
    """Name the edition by when its data were processed, and by the part that is taken."""
    when = str(metas.get("data_processed") or metas.get("modified") or "")
    return f"{when} {portal.where}".strip() if when else ""


def _provenance(portal: Portal, metas: dict[str, Any], edition: str, about: str) -> Provenance:
    # A part of a data set is a source of its own.
    part = f"#{portal.name}" if portal.where and portal.name != portal.dataset else ""
    return Provenance(
        portal.url(f"explore/dataset/{quote(portal.dataset, safe='')}/{part}"),
        portal.title or str(metas.get("title") or portal.name),
        portal.publisher or str(metas.get("publisher") or ""),
        portal.licence or str(metas.get("license_url") or metas.get("license") or ""),
        portal.language or str(metas.get("language") or ""),
        str(metas.get("modified") or "")[:10],
        edition,
        about,
    )
