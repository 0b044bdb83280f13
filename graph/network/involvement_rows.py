"""Rows of the index: each involvement with its ends, its role, its source and its years."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from koinon.ontology.namespaces import ROLE

from ..addresses import hp
from .index import Involvements
from .numbering import Numbered, texts
from .scan import Scan
from .tables import NO_YEAR, NOTHING, Texts

_YEAR: Final = r"^(-?\d{4,5})(?:-|$)"
#: Beyond this share of activities in several graphs, all statements are read with their graphs.
_SHARED: Final = 0.001
_COLUMNS: Final = ("activity", "agent", "country", "role", "source", "first", "last")


@dataclass(frozen=True, slots=True)
class Numbering:
    """The things that rows point to, and the number of the source of each source graph."""

    activities: Numbered
    organisations: Numbered
    countries: Numbered
    source_of_graph: pl.DataFrame


def read_involvements(scan: Scan, numbers: Numbering) -> tuple[Involvements, Texts]:
    """Read the rows of the index, and the notations of the roles they point to.

    An involvement with several agents or roles gives a row for each; one that names neither an agent
    nor a country gives none.
    """
    stated = _stated(scan, numbers)
    ends = _ends(scan, numbers)
    roles = ends["role"].unique().drop_nulls().sort()
    places = roles.to_frame().with_columns(number=pl.int_range(pl.len(), dtype=pl.Int32))
    rows = (
        stated.join(ends, on="involvement")
        .join(places, on="role", how="left")
        .with_columns(role=pl.col("number").fill_null(NOTHING))
        .drop("number")
    )
    dated = _dated(rows, _spans(scan, stated, numbers))
    return _columns(dated), texts(roles.str.strip_prefix(ROLE))


def _stated(scan: Scan, numbers: Numbering) -> pl.DataFrame:
    """Give activity (a number), involvement, graph and source (a number) of every statement that counts."""
    links = _links(scan).rename({"thing": "activity", "value": "involvement"})
    told = numbers.activities.number(links, "activity").join(numbers.source_of_graph, on="graph", how="left")
    nobody = told.filter(pl.col("source").is_null())
    if nobody.is_empty():
        return told
    # A copy of the statement in a graph of no source (a reasoner's) says nothing of its own.
    sourced = told.filter(pl.col("source").is_not_null())
    alone = nobody.join(sourced, on="involvement", how="anti")
    return pl.concat([sourced, alone]).with_columns(pl.col("source").fill_null(NOTHING))


def _links(scan: Scan) -> pl.DataFrame:
    """Give thing, value and graph of every statement of an involvement.

    Where one graph alone speaks of the involvements of an activity, all of them stand in that graph.
    """
    graphs = scan.graphs(hp("involvement"))
    shared = graphs.filter(pl.col("thing").is_duplicated())["thing"].unique()
    if len(shared) > _SHARED * len(graphs):
        return scan.links(hp("involvement"))
    pairs = scan.pairs(hp("involvement"))
    plain = pairs.join(shared.to_frame(), on="thing", how="anti").join(graphs, on="thing")
    return pl.concat([plain, scan.links_of(shared, hp("involvement"))])


def _ends(scan: Scan, numbers: Numbering) -> pl.DataFrame:
    """Give involvement, agent, country (numbers) and role (an address or null), a row each combination."""
    agents = numbers.organisations.number(scan.pairs(hp("agent")), "value")
    countries = numbers.countries.number(scan.pairs(hp("represents")), "value")
    ends = agents.rename({"value": "agent"}).join(
        countries.rename({"value": "country"}), on="thing", how="full", coalesce=True
    )
    roles = scan.pairs(hp("role")).rename({"value": "role"})
    return (
        ends.with_columns(pl.col("agent", "country").fill_null(NOTHING))
        .join(roles, on="thing", how="left")
        .rename({"thing": "involvement"})
    )


def _spans(scan: Scan, stated: pl.DataFrame, numbers: Numbering) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the first and the last year of involvements and of activities, by the graph that states them."""
    dates = pl.concat([scan.texts(hp("start")), scan.texts(hp("end"))])
    year = pl.col("text").str.extract(_YEAR).cast(pl.Int32)
    years = dates.select("thing", "graph", year=year).filter(pl.col("year").abs() < -NO_YEAR)
    spans = years.group_by("thing", "graph").agg(
        first=pl.col("year").min().cast(pl.Int16), last=pl.col("year").max().cast(pl.Int16)
    )
    activities = spans.join(numbers.activities.numbers, on="thing").drop("thing")
    own = spans.join(stated.select("involvement"), left_on="thing", right_on="involvement", how="semi")
    return own.rename({"thing": "involvement"}), activities.rename({"number": "activity"})


def _dated(rows: pl.DataFrame, spans: tuple[pl.DataFrame, pl.DataFrame]) -> pl.DataFrame:
    """Date each row: as its graph dates the involvement, as any does; else the same of the activity."""
    found: list[str] = []
    for span, thing in zip(spans, ("involvement", "activity"), strict=True):
        if span.is_empty():
            continue
        anywhere = span.group_by(thing).agg(pl.col("first").min(), pl.col("last").max())
        for on, years in (([thing, "graph"], span), ([thing], anywhere)):
            name = f"span{len(found)}"
            both = years.select(*on, pl.struct("first", "last").alias(name))
            rows = rows.join(both, on=on, how="left")
            found.append(name)
    nothing = pl.lit(NO_YEAR, dtype=pl.Int16)
    return rows.with_columns(
        pl.coalesce(*(pl.col(name).struct.field(year) for name in found), nothing).alias(year)
        for year in ("first", "last")
    )


def _columns(rows: pl.DataFrame) -> Involvements:
    table = rows.select(*_COLUMNS).unique().sort(*_COLUMNS)
    numbers = {
        name: table[name].cast(pl.Int32).to_numpy() for name in ("activity", "agent", "country", "source")
    }
    short = {name: table[name].cast(pl.Int16).to_numpy() for name in ("role", "first", "last")}
    return Involvements(
        activity=numbers["activity"],
        organisation=numbers["agent"],
        country=numbers["country"],
        role=short["role"],
        source=numbers["source"],
        start=short["first"],
        end=short["last"],
    )
