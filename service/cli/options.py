"""Options that several commands share."""

from typing import Annotated

import typer

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store", help="Folder of the graph, or address of its SPARQL engine.", show_default="koinon-store"
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
