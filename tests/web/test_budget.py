"""What the explorer may weigh, and what it may ask a browser to allow."""

import gzip
import json
import re
from typing import Any

import httpx
import pytest

from koinon.service.pages.explorer import built, built_folder

_KILOBYTE = 1000
_ENTRY = 80 * _KILOBYTE
_EDITOR = 180 * _KILOBYTE
#: Seconds: on a busy machine an answer may take long, and comes all the same.
_PATIENCE = 60
_MAP = 30 * _KILOBYTE


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    if built() is None:
        pytest.skip("the explorer is not built (make web)")


def test_the_entry_is_light() -> None:
    assert sum(map(_zipped, _first("src/main.ts"))) <= _ENTRY


def test_the_editor_of_queries_comes_later_and_is_light() -> None:
    assert sum(map(_zipped, _first("src/sparql/main.ts"))) <= _ENTRY
    manifest = _manifest()
    assert "src/sparql/editor.ts" in manifest["src/sparql/main.ts"]["dynamicImports"]
    assert _zipped(manifest["src/sparql/editor.ts"]["file"]) <= _EDITOR


def _first(entry: str) -> set[str]:
    """Name the files that a page loads at once: its script, what that imports, and their styles."""
    manifest, found = _manifest(), set[str]()
    waiting = [entry]
    while waiting:
        part = manifest[waiting.pop()]
        found |= {part["file"], *part.get("css", ())}
        waiting += [one for one in part.get("imports", ()) if manifest[one]["file"] not in found]
    return found


def _manifest() -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((built_folder() / "manifest.json").read_text())
    return manifest


def _zipped(name: str) -> int:
    return len(gzip.compress((built_folder() / name).read_bytes()))


def test_what_the_map_needs_comes_later_and_is_light() -> None:
    manifest = _manifest()
    assert "src/map/MapScreen.svelte" in manifest["src/main.ts"]["dynamicImports"]
    script = (built_folder() / manifest["src/main.ts"]["file"]).read_text()
    assert "countries-50m" not in script
    own = _first("src/map/MapScreen.svelte") - _first("src/main.ts")
    assert sum(map(_zipped, own)) <= _MAP


def test_nothing_built_names_another_host() -> None:
    for file in built_folder().rglob("*.css"):
        assert not re.search(r"url\(|@import", file.read_text()), file


def test_licences_of_what_is_built_in_are_told() -> None:
    told = (built_folder() / "third-party-licences.md").read_text()
    libraries = ("sigma", "graphology", "svelte", "codemirror-lang-sparql", "d3-geo", "world-atlas")
    assert all(name in told for name in libraries)


def test_scripts_come_from_files_of_this_server_alone(address: str) -> None:
    answer = httpx.get(f"{address}/", headers={"Accept": "text/html"}, timeout=_PATIENCE)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self';" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    # Data for search engines stands in the page, and nothing runs it.
    scripts = [one for one in re.findall(r"<script([^>]*)>", answer.text) if "application/ld+json" not in one]
    assert scripts == [f' type="module" src="{built().script}"']  # type: ignore[union-attr]


def test_built_files_are_kept_for_good(address: str) -> None:
    explorer = built()
    assert explorer is not None
    answer = httpx.get(address + explorer.script, timeout=_PATIENCE)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (
        200,
        "public, max-age=31536000, immutable",
    )
    assert httpx.get(f"{address}/static/nothing.js", timeout=_PATIENCE).status_code == 404
