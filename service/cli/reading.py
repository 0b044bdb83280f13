"""``koinon read`` and ``koinon evaluate``: what announcements say, and how well they are read."""

import json
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from koinon.graph.errors import DocumentError
from koinon.graph.records import Account

from ..settings import read_settings
from ..version import VERSION
from .console import complain, progress, say, show_json
from .options import JsonOption


class Form(StrEnum):
    """Forms in which the reading of an announcement is shown."""

    GOLD = "gold"
    RECORDS = "records"
    TURTLE = "turtle"


def register(program: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    program.command()(read)
    program.command()(evaluate)


def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Announcements.", show_default=False)],
    form: Annotated[
        Form, typer.Option("--format", help="Shape of annotations, records with offsets, or Turtle.")
    ] = Form.RECORDS,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder that gets one file an announcement.")
    ] = None,
) -> None:
    """Say what announcements say, writing nothing to the graph."""
    write = _WRITERS[form]
    failed = False
    for path, account in _accounts(files):
        if isinstance(account, DocumentError):
            complain(str(account))
            failed = True
        elif output is None:
            say(write(account).rstrip("\n"))
        else:
            output.mkdir(parents=True, exist_ok=True)
            suffix = ".ttl" if form is Form.TURTLE else ".json"
            (output / (path.stem + suffix)).write_text(write(account), encoding="utf-8")
    if failed:
        raise typer.Exit(2)


def evaluate(
    gold_dir: Annotated[
        Path, typer.Argument(help="Folder of NNN.txt with NNN.gold.json.", show_default=False)
    ],
    as_json: JsonOption = False,
    by_document: Annotated[bool, typer.Option("--by-document", help="Also one line a document.")] = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="List what was missed and what was made up.")
    ] = False,
) -> None:
    """Compare the reading of annotated announcements with their annotations."""
    from koinon.graph.evaluation import evaluate as measure

    from .scores import show_errors, show_scores

    evaluation = measure(gold_dir)
    if as_json:
        show_json(evaluation.as_dict())
        return
    show_scores(evaluation, by_document=by_document)
    if errors:
        show_errors(evaluation)


def _accounts(files: list[Path]) -> Iterator[tuple[Path, Account | DocumentError]]:
    """Read file after file; one that cannot be read does not keep the rest from being read."""
    from koinon.graph.documents import read_document
    from koinon.graph.reading import read_account

    with progress() as bar:
        for path in bar.track(files, description="Reading"):
            try:
                yield path, read_account(read_document(path))
            except DocumentError as error:
                yield path, error


def _gold(account: Account) -> str:
    from koinon.graph.evaluation import gold

    return _json(gold(account))


def _records(account: Account) -> str:
    from koinon.graph.records_json import account_as_json

    return _json(account_as_json(account))


def _turtle(account: Account) -> str:
    from koinon.graph.addresses import Addresses
    from koinon.graph.statements import statements
    from koinon.graph.turtle import turtle

    base = read_settings().base
    stated = statements(account, Addresses(base), VERSION)
    return turtle((quad.triple for quad in stated.asserted), base).decode()


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


_WRITERS: dict[Form, Callable[[Account], str]] = {
    Form.GOLD: _gold,
    Form.RECORDS: _records,
    Form.TURTLE: _turtle,
}
