"""``koinon build``, ``add`` and ``remove``: what the graph is made of."""

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from koinon.data import shipped
from koinon.graph.errors import DocumentError

from ..keeping import keeping_of
from ..settings import Settings, read_settings
from .console import complain, progress, remark, say
from .crowds import Engine, EngineOption, ProcessesOption, SchedulerOption, done_with
from .options import MappingOption, SliceOption, StoreOption

if TYPE_CHECKING:
    from koinon.graph.bulk import Prepared
    from koinon.graph.bulk.preparing import Doing
    from koinon.graph.ingest import Ingest
    from koinon.graph.rdf_files import RdfFile
    from koinon.graph.records import Account
    from koinon.graph.sources import SourceReading
    from koinon.graph.store import Keeping
    from koinon.graph.tables import Choice

_HELP = "Announcements, tables or RDF: files, folders, or - for the input."
_SHOWN = 3
Argument = typer.Argument(metavar="SOURCE…", help=_HELP, show_default=False)


def register(program: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    program.command()(build)
    program.command()(add)
    program.command()(remove)
    program.command("map")(map_)


def build(sources: Annotated[list[Path] | None, Argument] = None, store: StoreOption = None) -> None:
    """Build a graph from nothing: from the sources named, or from all that ships with Koinon."""
    from ..writing.ingests import ingest_anyhow

    settings = read_settings(store=store)
    readings, failed = _read(sources or shipped())
    _stop_if_nothing(readings)
    keeping = keeping_of(settings)
    keeping.make(settings.base)
    done = ingest_anyhow(
        keeping, (_asserted(reading, settings.least_confidence) for reading in readings), anew=True
    )
    _summarise(done, settings)
    if failed:
        raise typer.Exit(2)


def add(  # noqa: PLR0913, PLR0917 - each is an option of the command
    sources: Annotated[list[Path], Argument],
    store: StoreOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    mapping: MappingOption = None,
    part: SliceOption = "",
    engine: EngineOption = Engine.LOCAL,
    processes: ProcessesOption = None,
    scheduler: SchedulerOption = None,
) -> None:
    """Read sources into the graph and say what is new, what went and what stayed."""
    from koinon.graph.tables import Choice, read_mapping

    given = Choice(read_mapping(mapping) if mapping else None, part)
    doing = partial(done_with, engine=engine, processes=processes, scheduler=scheduler)
    if add_files(sources, read_settings(store=store), given, doing, dry_run=dry_run):
        raise typer.Exit(2)


def add_files(
    paths: Iterable[Path], settings: Settings, given: "Choice", doing: "Doing", *, dry_run: bool
) -> bool:
    """Read files into the graph and tell the difference; give whether any could not be read.

    Raises:
        DocumentError: none of them could.
    """
    from koinon.graph.tables import Choice

    from ..writing.ingests import ingest_anyhow

    choice = given if given != Choice() else None
    keeping = keeping_of(settings)
    due = _due(paths, keeping, choice)
    if not due:
        return False
    readings, failed = _read(due, choice)
    _stop_if_nothing(readings)
    keeping.make(settings.base)
    done = ingest_anyhow(
        keeping, _prepared(readings, keeping, doing, settings.least_confidence), dry_run=dry_run
    )
    _tell(done)
    if dry_run:
        say("Nothing was written: this was a dry run.")
    return failed


def remove(
    source_ids: Annotated[
        list[str], typer.Argument(metavar="SOURCE_ID…", help="What follows /source/ in its address.")
    ],
    store: StoreOption = None,
) -> None:
    """Withdraw sources: all they state, and their texts. What people decided about them stays."""
    from ..writing.ingests import withdraw_anyhow

    _tell(withdraw_anyhow(keeping_of(read_settings(store=store)), source_ids))


def map_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table of any format.", show_default=False)],
) -> None:
    """Propose a mapping for a table of unknown layout, to be looked over and given to add --mapping."""
    from koinon.graph.tables import propose

    say(propose(file).rstrip("\n"))


