"""Figures: readable, escaped, and the same every time."""

import itertools
import math
from collections.abc import Sequence
from xml.etree import ElementTree

import networkx as nx

from koinon.graph.network import Edge, Filters, Network, Node, figure
from koinon.graph.network.communities import communities
from koinon.graph.network.figure import WIDTH
from koinon.graph.network.label_placement import Box, Disc, lines_of, place_labels, text_width
from koinon.graph.network.layout import apart, positions

SVG = "{http://www.w3.org/2000/svg}"


def club(label: str = "Member") -> Network:
    """Zachary's karate club, as a network of organisations."""
    graph = nx.karate_club_graph()
    address = {node: f"http://example.org/{node:02}" for node in graph}
    nodes = tuple(
        Node(address[node], f"{label} {node}", "museum", "AZ", graph.degree[node], float(graph.degree[node]))
        for node in sorted(graph, key=lambda node: (-graph.degree[node], node))
    )
    edges = tuple(
        Edge(address[one], address[other], float(data["weight"]), 1, 2008, 2013, (), 1)
        for one, other, data in graph.edges(data=True)
    )
    network = Network(3, Filters(), nodes, edges, len(nodes), len(edges))
    groups = communities(network)
    return network.arranged(groups, positions(network, groups))


def test_a_figure_names_what_it_shows() -> None:
    root = ElementTree.fromstring(figure(club()))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Cooperation network"
    assert "34 organisations, 78 ties" in (root.findtext(f"{SVG}desc") or "")
    caption = " ".join(text.text or "" for text in root.findall(f"{SVG}g[@class='caption']/{SVG}text"))
    assert "Generation 3" in caption
    assert len(root.findall(f"{SVG}g[@class='nodes']/{SVG}a")) == 34


def test_names_are_escaped_and_control_characters_do_not_break_a_figure() -> None:
    text = figure(club('<script>"&\x00\x0b'))
    assert "<script>" not in text
    ElementTree.fromstring(text)


def test_a_figure_is_the_same_every_time() -> None:
    assert figure(club()) == figure(club())


def test_nodes_do_not_overlap_and_stay_in_the_figure() -> None:
    circles = ElementTree.fromstring(figure(club())).findall(f".//{SVG}a/{SVG}circle")
    discs = [tuple(float(circle.get(name, "")) for name in ("cx", "cy", "r")) for circle in circles]
    assert all(r < x < WIDTH - r for x, _, r in discs)
    for (x, y, r), (u, v, s) in itertools.combinations(discs, 2):
        assert ((x - u) ** 2 + (y - v) ** 2) ** 0.5 > r + s


def test_labels_lie_neither_over_each_other_nor_over_nodes() -> None:
    discs = [Disc(100 + 37 * (number % 8), 80 + 41 * (number // 8), 9) for number in range(40)]
    frame = Box(0, 0, 500, 400)
    names = [f"Museum of the City of Number {number}" for number in range(40)]
    labels = place_labels(names, discs, frame, 12.5, 40)
    boxes = [box_of(label.lines, label.x, label.y, label.anchor) for label in labels]
    assert len(labels) >= 5
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))
    assert all(box.within(frame) for box in boxes)
    for label, box in zip(labels, boxes, strict=True):
        assert not any(box.overlaps(disc.box()) for number, disc in enumerate(discs) if number != label.node)


def box_of(lines: Sequence[str], x: float, y: float, anchor: str) -> Box:
    width = max(text_width(line, 12.5) for line in lines)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return Box(left, y - 11.5, left + width, y - 11.5 + 14.375 * len(lines))


def test_long_names_are_broken_in_two_lines_and_then_cut() -> None:
    assert lines_of("Louvre") == ("Louvre",)
    assert lines_of("Ministry of Culture of the Republic") == ("Ministry of Culture", "of the Republic")
    assert lines_of("x" * 80)[1].endswith("…")
    assert all(len(line) <= 31 for line in lines_of("A very long name " * 9))


def test_positions_fill_the_square_and_show_communities() -> None:
    network = club()
    assert all(-1 <= (node.x or 0) <= 1 and -1 <= (node.y or 0) <= 1 for node in network.nodes)
    assert max(abs(node.x or 0) for node in network.nodes) > 0.5

    def distance(one: Node, other: Node) -> float:
        return math.dist((one.x or 0, one.y or 0), (other.x or 0, other.y or 0))

    pairs = list(itertools.combinations(network.nodes, 2))
    inside = [distance(one, other) for one, other in pairs if one.community == other.community]
    across = [distance(one, other) for one, other in pairs if one.community != other.community]
    assert sum(inside) / len(inside) < 0.6 * sum(across) / len(across)


def test_positions_do_not_depend_on_the_order_of_ties() -> None:
    network = club()
    turned = Network(3, Filters(), network.nodes, network.edges[::-1], 34, 78)
    groups = {node.id: node.community or 0 for node in network.nodes}
    assert positions(turned, groups) == positions(network, groups)


def test_points_at_one_place_are_told_apart() -> None:
    (x, y), (u, v) = apart([(5.0, 5.0), (5.0, 5.0)], [3.0, 3.0], (100.0, 100.0))
    assert ((x - u) ** 2 + (y - v) ** 2) ** 0.5 > 6


def test_a_network_of_one_tie_and_an_empty_one_can_be_drawn() -> None:
    ElementTree.fromstring(figure(Network(0, Filters(), (), (), 0, 0)))
    nodes = (Node("http://a", "A", None, None, 1, 1.0), Node("http://b", "B", None, None, 1, 1.0))
    pair = Network(0, Filters(), nodes, (Edge("http://a", "http://b", 1.0, 1, None, None, (), 1),), 2, 1)
    groups = communities(pair)
    drawn = pair.arranged(groups, positions(pair, groups))
    assert len(ElementTree.fromstring(figure(drawn)).findall(f".//{SVG}line")) == 1


def test_a_notebook_shows_the_figure() -> None:
    assert club()._repr_svg_() == figure(club())


def test_communities_are_those_of_the_club() -> None:
    """The published best division has four groups (Brandes et al. 2008, modularity 0.4198 unweighted)."""
    groups = {node.community for node in club().nodes}
    assert groups in ({0, 1, 2}, {0, 1, 2, 3})
