"""``koinon read`` and ``koinon evaluate``: what announcements say, and how well they are read."""

import json
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from koinon.graph.records import Account

from ..settings import read_settings
from ..version import VERSION
from .console import complain, remark, say, show_json
from .crowds import Engine, EngineOption, ProcessesOption, SchedulerOption, done_with, targets, write_whole
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
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Announcements, or folders.", show_default=False)
    ],
    form: Annotated[
        Form, typer.Option("--format", help="Shape of annotations, records with offsets, or Turtle.")
    ] = Form.RECORDS,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder that gets one file an announcement.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Read only what has no file in the output folder yet.")
    ] = False,
    engine: EngineOption = Engine.LOCAL,
    processes: ProcessesOption = None,
    scheduler: SchedulerOption = None,
) -> None:
    """Say what announcements say, writing nothing to the graph."""
    if resume and output is None:
        raise typer.BadParameter("--resume needs the folder of an earlier reading: --output.")
    wanted = targets(files, output, ".ttl" if form is Form.TURTLE else ".json")
    due = [path for path, target in wanted.items() if not (resume and target and target.exists())]
    if len(due) < len(wanted):
        remark(f"{len(wanted) - len(due):,} of {len(wanted):,} were read before.")
    failed = False
    for outcome in done_with(
        partial(_written, form, read_settings().base), due, engine, processes, scheduler
    ):
        target = wanted[outcome.path]
        if outcome.result is None:
            complain(outcome.problem or "")
            failed = True
        elif target is None:
            say(outcome.result.rstrip("\n"))
        else:
            write_whole(target, outcome.result)
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


def _written(form: Form, base: str, path: Path) -> str:
    """Read an announcement and write down what it states."""
    from koinon.graph.documents import read_document
    from koinon.graph.reading import read_account

    account = read_account(read_document(path))
    return _turtle(account, base) if form is Form.TURTLE else _WRITERS[form](account)


def _gold(account: Account) -> str:
    from koinon.graph.evaluation import gold

    return _json(gold(account))


def _records(account: Account) -> str:
    from koinon.graph.records_json import account_as_json

    return _json(account_as_json(account))


def _turtle(account: Account, base: str) -> str:
    from koinon.graph.addresses import Addresses
    from koinon.graph.statements import statements
    from koinon.graph.turtle import turtle

    stated = statements(account, Addresses(base), VERSION)
    return turtle((quad.triple for quad in stated.asserted), base).decode()


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


_WRITERS: dict[Form, Callable[[Account], str]] = {
    Form.GOLD: _gold,
    Form.RECORDS: _records,
}
