"""``koinon network``: who works with whom, as a file, or what can be asked of it."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from koinon.graph.store.places import Keeping

from ..keeping import keeping_of
from ..settings import read_settings
from .console import say
from .options import StoreOption

Several = list[str] | None
Given = Mapping[str, list[str]]


def register(program: typer.Typer) -> None:
    """Add the command of this file to the program."""
    program.command()(network)


def network(  # noqa: PLR0913, PLR0917 - one option a filter, as everywhere
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="File; its ending says the format: .gexf, .graphml, .net, .cx2, .csv or .json.",
            show_default=False,
        ),
    ] = None,
    analysis: Annotated[
        str,
        typer.Option(
            help="Ask the network instead: ego, path, measures, survival, brokerage, backbone, windows, "
            "communities, cohesion, prediction, back-test, bipartite or facets."
        ),
    ] = "",
    parameter: Annotated[
        Several,
        typer.Option("-p", "--parameter", help="Parameter of the analysis, as NAME=VALUE; repeatable."),
    ] = None,
    unit: Annotated[
        str, typer.Option(help="What the nodes are: organisation, country, place, heritage-type.")
    ] = "",
    via: Annotated[str, typer.Option(help="What they share: activity or project.")] = "",
    role: Annotated[Several, typer.Option(help="Role of one end; repeatable.")] = None,
    with_role: Annotated[Several, typer.Option(help="Role of the other end; repeatable.")] = None,
    from_: Annotated[str, typer.Option("--from", help="First year.")] = "",
    to: Annotated[str, typer.Option(help="Last year.")] = "",
    country: Annotated[Several, typer.Option(help="Country, as two letters; repeatable.")] = None,
    kind: Annotated[Several, typer.Option(help="Kind of activity; repeatable.")] = None,
    heritage_type: Annotated[
        Several, typer.Option(help="Heritage type, narrower ones included; repeatable.")
    ] = None,
    source: Annotated[Several, typer.Option(help="Source, by its identifier; repeatable.")] = None,
    without: Annotated[
        Several, typer.Option(help="Leave out an activity or a source, by address; repeatable.")
    ] = None,
    rollup: Annotated[str, typer.Option(help="Count offices as their parents: none or parent.")] = "",
    weight: Annotated[str, typer.Option(help="Weight of a tie: activities, newman or roles.")] = "",
    min_weight: Annotated[str, typer.Option(help="Leave out lighter ties.")] = "",
    limit: Annotated[str, typer.Option(help="Keep so many nodes, the strongest.")] = "",
    store: StoreOption = None,
) -> None:
    """Write who works with whom as a file for Gephi, Cytoscape or a spreadsheet, or ask about it."""
    filters = {
        "unit": [unit],
        "via": [via],
        "role": role or [],
        "with-role": with_role or [],
        "from": [from_],
        "to": [to],
        "country": country or [],
        "kind": kind or [],
        "heritage-type": heritage_type or [],
        "source": source or [],
        "without": without or [],
        "rollup": [rollup],
        "weight": [weight],
        "min-weight": [min_weight],
        "limit": [limit],
    }
    keeping = keeping_of(read_settings(store=store))
    if analysis:
        _ask(keeping, analysis, _named(parameter or ()), filters, output)
    else:
        _write(keeping, filters, output)


def _write(keeping: Keeping, filters: Given, output: Path | None) -> None:
    from koinon.graph.network import Filters, build_index, project
    from koinon.graph.network.files import write_network

    if output is None:
        raise typer.BadParameter("say where the network is to be written: -o network.gexf")
    opened = keeping.open()
    projected = project(build_index(opened), Filters.parse(filters))
    write_network(projected, output)
    size = f"{len(projected.nodes):,} nodes and {len(projected.edges):,} ties"
    say(f"{output} holds {size} of generation {opened.generation}.")


def _ask(keeping: Keeping, analysis: str, own: Given, filters: Given, output: Path | None) -> None:
    """Answer an analysis: its table, or with an output in .json everything."""
    from koinon.graph.network import build_index
    from koinon.graph.network.analyses import analyse, analysis_of, as_csv

    # A path's ends are called as two filters are: the years are then asked for by their other names.
    years = {"from": "from-year", "to": "to-year"} if "from" in analysis_of(analysis).parameters else {}
    given = {years.get(name, name): values for name, values in filters.items() if any(values)}
    opened = keeping.open()
    answer = analyse(analysis, build_index(opened), opened, {**given, **own})
    everything = output is not None and output.suffix == ".json"
    text = json.dumps(answer, ensure_ascii=False, indent=1) + "\n" if everything else as_csv(analysis, answer)
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="")
        say(f"{output} holds {analysis_of(analysis).asks}, of generation {opened.generation}.")


def _named(parameters: Iterable[str]) -> Given:
    """Read parameters written as NAME=VALUE."""
    named: dict[str, list[str]] = {}
    for written in parameters:
        name, equals, value = written.partition("=")
        if not equals:
            raise typer.BadParameter(f"“{written}” is not NAME=VALUE")
        named.setdefault(name, []).append(value)
    return named
