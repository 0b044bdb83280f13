"""What describes a release: its crate (RO-Crate 1.1) and how it is cited (CITATION.cff 1.2.0)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

_CRATE: Final = "https://w3id.org/ro/crate/1.1"
_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release: its path in it, what it is, its media type, size in bytes and SHA-256."""

    path: str
    title: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """What a release is called, who publishes it, when, and whose addresses it holds."""

    title: str
    version: str
    date: str
    publisher: str
    base: str
    description: str


def crate(about: About, files: Iterable[File]) -> str:
    """Write the metadata of the crate (``ro-crate-metadata.json``)."""
    listed = list(files)
    publisher = {"@id": "#publisher"}
    root: Mapping[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": about.description,
        "version": about.version,
        "datePublished": about.date,
        "license": {"@id": _LICENCE},
        "publisher": publisher,
        "creator": publisher,
        "url": about.base,
        "hasPart": [{"@id": one.path} for one in listed],
    }
    entities = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": _CRATE},
            "about": {"@id": "./"},
        },
        root,
        {"@id": "#publisher", "@type": "Organization", "name": about.publisher},
        {"@id": _LICENCE, "@type": "CreativeWork", "name": "CC BY 4.0"},
        *(_file(one) for one in listed),
    ]
    content = {"@context": f"{_CRATE}/context", "@graph": entities}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def citation(about: About) -> str:
    """Write how the release is cited; quoted as JSON quotes, which is YAML too."""
    lines = {
        "cff-version": "1.2.0",
        "message": "If you use this data set, please cite it as below.",
        "type": "dataset",
        "title": about.title,
        "version": about.version,
        "date-released": about.date,
        "license": "CC-BY-4.0",
        "url": about.base,
        "abstract": about.description,
    }
    written = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in lines.items()]
    authors = ["authors:", f"  - name: {json.dumps(about.publisher, ensure_ascii=False)}"]
    return "\n".join([*written, *authors, ""])


def _file(one: File) -> dict[str, Any]:
    return {
        "@id": one.path,
        "@type": "File",
        "name": one.title,
        "encodingFormat": one.media_type,
        "contentSize": str(one.size),
        "sha256": one.sha256,
    }
