"""Many announcements at once: which are meant, who reads them, and where what they say is written."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console import progress

if TYPE_CHECKING:
    from koinon.graph.batch.outcome import Outcome, Result, Work


class Engine(StrEnum):
    """Who does the work: processes of this machine, or the workers of a Dask cluster."""

    LOCAL = "local"
    DASK = "dask"


EngineOption = Annotated[
    Engine, typer.Option("--engine", help="Read in processes of this machine, or on a Dask cluster.")
]
ProcessesOption = Annotated[
    int | None,
    typer.Option("--processes", min=1, help="Processes to read in.", show_default="by cores and files"),
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler", help="Address of the Dask scheduler.", show_default="a cluster on this machine"
    ),
]


def done_with(
    work: "Work[Result]",
    paths: Sequence[Path],
    engine: Engine = Engine.LOCAL,
    processes: int | None = None,
    scheduler: str | None = None,
) -> Iterator["Outcome[Result]"]:
    """Do the work on each file, showing how far it is; outcomes come in the order of the files."""
    from koinon.graph.batch import in_processes, on_cluster, usual_processes

    if engine is Engine.DASK:
        outcomes = on_cluster(work, paths, processes or max(2, usual_processes(len(paths))), scheduler)
    else:
        outcomes = in_processes(work, paths, processes or usual_processes(len(paths)))
    with progress() as bar:
        yield from bar.track(outcomes, total=len(paths), description="Reading")


def targets(named: Iterable[Path], output: Path | None, suffix: str) -> dict[Path, Path | None]:
    """Give each announcement that is meant, and the file for what it says: none without an output folder.

    Below a folder the output has the same folders; of two files that differ by their endings only, the second
    keeps its own.

    Raises:
        DocumentError: a folder holds no announcement.
    """
    found: dict[Path, Path | None] = {}
    taken: set[Path] = set()
    for path, within in _announcements(named):
        if output is None:
            found[path] = None
            continue
        target = output / within.with_suffix(suffix)
        if target in taken:
            target = output / within.with_name(within.name + suffix)
        taken.add(target)
        found[path] = target
    return found


def write_whole(target: Path, text: str) -> None:
    """Write a file that is there whole or not at all, so that a reading can be resumed by what is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(target.name + ".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(target)


def _announcements(named: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Give each file and its path below the folder that was named."""
    from koinon.graph.documents import READABLE
    from koinon.graph.errors import DocumentError
    from koinon.graph.sources import source_files

    for path in named:
        if not path.is_dir():
            yield path, Path(path.name)
            continue
        within = [file for file in source_files([path]) if file.suffix.lower() in READABLE]
        if not within:
            raise DocumentError(f"{path} holds no announcement.")
        yield from ((file, file.relative_to(path)) for file in within)
