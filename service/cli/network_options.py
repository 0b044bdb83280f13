"""The options of a network: one a filter, named as everywhere."""

from pathlib import Path
from typing import Annotated

import typer

Several = list[str] | None

_FORMATS = "File; its ending says the format: .gexf, .graphml, .net, .cx2, .csv or .json."
_ANALYSES = (
    "Ask the network instead: ego, path, measures, survival, brokerage, backbone, windows, communities, "
    "cohesion, prediction, back-test, bipartite, map, activities or facets."
)


Output = Annotated[Path | None, typer.Option("-o", "--output", help=_FORMATS, show_default=False)]
Analysis = Annotated[str, typer.Option(help=_ANALYSES)]
Parameter = Annotated[
    Several, typer.Option("-p", "--parameter", help="Parameter of the analysis, as NAME=VALUE; repeatable.")
]
Unit = Annotated[str, typer.Option(help="What the nodes are: organisation, country, place, heritage-type.")]
Via = Annotated[str, typer.Option(help="What they share: activity or project.")]
OneEnd = Annotated[Several, typer.Option(help="Role of one end; repeatable.")]
OtherEnd = Annotated[Several, typer.Option(help="Role of the other end; repeatable.")]
FirstYear = Annotated[str, typer.Option("--from", help="First year.")]
LastYear = Annotated[str, typer.Option(help="Last year.")]
Country = Annotated[Several, typer.Option(help="Country, as two letters; repeatable.")]
Kind = Annotated[Several, typer.Option(help="Kind of activity; repeatable.")]
HeritageType = Annotated[Several, typer.Option(help="Heritage type, narrower ones included; repeatable.")]
StatedBy = Annotated[Several, typer.Option(help="Source, by its identifier; repeatable.")]
Without = Annotated[Several, typer.Option(help="Leave out an activity or a source, by address; repeatable.")]
Rollup = Annotated[str, typer.Option(help="Count offices as their parents: none or parent.")]
Weight = Annotated[str, typer.Option(help="Weight of a tie: activities, newman or roles.")]
LeastWeight = Annotated[str, typer.Option(help="Leave out lighter ties.")]
Limit = Annotated[str, typer.Option(help="Keep so many nodes, the strongest.")]
