"""``koinon token``: who may write."""

from pathlib import Path
from typing import Annotated

import typer

from ..keeping import folder_of
from ..scopes import Scope
from ..settings import read_settings
from .console import remark, say, show_table
from .options import StoreOption

tokens = typer.Typer(help="Make, list and revoke the tokens by which others may write.", no_args_is_help=True)


def register(program: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    program.add_typer(tokens, name="token")


@tokens.command()
def new(
    scope: Annotated[Scope, typer.Option(help="What the token allows; admin is the widest.")],
    store: StoreOption = None,
) -> None:
    """Make a token and print it. It is shown this once and kept nowhere."""
    from koinon.graph.store import store_base

    from ..tokens import Tokens

    path = _folder(store)
    store_base(path)
    say(Tokens(path).new(scope))
    remark("Keep it: it is not shown again. It is sent as the header “Authorization: Bearer …”.")


@tokens.command(name="list")
def list_tokens(store: StoreOption = None) -> None:
    """List the tokens by name, without their texts."""
    from ..tokens import Tokens

    found = Tokens(_folder(store)).all()
    if not found:
        say("There are no tokens, so a service of this store is read-only.")
        return
    show_table(["name", "scope", "made"], [(token.name, token.scope, token.made) for token in found])


@tokens.command()
def revoke(
    name: Annotated[str, typer.Argument(help="Name of the token, as koinon token list shows it.")],
    store: StoreOption = None,
) -> None:
    """Let a token count no more. A running service takes note at once."""
    from ..tokens import Tokens

    Tokens(_folder(store)).revoke(name)
    say(f"The token {name} counts no more.")


def _folder(store: str | None) -> Path:
    return folder_of(read_settings(store=store), "a service of it is read-only and has no tokens")
