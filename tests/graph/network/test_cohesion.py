"""Cohesion, mixing and backbone of small networks."""

import networkx as nx
import pytest

from koinon.graph.network import Edge, Filters, Network, Node
from koinon.graph.network.cohesion import assortativity, backbone, cohesion


def network_of(ties: dict[tuple[str, str], float]) -> Network:
    names = sorted({end for pair in ties for end in pair})
    nodes = tuple(Node(name, name, None, None, 0, 0.0) for name in names)
    edges = tuple(Edge(one, other, weight, 1, None, None, (), 1) for (one, other), weight in ties.items())
    return Network(0, Filters(), nodes, edges, len(nodes), len(edges))


def test_a_tie_between_two_triangles_is_a_bridge() -> None:
    triangles = [
        ("a", "b"),
        ("b", "c"),
        ("a", "c"),
        ("d", "e"),
        ("e", "f"),
        ("d", "f"),
        ("c", "d"),
        ("x", "y"),
    ]
    found = cohesion(network_of(dict.fromkeys(triangles, 1.0)))
    assert found.components == (frozenset("abcdef"), frozenset("xy"))
    assert found.articulation_points == ("c", "d")
    assert found.bridges == (("c", "d"), ("x", "y"))


def test_assortativity_is_that_of_networkx() -> None:
    club = nx.karate_club_graph()
    network = network_of({(str(one), str(other)): 1.0 for one, other in club.edges})
    groups: dict[str, str | None] = {str(node): club.nodes[node]["club"] for node in club}
    expected = nx.attribute_assortativity_coefficient(club, "club")
    assert assortativity(network, groups) == pytest.approx(expected)


def test_assortativity_of_one_group_is_not_defined() -> None:
    assert assortativity(network_of({("a", "b"): 1.0}), {"a": "X", "b": "X"}) is None


def test_backbone_keeps_what_weighs_more_than_chance() -> None:
    """Seen from the hub, one of four ties has p = (1 - 97/100)^3, the others nearly 1."""
    ties = {("hub", "heavy"): 97.0, ("hub", "x"): 1.0, ("hub", "y"): 1.0, ("hub", "z"): 1.0}
    kept = backbone(network_of(ties))
    assert [(edge.source, edge.target) for edge in kept.edges] == [("hub", "heavy")]
    assert [node.id for node in kept.nodes] == ["heavy", "hub"]
    assert not kept.truncated
    assert len(backbone(network_of(ties), level=1.0).edges) == 4
