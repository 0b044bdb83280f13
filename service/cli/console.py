"""What a person sees: tables and progress on a terminal, plain text in a pipe."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text


def say(sentence: str) -> None:
    """Print a sentence to the output, as it is."""
    Console(soft_wrap=True, highlight=False, markup=False).print(sentence)


def complain(sentence: str) -> None:
    """Print a sentence to the error output, as it is."""
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(sentence, style="red")


def remark(sentence: str) -> None:
    """Print to the error output what is worth knowing but is not the result."""
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(sentence, style="yellow")


def show_json(value: Any) -> None:
    """Print a value as JSON that reads well in any script."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Print a table; numbers stand to the right, and no cell is read as markup."""
    table = Table(title=title, title_justify="left")
    rows = [list(row) for row in rows]
    for index, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    Console().print(table)


def progress() -> Progress:
    """Make a bar for long work, drawn on the error output of a terminal only."""
    console = Console(stderr=True)
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
