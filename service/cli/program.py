"""The program: its commands, and what becomes of errors."""

import os
import sys
from typing import Annotated

import typer

from koinon.graph.errors import KoinonError

from . import (
    backups,
    checking,
    fetching,
    linking,
    networks,
    queries,
    reading,
    releases,
    reviewing,
    serving,
    sources,
    tokens,
)
from .console import complain

program = typer.Typer(
    name="koinon",
    help="A knowledge graph of cooperation in heritage, in which every tie opens the words that state it.",
    epilog="Exit codes: 0 done, 1 the answer is no, 2 wrong usage or input, 3 a mistake in Koinon itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


@program.callback()
def options(
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in the code an error came from.")
    ] = False,
) -> None:
    """Take what holds for every command."""


for module in (
    sources,
    fetching,
    reading,
    queries,
    networks,
    linking,
    checking,
    serving,
    backups,
    releases,
    reviewing,
    tokens,
):
    module.register(program)


def main() -> None:
    """Run the command line, and turn an error into one sentence and an exit code."""
    try:
        program()
    except KoinonError as error:
        if "--debug" in sys.argv:
            raise
        complain(str(error))
        sys.exit(2)
    except BrokenPipeError:
        # Whoever read the output has seen enough; what is still buffered goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        # The last resort: a mistake of ours, told without a traceback.
        if "--debug" in sys.argv:
            raise
        complain(f"This should not have happened: {type(error).__name__}: {error}. See where with --debug.")
        sys.exit(3)
