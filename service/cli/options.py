"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[
    Path | None, typer.Option("--store", help="Folder of the graph.", show_default="koinon-store")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
