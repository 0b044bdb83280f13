"""The graph answers on the command line, and every network can be taken away."""

import csv
import json
from pathlib import Path

import networkx as nx
import pytest

from koinon.graph.errors import NetworkError, QueryError, StoreMissing

from .conftest import Koinon


def test_a_query_shows_role_phrase_and_sentence(koinon: Koinon, built: Path, folder: Path) -> None:
    (folder / "who.rq").write_text(
        "SELECT ?name ?phrase ?words { ?i hp:role role:partner ; hp:agent/skos:prefLabel ?name ;"
        " hp:phrase ?phrase ; hp:evidence/oa:hasSelector/oa:exact ?words }"
    )
    rows = list(csv.DictReader(koinon("query", "who.rq", "--format", "csv").output.splitlines()))
    assert [(row["name"], row["phrase"]) for row in rows] == [("Abegg Foundation", "in partnership with")]
    assert "in partnership with the Abegg Foundation" in " ".join(rows[0]["words"].split())


def test_rows_are_a_table_and_triples_are_turtle_unless_something_else_is_asked(
    koinon: Koinon, built: Path
) -> None:
    assert "Abegg Foundation" in koinon("query", "-e", "SELECT ?n { ?o skos:prefLabel ?n }").output
    assert "@prefix" in koinon("query", "-e", "CONSTRUCT WHERE { ?o a hp:Training }").output


def test_a_query_may_come_through_a_pipe(koinon: Koinon, built: Path) -> None:
    assert koinon("query", "-", "--format", "csv", given="ASK { ?s a hp:Training }").output.strip() == "true"


@pytest.mark.parametrize(
    "words", [("query",), ("query", "a.rq", "-e", "ASK {}"), ("query", "-e", "SELEC ?s {}")]
)
def test_what_is_no_query_is_refused(koinon: Koinon, built: Path, words: tuple[str, ...]) -> None:
    assert isinstance(koinon(*words).exception, QueryError)


def test_without_a_graph_the_sentence_says_how_to_make_one(koinon: Koinon) -> None:
    error = koinon("stats").exception
    assert isinstance(error, StoreMissing)
    assert "koinon build" in str(error)


def test_stats_count_things(koinon: Koinon, built: Path) -> None:
    counts = json.loads(koinon("stats", "--json").output)
    assert (counts["organisations"], counts["involvements"], counts["sources"]) == (3, 3, 1)


def test_a_network_opens_in_networkx_with_roles_years_and_weights(
    koinon: Koinon, built: Path, folder: Path
) -> None:
    assert koinon("network", "-o", "net.gexf").exit_code == 0
    network = nx.read_gexf(folder / "net.gexf")
    assert len(network) == 3
    _, _, tie = next(iter(network.edges(data=True)))
    assert tie["weight"] == 1
    assert tie["first"] == 2015
    assert "organiser" in json.dumps([data for *_, data in network.edges(data=True)])


@pytest.mark.parametrize(
    "name", ["net.graphml", "net.net", "net.cx2", "net.csv", "net.nodes.csv", "net.json"]
)
def test_every_format_is_written(koinon: Koinon, built: Path, folder: Path, name: str) -> None:
    assert koinon("network", "--role", "partner", "-o", name).exit_code == 0
    assert "Abegg Foundation" in (folder / name).read_text("utf-8")


def test_an_unknown_filter_value_lists_what_is_possible(koinon: Koinon, built: Path, folder: Path) -> None:
    error = koinon("network", "--role", "friend", "-o", "net.gexf").exception
    assert isinstance(error, NetworkError)
    assert "partner" in str(error)
    assert not (folder / "net.gexf").exists()
