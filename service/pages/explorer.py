"""The explorer: the page that a browser draws itself, where its files have been built."""

import json
from collections.abc import Mapping
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
def built() -> Explorer | None:
    """Give the explorer as the front end's build left it, or None where it was not built."""
    return read_manifest(built_folder())


def built_folder() -> Path:
    """Give the folder that the front end is built into."""
    return Path(str(files("koinon.service"))) / "static"


def read_manifest(folder: Path) -> Explorer | None:
    """Read which files make the explorer from the manifest of a build (Vite: backend integration)."""
    try:
        manifest: Mapping[str, Any] = json.loads((folder / "manifest.json").read_bytes())
        entry = manifest[_ENTRY]
        return Explorer(f"/static/{entry['file']}", tuple(f"/static/{name}" for name in entry.get("css", ())))
    except (OSError, ValueError, KeyError):
        # Absent, or left half written by a build that was stopped: the page without it says how to build.
        return None


class BuiltFiles(StaticFiles):
    """Serves what the build made, to be kept by browsers for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with one file."""
        response = await super().get_response(path, scope)
        if path.startswith("assets/"):
            response.headers["Cache-Control"] = _FOREVER
        return response
