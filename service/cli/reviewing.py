"""``koinon review``: ties that a person has looked at and found right."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from ..keeping import keeping_of
from ..settings import read_settings
from .console import say, show_table
from .options import StoreOption


def register(program: typer.Typer) -> None:
    """Add the command of this file to the program."""
    program.command()(review)


def review(
    involvements: Annotated[
        list[str] | None, typer.Argument(metavar="[INVOLVEMENT…]", help="Addresses, whole or below the base.")
    ] = None,
    by: Annotated[
        str, typer.Option(help="Who accepts them: a name, or an address such as an ORCID iD.")
    ] = "",
    why: Annotated[str, typer.Option(help="What to say of them.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take back what was said of them.")] = False,
    store: StoreOption = None,
) -> None:
    """Accept involvements as they were read, or list those that were accepted."""
    from koinon.graph.addresses import Addresses
    from koinon.graph.publishing import Review, accept, reviews
    from koinon.graph.publishing import withdraw as take_back
    from koinon.graph.terms import IRI

    keeping = keeping_of(read_settings(store=store))
    addresses = Addresses(keeping.base)
    if not involvements:
        rows = [
            (one.at, one.reviewer, one.involvement, one.comment) for one in reviews(keeping.open(), addresses)
        ]
        show_table(["when", "by", "involvement", "why"], rows)
        return
    named = [IRI(one if "://" in one else keeping.base + one) for one in involvements]
    if not withdraw and not by.strip():
        raise typer.BadParameter("--by says who accepts them.")
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with keeping.writing() as writable:
        if withdraw:
            count = take_back(writable, addresses, named)
        else:
            count = accept(writable, addresses, (Review(one, by.strip(), now, why) for one in named))
    say(f"{count} reviews were {'taken back' if withdraw else 'kept'}.")
