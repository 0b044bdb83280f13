"""What is computed of a generation before anybody asks for it."""

import shutil
from pathlib import Path

from ..evaluation import Reply
from ..generations import Generation
from ..pages.home import home


def prepare(generation: Generation) -> Reply:
    """Compute the indexes and the first page for all workers; drop those of the past."""
    home(generation, generation.surroundings.addressing)
    _ = generation.names
    if (indexes := generation.surroundings.indexes) is not None:
        # The generation before is still being read by workers that have not moved yet.
        for path in indexes.iterdir():
            if path.name[:6].isdecimal() and int(path.name[:6]) < generation.number - 1:
                _remove(path)
    return Reply("text/plain", (b"",))


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
