"""``koinon authority`` and ``koinon link``: who is who elsewhere."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..keeping import keeping_of
from ..settings import Settings, read_settings
from .console import say, show_json, show_table
from .options import JsonOption, StoreOption

if TYPE_CHECKING:
    from koinon.graph.linking.authorities import Authorities
    from koinon.graph.linking.links import Link

authorities = typer.Typer(
    help="Add, list and remove lists of others, with which things are linked.", no_args_is_help=True
)
_PAIR = "THING=TARGET"


def register(program: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    program.add_typer(authorities, name="authority")
    program.command()(link)


@authorities.command()
def add(
    name: Annotated[str, typer.Argument(help="ror, wikidata, geonames or unesco-thesaurus.")],
    file: Annotated[Path, typer.Argument(help="Its file, as it is published.")],
    store: StoreOption = None,
) -> None:
    """Read a list of others, in place of what was read of it before."""
    added = _authorities(read_settings(store=store)).add(name, file)
    say(f"{added.name} holds {added.things:,} things with {added.names:,} names ({added.licence}).")


@authorities.command(name="list")
def list_authorities(store: StoreOption = None) -> None:
    """List what was added, from which file."""
    found = _authorities(read_settings(store=store)).added()
    if not found:
        say("No authority was added; add one with koinon authority add NAME FILE.")
        return
    rows = [(one.name, one.things, one.names, one.licence, one.file) for one in found]
    show_table(["authority", "things", "names", "licence", "file"], rows)


@authorities.command()
def remove(
    name: Annotated[str, typer.Argument(help="Name of the authority.")], store: StoreOption = None
) -> None:
    """Forget a list; links to it stay."""
    _authorities(read_settings(store=store)).remove(name)
    say(f"The authority {name} was removed.")


@authorities.command()
def queue(as_json: JsonOption = False, store: StoreOption = None) -> None:
    """List the doubtful links that wait for a decision, the likeliest first."""
    from koinon.graph.addresses import Addresses
    from koinon.graph.linking.links import queued

    keeping = keeping_of(read_settings(store=store))
    rows = [
        (one.score, one.thing, one.target, one.reason)
        for one in queued(keeping.open(), Addresses(keeping.base))
    ]
    columns = ["score", "thing", "target", "why"]
    if as_json:
        show_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif rows:
        show_table(columns, rows)
        say("Decide with koinon link --same THING=TARGET or --different THING=TARGET.")
    else:
        say("No link waits for a decision.")


def link(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be linked, and write nothing.")
    ] = False,
    same: Annotated[
        list[str] | None, typer.Option(metavar=_PAIR, help="Decide that two are the same.")
    ] = None,
    different: Annotated[
        list[str] | None, typer.Option(metavar=_PAIR, help="Decide that two are different.")
    ] = None,
    undecided: Annotated[
        list[str] | None, typer.Option(metavar=_PAIR, help="Withdraw what was decided of two.")
    ] = None,
    evaluate: Annotated[
        Path | None,
        typer.Option(help="Measure instead, on a file of affiliations with their ROR identifiers."),
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Link things with those of the authorities: the sure ones are written, the doubtful ones queued."""
    settings = read_settings(store=store)
    if evaluate is not None:
        _evaluate(settings, evaluate, as_json)
    elif same or different or undecided:
        _decide(settings, [(same or [], True), (different or [], False), (undecided or [], None)])
    else:
        _link(settings, dry_run, as_json)


def _authorities(settings: Settings) -> "Authorities":
    from koinon.graph.linking.authorities import Authorities

    return Authorities(settings.folder)


def _link(settings: Settings, dry_run: bool, as_json: bool) -> None:
    from koinon.graph.addresses import Addresses
    from koinon.graph.errors import StoreMissing
    from koinon.graph.linking.links import decisions, propose, write_links
    from koinon.graph.names import entries_of

    known, keeping = _authorities(settings), keeping_of(settings)
    if not known.added():
        raise StoreMissing("No authority was added; add one first: koinon authority add ror FILE.")
    addresses, opened = Addresses(keeping.base), keeping.open()
    entries, decided = list(entries_of(opened)), decisions(opened, addresses)
    found = {
        one.name: list(propose(entries, one.name, known.open(one.name), one.kind)) for one in known.added()
    }
    if not dry_run:
        with keeping.writing() as writable:
            for name, links in found.items():
                write_links(writable, addresses, name, links)
    every = [one for links in found.values() for one in links if (one.thing, one.target) not in decided]
    _show(every, as_json, dry_run)


def _show(links: "list[Link]", as_json: bool, dry_run: bool) -> None:
    sure = [one for one in links if not one.reason]
    doubtful = sorted((one for one in links if one.reason), key=lambda one: -one.score)
    if as_json:
        keys = ("thing", "name", "authority", "target", "target_name", "score", "certainty", "reason")
        show_json([{key: getattr(one, key) for key in keys} for one in [*sure, *doubtful]])
        return
    written, waiting = ("", "") if dry_run else (", and were written", ", and wait for a decision")
    say(f"{len(sure):,} links are sure{written}; {len(doubtful):,} are doubtful{waiting}.")
    shown = sure + doubtful if dry_run else doubtful
    if shown:
        rows = [(one.score, one.name, one.target_name, one.target, one.reason or "sure") for one in shown]
        show_table(["score", "name", "there", "address", "why"], rows)
    if dry_run:
        say("Nothing was written: this was a dry run.")


def _decide(settings: Settings, decided: list[tuple[list[str], bool | None]]) -> None:
    from koinon.graph.addresses import Addresses
    from koinon.graph.linking.links import decide
    from koinon.graph.terms import IRI

    pairs = [(_pair(written), same) for written_pairs, same in decided for written in written_pairs]
    keeping = keeping_of(settings)
    addresses, count = Addresses(keeping.base), 0
    with keeping.writing() as writable:
        for (thing, target), same in pairs:
            one, other = (IRI(end if "://" in end else keeping.base + end) for end in (thing, target))
            decide(writable, addresses, one, other, same=same)
            count += 1
    say(f"{count} decisions were kept in the graph {addresses.graph('review')}.")


def _pair(written: str) -> tuple[str, str]:
    thing, equals, target = written.partition("=")
    if not equals or "/" not in target:
        raise typer.BadParameter(f"“{written}” is not {_PAIR}, such as organisation/x=https://ror.org/y")
    return thing, target


def _evaluate(settings: Settings, path: Path, as_json: bool) -> None:
    from koinon.graph.linking.evaluating import evaluate, read_affiliations

    affiliations = read_affiliations(path)
    index = _authorities(settings).open("ror")
    found = evaluate(affiliations, index, index.things())
    rows = [
        (name, one.affiliations, one.right, one.wrong, one.expected, one.precision, one.recall)
        for name, one in found.items()
    ]
    columns = ["affiliations", "count", "right", "wrong", "expected", "precision", "recall"]
    if as_json:
        show_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        show_table(columns, rows)
