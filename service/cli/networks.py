"""``koinon network``: who works with whom, as a file, or what can be asked of it."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import typer

from koinon.graph.store.places import Keeping

from ..keeping import keeping_of
from ..settings import read_settings
from . import network_options as options
from .console import say
from .options import StoreOption

Given = Mapping[str, list[str]]


def register(program: typer.Typer) -> None:
    """Add the command of this file to the program."""
    program.command()(network)


def network(  # noqa: PLR0913, PLR0917 - one option a filter, as everywhere
    output: options.Output = None,
    analysis: options.Analysis = "",
    parameter: options.Parameter = None,
    unit: options.Unit = "",
    via: options.Via = "",
    role: options.OneEnd = None,
    with_role: options.OtherEnd = None,
    from_: options.FirstYear = "",
    to: options.LastYear = "",
    country: options.Country = None,
    kind: options.Kind = None,
    heritage_type: options.HeritageType = None,
    source: options.StatedBy = None,
    without: options.Without = None,
    rollup: options.Rollup = "",
    weight: options.Weight = "",
    min_weight: options.LeastWeight = "",
    limit: options.Limit = "",
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
