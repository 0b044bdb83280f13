"""``koinon backup``, ``restore`` and ``rebase``: the graph copied, put back, and given other addresses."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..keeping import folder_of
from ..settings import read_settings
from .console import say
from .options import StoreOption

if TYPE_CHECKING:
    from koinon.graph.store.backup import Backup


def register(program: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    program.command()(backup)
    program.command()(restore)
    program.command()(rebase)


def backup(
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="New folder for the backup.")],
    store: StoreOption = None,
) -> None:
    """Copy the newest generation and its texts to a new folder, and verify it; others may write meanwhile."""
    from koinon.graph.store.backup import back_up

    made = back_up(_folder(store), destination)
    say(f"{destination} holds {_described(made)}; counts and checksums agree.")


def restore(
    source: Annotated[Path, typer.Argument(metavar="SRC", help="Folder of a backup.")],
    store: StoreOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let the backup take the place of the data that are there.")
    ] = False,
) -> None:
    """Verify a backup and put it in place, whole or not at all."""
    from koinon.graph.store import current_generation
    from koinon.graph.store.backup import restore as put_back

    folder = _folder(store)
    put = put_back(source, folder, force=force)
    say(
        f"{folder} stands again as in {_described(put)}, now generation {current_generation(folder)}; "
        "counts and checksums agree."
    )


def rebase(
    base: Annotated[str, typer.Argument(help="What addresses shall begin with, such as https://a.org/.")],
    store: StoreOption = None,
) -> None:
    """Give everything in the store addresses under another base, whole or not at all."""
    from koinon.graph.store import store_base
    from koinon.graph.store.rebasing import rebase as rewrite

    folder = _folder(store)
    old = store_base(folder)
    count = rewrite(folder, base)
    say(
        f"The addresses of {folder} begin with {base} now, no longer with {old}: {count:,} statements were "
        "rewritten. A service that runs on it has to be started again."
    )


def _folder(store: str | None) -> Path:
    return folder_of(read_settings(store=store), "copy it with what its engine offers")


def _described(made: "Backup") -> str:
    texts = f"{made.texts:,} text{'s' * (made.texts != 1)}"
    size = f"{made.bytes / 1_000_000:,.1f} MB"
    return f"generation {made.generation} of {made.taken}: {made.quads:,} quads, {texts}, {size}"
