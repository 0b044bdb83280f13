"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store", help="Folder of the graph, or address of its SPARQL engine.", show_default="koinon-store"
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
MappingOption = Annotated[
    Path | None,
    typer.Option("--mapping", help="Read tables by this mapping (TOML).", metavar="FILE.toml"),
]
SliceOption = Annotated[
    str, typer.Option("--slice", help="Take of tables this slice only, such as heritage.", metavar="NAME")
]
