"""``koinon fetch``: data sets of portals into files, and the files into the graph."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from koinon.graph.errors import PortalError

from ..settings import Settings, read_settings
from ..version import VERSION
from .console import complain, say
from .options import MappingOption, SliceOption, StoreOption

if TYPE_CHECKING:
    from koinon.graph.portals import Manners, Portal

_HELP = "Names of data sets, their addresses, or files .toml that describe them."


def register(program: typer.Typer) -> None:
    """Add the command of this file to the program."""
    program.command()(fetch)


def fetch(  # noqa: PLR0913, PLR0917 - where to, what of it, and what becomes of it
    portals: Annotated[list[str], typer.Argument(metavar="PORTAL…", help=_HELP, show_default=False)],
    into: Annotated[
        Path | None, typer.Option(help="Folder for the files.", show_default="koinon-fetched")
    ] = None,
    only: Annotated[bool, typer.Option("--only", help="Fetch, and add nothing to the graph.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Fetch, say what would change, and change nothing.")
    ] = False,
    mapping: MappingOption = None,
    part: SliceOption = "",
    despite_robots: Annotated[
        bool, typer.Option("--despite-robots", help="Fetch what robots.txt asks programs not to.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Fetch data sets of portals politely, and read them into the graph like any other file."""
    from koinon.graph.portals import portal_of
    from koinon.graph.tables import Choice, read_mapping

    from .crowds import done_with
    from .sources import add_files

    settings = read_settings(store=store, fetched=into)
    choice = Choice(read_mapping(mapping) if mapping else None, part)
    found = [portal_of(said) for said in portals]
    paths, failed = _fetch(found, settings, _manners(settings, robots=not despite_robots))
    if paths and not only:
        failed |= add_files(paths, settings, choice, done_with, dry_run=dry_run)
    if failed:
        raise typer.Exit(2)


def _manners(settings: Settings, *, robots: bool) -> "Manners":
    from koinon.graph.portals import Manners

    contact = f" ({settings.contact})" if settings.contact else ""
    return Manners(
        f"Koinon/{VERSION}{contact}",
        settings.fetch_delay,
        settings.fetch_seconds,
        settings.fetch_bytes,
        robots=robots,
    )


def _fetch(portals: "list[Portal]", settings: Settings, manners: "Manners") -> tuple[list[Path], bool]:
    """Fetch all that can be fetched; say of the rest why not, and whether there was any."""
    from koinon.graph.portals import fetch as fetch_portal

    paths: list[Path] = []
    failed = False
    for portal in portals:
        try:
            for done in fetch_portal(portal, settings.fetched, manners):
                say(str(done))
                paths += [] if done.passed_over else [done.path]
        except PortalError as error:
            complain(str(error))
            failed = True
    return paths, failed
