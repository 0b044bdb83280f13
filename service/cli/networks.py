"""``koinon network``: who works with whom, as a file."""

from pathlib import Path
from typing import Annotated

import typer

from ..settings import read_settings
from .console import say
from .options import StoreOption

Several = list[str] | None


def register(program: typer.Typer) -> None:
    """Add the command of this file to the program."""
    program.command()(network)


def network(  # noqa: PLR0913, PLR0917 - one option a filter, as everywhere
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            help="File; its ending says the format: .gexf, .graphml, .net, .cx2, .csv or .json.",
            show_default=False,
        ),
    ],
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
    rollup: Annotated[str, typer.Option(help="Count offices as their parents: none or parent.")] = "",
    weight: Annotated[str, typer.Option(help="Weight of a tie: activities, newman or roles.")] = "",
    min_weight: Annotated[str, typer.Option(help="Leave out lighter ties.")] = "",
    limit: Annotated[str, typer.Option(help="Keep so many nodes, the strongest.")] = "",
    store: StoreOption = None,
) -> None:
    """Write who works with whom as a file for Gephi, Cytoscape, networkx or a spreadsheet."""
    from koinon.graph.network import Filters, build_index, project
    from koinon.graph.network.files import write_network
    from koinon.graph.store import open_store

    filters = Filters.parse(
        {
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
            "rollup": [rollup],
            "weight": [weight],
            "min-weight": [min_weight],
            "limit": [limit],
        }
    )
    opened = open_store(read_settings(store=store).store)
    projected = project(build_index(opened), filters)
    write_network(projected, output)
    size = f"{len(projected.nodes):,} nodes and {len(projected.edges):,} ties"
    say(f"{output} holds {size} of generation {opened.generation}.")
