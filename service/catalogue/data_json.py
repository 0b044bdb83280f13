"""``data.json`` for harvesters such as CKAN's (Project Open Data Metadata Schema 1.1)."""

from typing import Any, Final

from koinon.graph.catalogue import Catalogue, Publisher, SourceDataset
from koinon.graph.catalogue.dcat import DUMPS

_SCHEMA: Final = "https://project-open-data.cio.gov/v1.1/schema"
_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


def data_json(found: Catalogue, publisher: Publisher, service: str) -> dict[str, Any]:
    """Describe the whole and every source as ``data.json``."""
    whole = {
        **_dataset(found, publisher, "Koinon, the whole graph", f"{found.base}catalog#whole"),
        "description": f"All {found.totals.triples:,} statements of {len(found.sources):,} sources.",
        "keyword": ["cultural heritage", "cooperation", "linked data"],
        "landingPage": service,
        "distribution": [_file(service, ending, media_type) for ending, media_type, _, _ in DUMPS],
    }
    sources = [_source(found, publisher, one, service) for one in found.sources]
    return {
        "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
        "@id": f"{service}data.json",
        "@type": "dcat:Catalog",
        "conformsTo": _SCHEMA,
        "describedBy": f"{_SCHEMA}/catalog.json",
        "dataset": [whole, *sources],
    }


def _source(found: Catalogue, publisher: Publisher, source: SourceDataset, service: str) -> dict[str, Any]:
    path = source.graph.removeprefix(found.base)
    dataset = _dataset(found, publisher, source.title.value, source.graph)
    if source.read:
        dataset["modified"] = source.read.value
    if source.issued:
        dataset["issued"] = source.issued.value
    if source.language:
        dataset["language"] = [source.language]
    if source.address:
        dataset["landingPage"] = source.address
    return {
        **dataset,
        "description": f"The {source.triples:,} statements that were read from “{source.title.value}”.",
        "keyword": ["cultural heritage"],
        "publisher": {"@type": "org:Organization", "name": source.publisher or publisher.name},
        "distribution": [
            {
                "@type": "dcat:Distribution",
                "downloadURL": f"{service}{path}?format=turtle",
                "mediaType": "text/turtle",
                "title": "Turtle",
            }
        ],
    }


def _dataset(found: Catalogue, publisher: Publisher, title: str, identifier: str) -> dict[str, Any]:
    coverage = found.coverage
    dataset: dict[str, Any] = {
        "@type": "dcat:Dataset",
        "title": title,
        "identifier": identifier,
        "accessLevel": "public",
        "license": _LICENCE,
        "publisher": {"@type": "org:Organization", "name": publisher.name},
        "contactPoint": {"@type": "vcard:Contact", "fn": publisher.name, "hasEmail": publisher.contact},
    }
    if found.modified:
        dataset["modified"] = found.modified.value
    if coverage.first and coverage.last:
        dataset["temporal"] = f"{coverage.first}/{coverage.last}"
    return dataset


def _file(service: str, ending: str, media_type: str) -> dict[str, str]:
    return {
        "@type": "dcat:Distribution",
        "downloadURL": f"{service}dumps/koinon.{ending}",
        "mediaType": "application/gzip" if ending.endswith(".gz") else media_type,
        "title": f"koinon.{ending}",
    }
