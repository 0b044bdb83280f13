"""Network files: opened by others, whole, and the same every time."""

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.graph.errors import NetworkError
from koinon.graph.network import FORMATS, Edge, Filters, Network, Node, network_file, write_network

ROLES = (("organiser", "partner", 2), ("funder", "host", 1))
AWKWARD = 'A "quoted" & <b>bold</b> name,\nin two lines; متحف الفن 🏛️ Музей\t\r'


def a_network(label: str = AWKWARD, kind: str | None = None, year: int | None = 2008) -> Network:
    nodes = (
        Node("http://example.org/a?x=1&y=2", label, kind, "AZ", 2, 2.5, 0, 0.25, -1.0),
        Node("http://example.org/b", "B", "museum", None, 1, 1.5, 0, -1.0, 1.0),
        Node("http://example.org/c", "B", "ngo", None, 1, 1.0),
    )
    edges = (
        Edge(nodes[0].id, nodes[1].id, 1.5, 3, year, None if year is None else year + 5, ROLES, 2),
        Edge(nodes[0].id, nodes[2].id, 1.0, 1, None, None, (), 0),
    )
    return Network(12, Filters(from_year=2008), nodes, edges, total_nodes=3, total_edges=2)


def written(network: Network, file_format: str) -> bytes:
    return b"".join(network_file(network, file_format))


def check_attributes(graph: "nx.Graph[str]", network: Network) -> None:
    for node in network.nodes:
        held = graph.nodes[node.id]
        assert (held["label"], held.get("kind"), held.get("country")) == (node.label, node.kind, node.country)
        assert (held["degree"], held["strength"], held.get("community")) == (
            *(node.degree, node.strength, node.community),
        )
    for edge in network.edges:
        held = graph.edges[edge.source, edge.target]
        assert (held["weight"], held["activities"], held["sources"]) == (
            *(edge.weight, edge.activities, edge.sources),
        )
        assert (held.get("first"), held.get("last")) == (edge.first, edge.last)
        assert json.loads(held["roles"]) == [list(roles) for roles in edge.roles]


def test_gexf_opens_in_networkx_with_roles_years_and_weights() -> None:
    network = a_network()
    graph = nx.read_gexf(io.BytesIO(written(network, "gexf")))
    check_attributes(graph, network)
    assert graph.edges[network.edges[0].source, network.edges[0].target]["spells"] == [(2008, 2013)]
    assert graph.nodes[network.nodes[0].id]["viz"]["position"]["x"] == 250.0


def test_graphml_opens_in_networkx_whole() -> None:
    network = a_network()
    graph = nx.read_graphml(io.BytesIO(written(network, "graphml")))
    check_attributes(graph, network)
    assert graph.nodes[network.nodes[0].id]["x"] == 0.25
    assert graph.graph["generation"] == 12


def test_pajek_opens_in_networkx_with_weights_and_holds_years() -> None:
    text = written(a_network(), "net")
    graph = nx.parse_pajek(text.decode())
    assert sorted(data["weight"] for _, _, data in graph.edges(data=True)) == [1.0, 1.5]
    assert graph.number_of_nodes() == 3
    assert b"1 2 1.5 [2008-2013]" in text


def test_edge_table_holds_every_column() -> None:
    network = a_network()
    rows = list(csv.DictReader(io.StringIO(written(network, "csv").decode(), newline="")))
    assert rows[0]["source_label"] == AWKWARD
    assert (rows[0]["weight"], rows[0]["first"], rows[0]["last"]) == ("1.5", "2008", "2013")
    assert (rows[1]["first"], rows[1]["roles"]) == ("", "[]")


def test_node_table_holds_every_column() -> None:
    rows = list(csv.DictReader(io.StringIO(written(a_network(), "nodes.csv").decode(), newline="")))
    assert [row["id"] for row in rows] == [node.id for node in a_network().nodes]
    assert (rows[0]["label"], rows[0]["x"], rows[2]["x"]) == (AWKWARD, "0.25", "")


def test_cx2_is_json_of_all_aspects() -> None:
    aspects = {
        name: held for aspect in json.loads(written(a_network(), "cx2")) for name, held in aspect.items()
    }
    assert aspects["CXVersion"] == "2.0"
    assert aspects["nodes"][0]["v"]["name"] == AWKWARD
    assert (aspects["edges"][0]["s"], aspects["edges"][0]["t"]) == (0, 1)
    assert aspects["edges"][0]["v"]["first"] == 2008
    assert aspects["status"] == [{"success": True}]


def test_json_is_the_answer_of_the_web_interface_and_more() -> None:
    held = json.loads(written(a_network(), "json"))
    assert {name: held[name] for name in a_network().as_dict()} == json.loads(a_network().to_json())


@pytest.mark.parametrize("file_format", sorted(FORMATS))
def test_every_file_says_what_it_is_of(file_format: str) -> None:
    text = written(a_network(), file_format).decode().replace("&amp;", "&")
    assert "generation 12" in text
    assert "unit=organisation&via=activity&from=2008" in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text


@settings(max_examples=60, deadline=None)
@given(label=st.text(), kind=st.none() | st.text(), year=st.none() | st.integers(-500, 3000))
def test_no_text_or_year_crashes_a_writer_or_a_reader(label: str, kind: str | None, year: int | None) -> None:
    network = a_network(label, kind, year)
    for file_format in FORMATS:
        assert written(network, file_format) == written(network, file_format)
    nx.read_gexf(io.BytesIO(written(network, "gexf")))
    nx.read_graphml(io.BytesIO(written(network, "graphml")))
    nx.parse_pajek(written(network, "net").decode())
    json.loads(written(network, "cx2"))


def test_an_empty_network_can_be_written() -> None:
    empty = Network(0, Filters(), (), (), 0, 0)
    assert nx.read_gexf(io.BytesIO(written(empty, "gexf"))).number_of_nodes() == 0
    assert written(empty, "csv").startswith(b"source,target")


def test_a_file_is_named_after_its_format(tmp_path: Path) -> None:
    for file_format in FORMATS:
        write_network(a_network(), tmp_path / f"net.{file_format}")
    assert (tmp_path / "net.nodes.csv").read_bytes() == written(a_network(), "nodes.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"net.{one}" for one in FORMATS)


def test_a_name_without_a_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"\.gexf, \.graphml"):
        write_network(a_network(), tmp_path / "net.xls")
    assert list(tmp_path.iterdir()) == []
