"""The explorer: the page that a browser draws itself, where its files have been built."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_ENTRY: Final = "src/main.ts"
#: Names of built files hold a hash of their content, so what has such a name never changes.
_FOREVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Explorer:
    """What the first page loads: addresses of its script and its styles on this server."""

    script: str
    styles: tuple[str, ...]


@cache
def built(entry: str = _ENTRY) -> Explorer | None:
    """Give a page of the explorer as the front end's build left it, or None where it was not built."""
    return read_manifest(built_folder(), entry)


def built_folder() -> Path:
    """Give the folder that the front end is built into."""
    return Path(str(files("koinon.service"))) / "static"


def read_manifest(folder: Path, entry: str = _ENTRY) -> Explorer | None:
    """Read which files make a page from the manifest of a build (Vite: backend integration)."""
    try:
        manifest: Mapping[str, Any] = json.loads((folder / "manifest.json").read_bytes())
        styles = dict.fromkeys(_styles(manifest, entry, set()))
        script = f"/static/{manifest[entry]['file']}"
    except (OSError, ValueError, KeyError):
        # Absent, or left half written by a build that was stopped: the page without it says how to build.
        return None
    return Explorer(script, tuple(f"/static/{name}" for name in styles))


def _styles(manifest: Mapping[str, Any], name: str, seen: set[str]) -> Iterator[str]:
    """Yield the styles of a file and, before them, of all that it imports."""
    seen.add(name)
    for imported in manifest[name].get("imports", ()):
        if imported not in seen:
            yield from _styles(manifest, imported, seen)
    yield from manifest[name].get("css", ())


class BuiltFiles(StaticFiles):
    """Serves what the build made, to be kept by browsers for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with one file."""
        response = await super().get_response(path, scope)
        if path.startswith("assets/"):
            response.headers["Cache-Control"] = _FOREVER
        return response
