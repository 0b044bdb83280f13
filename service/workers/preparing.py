"""What is computed of a generation before anybody asks for it."""

import shutil

from ..evaluation import Reply
from ..generations import Generation
from ..pages.home import home


def prepare(generation: Generation) -> Reply:
    """Build the network index, for all workers, and drop those of generations that have gone."""
    home(generation, generation.surroundings.addressing)
    if (indexes := generation.surroundings.indexes) is not None:
        # The generation before is still being read by workers that have not moved yet.
        for folder in indexes.glob("[0-9]*[0-9]"):
            if int(folder.name) < generation.number - 1:
                shutil.rmtree(folder, ignore_errors=True)
    return Reply("text/plain", (b"",))
