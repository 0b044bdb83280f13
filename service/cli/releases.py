"""``koinon release``: the graph as a bundle that can be cited."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ..keeping import keeping_of
from ..settings import read_settings
from .console import say
from .options import StoreOption


def register(program: typer.Typer) -> None:
    """Add the command of this file to the program."""
    program.command()(release)


def release(
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="New folder for the release.")],
    called: Annotated[str, typer.Option("--as", help="What the release is called, such as 2026.1.")],
    since: Annotated[
        Path | None, typer.Option(help="Folder of the release before, to tell what changed.")
    ] = None,
    nanopublications: Annotated[
        bool, typer.Option("--nanopublications", help="Add the reviewed involvements as nanopublications.")
    ] = False,
    rdf12: Annotated[
        bool, typer.Option("--rdf12", help="Add every statement in RDF 1.2, with reifiers.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Write the graph to a folder to be published: dumps, catalogue, report, changes, citation, checksums."""
    from koinon.graph.catalogue import Publisher

    from ..releasing.bundle import NANOPUBLICATIONS, RDF_1_2, verify_release
    from ..releasing.bundle import release as write_release

    settings = read_settings(store=store)
    publisher = Publisher(settings.publisher, settings.contact)
    today = datetime.now(UTC).date().isoformat()
    wanted = {NANOPUBLICATIONS: nanopublications, RDF_1_2: rdf12}
    extras = [name for name, is_wanted in wanted.items() if is_wanted]
    write_release(keeping_of(settings), destination, called, today, publisher, since, extras)
    say(f"{destination} holds release {called}: {verify_release(destination)} files; their checksums agree.")
