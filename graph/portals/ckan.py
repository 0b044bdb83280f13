"""CKAN's Action API, version 3: the files of a package, or the rows that its datastore holds of one."""

import csv
import io
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from ..errors import PortalError
from .asking import Asking
from .landing import Landing, Provenance, is_edition
from .outcome import Fetched
from .portal import Portal

#: What formats are called in packages, and the endings that readers know them by.
_ENDINGS: Final = {
    "csv": ".csv",
    "tsv": ".tsv",
    "xlsx": ".xlsx",
    "xls": ".xls",
    "ods": ".ods",
    "json": ".json",
    "geojson": ".geojson",
    "ndjson": ".ndjson",
    "jsonl": ".jsonl",
    "xml": ".xml",
    "ttl": ".ttl",
    "turtle": ".ttl",
    "text/turtle": ".ttl",
    "n-triples": ".nt",
    "nt": ".nt",
    "rdf": ".rdf",
    "rdf/xml": ".rdf",
    "json-ld": ".jsonld",
    "jsonld": ".jsonld",
    "trig": ".trig",
    "n-quads": ".nq",
    "iati-xml": ".xml",
    "iati": ".xml",
}
_PAGE: Final = 1_000


def fetch_ckan(portal: Portal, folder: Path, asking: Asking) -> Iterator[Fetched]:
    """Fetch the files of a package that can be read, or the one that is named.

    Raises:
        PortalError: the portal does not answer, or not as this interface does; nothing there can be read.
    """
    package = _result(asking.json(portal.url("api/3/action/package_show"), {"id": portal.dataset}), portal)
    resources = [one for one in package.get("resources") or () if isinstance(one, dict)]
    if portal.resource:
        resources = [one for one in resources if portal.resource in (one.get("id"), one.get("name"))]
    if not resources:
        raise PortalError(
            f"{portal.dataset} has no file {portal.resource}".rstrip() + f" at {portal.address}."
        )
    several = len(resources) > 1
    for resource in resources:
        ending = _ending(resource)
        if portal.datastore:
            ending = ".csv" if resource.get("datastore_active") else ""
        if not ending:
            said = f"its format “{resource.get('format') or ''}” is none that can be read; passed over."
            yield Fetched(folder, _title(resource, package), fresh=False, passed_over=said)
            continue
        name = f"{portal.name}-{str(resource.get('id', ''))[:8]}" if several else portal.name
        yield _one(portal, folder / f"{name}{ending}", (package, resource), asking)


def _one(portal: Portal, path: Path, named: tuple[dict[str, Any], dict[str, Any]], asking: Asking) -> Fetched:
    package, resource = named
    edition = str(resource.get("hash") or resource.get("last_modified") or "")
    provenance = _provenance(portal, package, resource, edition)
    if portal.datastore and is_edition(path, edition):
        return Fetched(path, provenance.title, fresh=False)
    today = asking.clock.date().date().isoformat()
    with Landing(path.parent, path.name, edition or today) as landing:
        records = _rows(portal, resource, asking, landing) if portal.datastore else None
        if not portal.datastore:
            landing.start_again()
            # The portal's own word on what changed is its ETag; a package's dates are often wrong.
            landing.add_file(Path(asking.get(str(resource.get("url") or "")).body))
        fresh = landing.finish(provenance, today)
    return Fetched(path, provenance.title, fresh, records)


def _rows(portal: Portal, resource: dict[str, Any], asking: Asking, landing: Landing) -> int:
    """Take the rows of a datastore by pages, in the order of the number that CKAN gives each."""
    size = min(portal.page or _PAGE, 32_000)
    asked = {"resource_id": str(resource.get("id")), "limit": str(size), "sort": "_id"}
    if portal.where:
        asked["filters"] = portal.where
    while True:
        page = _result(
            asking.json(portal.url("api/3/action/datastore_search"), {**asked, "offset": str(landing.upto)}),
            portal,
        )
        fields, records = page.get("fields"), page.get("records")
        if not isinstance(fields, list) or not isinstance(records, list):
            raise PortalError(f"The datastore of {portal.address} did not answer with records.")
        columns = [str(field.get("id")) for field in fields if field.get("id") != "_id"]
        if not records and landing.upto:
            return landing.upto
        landing.add(_csv(columns, records, header=not landing.size), landing.upto + len(records))
        if not records or len(records) < _asked_for(page, size):
            return landing.upto


def _asked_for(page: dict[str, Any], size: int) -> int:
    """Give the size of pages that the portal grants, which may be less than was asked for."""
    limit = page.get("limit")
    return min(size, limit) if isinstance(limit, int) and limit > 0 else size


def _csv(columns: list[str], records: list[dict[str, Any]], *, header: bool) -> bytes:
    output = io.StringIO(newline="")
    writer = csv.writer(output, lineterminator="\n")
    if header:
        writer.writerow(columns)
    writer.writerows([_cell(record.get(column)) for column in columns] for record in records)
    return output.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _result(said: dict[str, Any], portal: Portal) -> dict[str, Any]:
    result = said.get("result")
    if said.get("success") is not True or not isinstance(result, dict):
        raise PortalError(f"{portal.address} did not answer as CKAN does on {portal.dataset}.")
    return result


def _ending(resource: dict[str, Any]) -> str:
    named = str(resource.get("format") or "").strip().lstrip(".").lower()
    if named in _ENDINGS:
        return _ENDINGS[named]
    suffix = Path(str(resource.get("url") or "").partition("?")[0]).suffix.lower()
    return suffix if not named and suffix in _ENDINGS.values() else ""


def _title(resource: dict[str, Any], package: dict[str, Any]) -> str:
    whole, part = str(package.get("title") or ""), str(resource.get("name") or "")
    return f"{whole}: {part}" if whole and part and part != whole else whole or part or "A file"


def _provenance(
    portal: Portal, package: dict[str, Any], resource: dict[str, Any], edition: str
) -> Provenance:
    organisation = package.get("organization")
    publisher = organisation.get("title") if isinstance(organisation, dict) else None
    part = f"#{sha256(portal.where.encode()).hexdigest()[:12]}" if portal.where else ""
    page = f"dataset/{quote(portal.dataset, safe='')}/resource/{quote(str(resource.get('id', '')), safe='')}"
    return Provenance(
        portal.url(page) + part,
        portal.title or _title(resource, package),
        portal.publisher or str(publisher or ""),
        portal.licence or str(package.get("license_url") or package.get("license_id") or ""),
        portal.language,
        str(resource.get("last_modified") or package.get("metadata_modified") or "")[:10],
        edition,
        str(resource.get("url") or ""),
    )
