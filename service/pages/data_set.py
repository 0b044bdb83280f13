"""The graph described to search engines, within the first page (schema.org Dataset, as JSON-LD)."""

from collections.abc import Mapping
from typing import Any, Final

from koinon.graph.catalogue.dcat import DUMPS

_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


def data_set(base: str, counts: Mapping[str, int], years: tuple[str, str] | None) -> dict[str, Any]:
    """Describe the graph: what it is about, of which years, and its files on this server.

    Args:
        base: what the addresses of the graph begin with.
        counts: how much it holds, by what it is.
        years: the first and the last year in which anything begins or ends.
    """
    held = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@id": f"{base}catalog#whole",
        "@type": "Dataset",
        "name": "Koinon, the whole graph",
        "description": f"Who works with whom for heritage, and the words that say so: {held}.",
        "url": "/",
        "license": _LICENCE,
        "isAccessibleForFree": True,
        "keywords": ["cultural heritage", "cooperation", "linked data"],
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": f"{base}catalog", "url": "/catalog"},
        "distribution": [_file(ending, media_type) for ending, media_type, _, _ in DUMPS],
    }
    return described | ({"temporalCoverage": "/".join(years)} if years else {})


def _file(ending: str, media_type: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "contentUrl": f"/dumps/koinon.{ending}",
        "encodingFormat": "application/gzip" if ending.endswith(".gz") else media_type,
    }
