"""GEXF 1.3 held to the rules of its specification (https://gexf.net/schema.html)."""

from collections import Counter

import pytest
from lxml import etree

from koinon.graph.network import Edge, Filters, Network, Node, network_file

GEXF = "{http://gexf.net/1.3}"
TYPES = {"string": str, "integer": int, "double": float}


def network() -> Network:
    names = ("Plain", 'Quote " & <tag>\n', "متحف 🏛", "")
    nodes = tuple(
        Node(f"http://example.org/{number}", name, "museum" if number else None, None, 1, 0.5, 0, 0.1, -0.2)
        for number, name in enumerate(names)
    )
    roles = (("organiser", "partner", 2),)
    edges = (
        Edge(nodes[0].id, nodes[1].id, 1.5, 2, 2008, 2013, roles, 1),
        Edge(nodes[1].id, nodes[2].id, 0.25, 1, None, None, (), 0),
    )
    return Network(3, Filters(), nodes, edges, 4, 2)


@pytest.fixture(name="root")
def parsed() -> etree._Element:
    return etree.fromstring(b"".join(network_file(network(), "gexf")))


def test_elements_stand_where_the_schema_has_them(root: etree._Element) -> None:
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    assert [child.tag for child in root] == [f"{GEXF}meta", f"{GEXF}graph"]
    order = [etree.QName(child).localname for child in root[1]]
    assert order == ["attributes", "attributes", "nodes", "edges"]
    assert root[1].get("defaultedgetype") in {"directed", "undirected", "mutual"}
    assert (root[1].get("mode"), root[1].get("timerepresentation")) == ("dynamic", "interval")
    assert root[1].get("timeformat") in {"integer", "double", "date", "dateTime"}


def test_identifiers_are_unique_and_edges_end_at_nodes(root: etree._Element) -> None:
    nodes = [str(node.get("id")) for node in root.iter(f"{GEXF}node")]
    edges = list(root.iter(f"{GEXF}edge"))
    assert max(Counter(nodes).values()) == 1
    assert max(Counter(str(edge.get("id")) for edge in edges).values()) == 1
    assert {str(edge.get(end)) for edge in edges for end in ("source", "target")} <= set(nodes)
    assert all(node.get("label") is not None for node in root.iter(f"{GEXF}node"))
    assert all(float(str(edge.get("weight"))) > 0 for edge in edges)


def test_values_are_declared_and_of_their_type(root: etree._Element) -> None:
    for kind in ("node", "edge"):
        declared = {
            str(one.get("id")): TYPES[str(one.get("type"))]
            for group in root.iter(f"{GEXF}attributes")
            if group.get("class") == kind
            for one in group
        }
        for thing in root.iter(f"{GEXF}{kind}"):
            stated = [(str(one.get("for")), str(one.get("value"))) for one in thing.iter(f"{GEXF}attvalue")]
            assert len({name for name, _ in stated}) == len(stated)
            for name, value in stated:
                declared[name](value)


def test_spells_lie_within_the_years_of_the_graph(root: etree._Element) -> None:
    begin, end = int(str(root[1].get("start"))), int(str(root[1].get("end")))
    spells = list(root.iter(f"{GEXF}spell"))
    assert len(spells) == 1
    for spell in spells:
        assert begin <= int(str(spell.get("start"))) <= int(str(spell.get("end"))) <= end


def test_no_letter_of_a_label_is_lost(root: etree._Element) -> None:
    labels = [node.get("label") for node in root.iter(f"{GEXF}node")]
    assert labels == [node.label for node in network().nodes]
