"""Measures against published tables and against networkx."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.graph.network import Edge, Filters, Network, Node
from koinon.graph.network.centrality import MEASURES
from koinon.graph.network.measures import measure


def network_of(graph: "nx.Graph[str]") -> Network:
    """Make a network of any graph of networkx; ties without a weight weigh one."""
    strength = dict(graph.degree(weight="weight"))
    nodes = tuple(
        Node(node, node, None, None, graph.degree[node], float(strength[node])) for node in sorted(graph)
    )
    edges = tuple(
        Edge(min(pair), max(pair), float(data.get("weight", 1)), 1, None, None, (), 1)
        for *pair, data in graph.edges(data=True)
    )
    return Network(0, Filters(), nodes, edges, len(nodes), len(edges))


@st.composite
def graphs(draw: st.DrawFn) -> "nx.Graph[str]":
    names = "abcdefgh"[: draw(st.integers(2, 8))]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(names)
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    for one, other in draw(st.lists(pairs, min_size=1, max_size=16)):
        graph.add_edge(one, other, weight=draw(st.sampled_from([0.5, 1.0, 2.0, 3.0])))
    return graph


def test_florentine_families_are_ranked_as_published() -> None:
    """Wasserman & Faust 1994, table 5.1: standardised betweenness of the marriage network."""
    network = network_of(nx.florentine_families_graph())
    published = {"Medici": 0.522, "Guadagni": 0.255, "Albizzi": 0.212, "Salviati": 0.143, "Pazzi": 0.0}
    found = measure(network, "betweenness")
    assert {name: round(found[name], 3) for name in published} == published
    assert max(measure(network, "closeness").items(), key=lambda one: one[1])[0] == "Medici"
    assert measure(network, "degree")["Medici"] == 6


@settings(max_examples=60, deadline=None)
@given(graph=graphs())
def test_measures_are_those_of_networkx(graph: "nx.Graph[str]") -> None:
    network = network_of(graph)
    expected = {
        "betweenness": nx.betweenness_centrality(graph),
        "closeness": nx.closeness_centrality(graph),
        "pagerank": nx.pagerank(graph, tol=1e-13, max_iter=2000),
        "core": nx.core_number(graph),
        "clustering": nx.clustering(graph),
        "strength": dict(graph.degree(weight="weight")),
    }
    for name, values in expected.items():
        assert measure(network, name) == pytest.approx(values, abs=1e-7), name


@settings(max_examples=60, deadline=None)
@given(graph=graphs())
def test_structural_holes_are_those_of_networkx(graph: "nx.Graph[str]") -> None:
    network = network_of(graph)
    tied = [node for node in graph if graph.degree[node]]
    found = measure(network, "constraint")
    burt = nx.constraint(graph, weight="weight")
    assert {node: found[node] for node in tied} == pytest.approx(
        {node: burt[node] for node in tied}, abs=1e-7
    )
    sizes = measure(network, "effective-size")
    # Asked for named nodes, networkx follows Burt's formula; its matrix form for all nodes (3.6) divides
    # by the heaviest weight of the column where the formula has that of the row.
    expected = nx.effective_size(graph, nodes=tied, weight="weight")
    assert {node: sizes[node] for node in tied} == pytest.approx(
        {node: expected[node] for node in tied}, abs=1e-7
    )


def test_eigenvector_of_the_karate_club_is_that_of_networkx() -> None:
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)
    expected = nx.eigenvector_centrality(graph, weight="weight", max_iter=2000, tol=1e-12)
    assert measure(network_of(graph), "eigenvector") == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_an_empty_network_has_no_values(name: str) -> None:
    assert measure(Network(0, Filters(), (), (), 0, 0), name) == {}


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_measures_do_not_depend_on_the_order_of_ties(name: str) -> None:
    network = network_of(nx.relabel_nodes(nx.karate_club_graph(), str))
    turned = Network(0, Filters(), network.nodes, network.edges[::-1], 34, 78)
    assert measure(turned, name) == pytest.approx(measure(network, name), abs=1e-9)