def _due(paths: Iterable[Path], keeping: "Keeping", choice: "Choice | None") -> list[Path]:
    """List the files to read; say of those whose reading could change nothing that nothing changed."""
    from koinon.graph.addresses import Addresses
    from koinon.graph.errors import StoreMissing
    from koinon.graph.known import known_unchanged
    from koinon.graph.sources import is_table

    files = _files(paths)
    if not any(map(is_table, files)):
        return files  # of anything else it is not known what it was read from
    try:
        store, addresses = keeping.open(), Addresses(keeping.base)
    except StoreMissing:
        return files
    due = []
    for file in files:
        title = known_unchanged(store, addresses, file, choice) if is_table(file) else None
        if title is None:
            due.append(file)
        else:
            say(f"“{title}”: nothing changed.")
    return due


def _files(paths: Iterable[Path]) -> list[Path]:
    from koinon.graph.sources import source_files

    return [file for path in paths for file in ([path] if str(path) == "-" else source_files([path]))]


def _read(paths: Iterable[Path], choice: "Choice | None" = None) -> tuple[list["SourceReading"], bool]:
    """Read everything that can be read; say of the rest why not, and whether there was any."""
    from koinon.graph.sources import read_input, read_source
    from koinon.graph.tables import in_brief

    readings: list[SourceReading] = []
    failed = False
    with progress() as bar:
        for file in bar.track(_files(paths), description="Reading"):
            try:
                reading = (
                    read_input(sys.stdin.buffer.read()) if str(file) == "-" else read_source(file, choice)
                )
            except DocumentError as error:
                complain(str(error))
                failed = True
                continue
            for sentence in in_brief(reading.problems):
                remark(f"{file.name}: {sentence}")
            readings.append(reading)
    return readings, failed


def _prepared(
    readings: list["SourceReading"], keeping: "Keeping", doing: "Doing", least: float
) -> Iterator["Account | RdfFile | Prepared"]:
    """Give what was read, large tables as files of their statements; each reading is let go at once."""
    from koinon.graph.bulk import is_large, prepare
    from koinon.graph.records import Account
    from koinon.graph.store import Folder

    while readings:
        states = _asserted(readings.pop(0), least)
        if isinstance(states, Account) and isinstance(keeping, Folder) and is_large(states):
            yield prepare(states, keeping.base, keeping.path / "spool", doing)
        else:
            yield states


def _asserted(reading: "SourceReading", least: float) -> "Account | RdfFile":
    """Give what a source states without the ties that are only proposed, and say how many these are."""
    from koinon.graph.reading.proposals import asserted, proposals
    from koinon.graph.records import Account

    if not isinstance(reading.states, Account):
        return reading.states
    doubtful = len(proposals(reading.states, least))
    if doubtful:
        remark(
            f"{reading.path.name}: {doubtful} ties are too doubtful to be asserted (confidence below "
            f"{least}); koinon read shows them."
        )
    return asserted(reading.states, least)


def _stop_if_nothing(readings: list["SourceReading"]) -> None:
    if not readings:
        raise DocumentError("Nothing could be read, so nothing was written.")


def _tell(done: "Ingest") -> None:
    for change in done.differences:
        for sentence in change.in_words():
            say(sentence)
    _warn(done)


def _warn(done: "Ingest") -> None:
    """Show the first warnings; a long list would hide what was done."""
    for finding in done.warnings[:_SHOWN]:
        remark(str(finding))
    if len(done.warnings) > _SHOWN:
        remark(f"… and {len(done.warnings) - _SHOWN} more warnings: koinon check lists them all.")


def _summarise(done: "Ingest", settings: Settings) -> None:
    """Say in sentences what was built, without telling source by source what is all new."""
    _warn(done)
    if not done:
        say(f"{settings.store} holds it all already; nothing changed.")
        return
    total: dict[str, int] = {}
    for change in done.differences:
        for kind, count in change.counts.items():
            total[kind] = total.get(kind, 0) + count.added + count.changed + count.kept
    stated = ", ".join(f"{number:,} {kind}" for kind, number in total.items())
    say(f"{len(done.differences)} sources were read. They state {stated}.")
    say(f"The graph is in {settings.store}, generation {done.generation}. Serve it: koinon serve")
