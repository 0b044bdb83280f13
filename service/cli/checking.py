"""``koinon check``: whether the graph says what its sources say, and nothing that cannot be."""

from typing import Annotated

import typer

from ..keeping import keeping_of
from ..settings import read_settings
from .console import complain, progress, remark, say
from .options import StoreOption


def register(program: typer.Typer) -> None:
    """Add the command of this file to the program."""
    program.command()(check)


def check(
    store: StoreOption = None,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out the OWL reasoner.")] = False,
) -> None:
    """Check shapes, OWL consistency, and each passage against its source; exit 1 where something is wrong."""
    from koinon.graph.addresses import Addresses
    from koinon.graph.checking import CHECKS, Severity

    keeping = keeping_of(read_settings(store=store))
    keeping.verify()
    opened, addresses, snapshots = keeping.open(), Addresses(keeping.base), keeping.snapshots
    checks = {name: run for name, run in CHECKS.items() if not (quick and name == "consistency")}
    found = []
    with progress() as bar:
        for run in bar.track(checks.values(), description="Checking"):
            found += run(opened, addresses, snapshots)
    for finding in found:
        (complain if finding.severity is Severity.VIOLATION else remark)(str(finding))
    violations = sum(finding.severity is Severity.VIOLATION for finding in found)
    if violations:
        complain(f"{violations} {'things are' if violations > 1 else 'thing is'} wrong.")
        raise typer.Exit(1)
    say(f"Nothing is wrong: {', '.join(checks)} checked.")
