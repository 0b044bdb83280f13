"""Sampled measures and communities against exact ones, on networks whose answer is known."""

from typing import Any

import networkx as nx
import numpy as np
import pytest

from koinon.graph.errors import NetworkError
from koinon.graph.network.adjacency import Adjacency
from koinon.graph.network.communities import agreement, meta_network, modularity, partition
from koinon.graph.network.layout import arrange
from koinon.graph.network.measures import Care, measured


def adjacency_of(graph: "nx.Graph[int]") -> Adjacency:
    ends = np.array([(min(pair), max(pair)) for pair in graph.edges], dtype=np.int64).reshape(-1, 2)
    return Adjacency(len(graph), ends[:, 0], ends[:, 1], np.ones(len(ends)))


CLUB = adjacency_of(nx.karate_club_graph())


def test_zachary_s_club_is_divided_as_well_as_is_known() -> None:
    """Modularity of 0.4198 is the greatest there is (Brandes et al. 2008, IEEE TKDE 20, 172)."""
    found = partition(CLUB, compare=True)
    assert found.modularity == pytest.approx(0.4198, abs=0.005)
    assert found.stability is not None
    assert found.stability > 0.7
    groups = [set(np.flatnonzero(found.group == one).tolist()) for one in range(len(found))]
    expected = nx.community.modularity(nx.karate_club_graph(), groups, weight=None)
    assert modularity(CLUB, found.group) == pytest.approx(expected)


def test_communities_are_the_same_every_time() -> None:
    assert partition(CLUB).group.tolist() == partition(CLUB).group.tolist()


def test_agreement_of_partitions_is_that_of_the_adjusted_rand_index() -> None:
    """Hubert & Arabie's index of these two is 0.24242 (worked by hand from their contingency table)."""
    one, other = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])
    assert agreement(one, other) == pytest.approx(0.242424, abs=1e-6)
    assert agreement(one, one) == 1.0


def test_sampled_betweenness_keeps_to_its_error() -> None:
    exact, sampled = (measured(CLUB, "betweenness", care) for care in (Care.EXACT, Care.SAMPLED))
    assert exact.error is None
    assert sampled.error == 0.01
    assert np.abs(exact.values - sampled.values).max() <= sampled.error
    assert "Borassi" in sampled.method


def test_sampled_closeness_of_few_nodes_is_exact() -> None:
    exact, sampled = (measured(CLUB, "closeness", care) for care in (Care.EXACT, Care.SAMPLED))
    # All 34 nodes are drawn, and a node is as near to itself as can be: n rather than n − 1 are averaged.
    assert sampled.values == pytest.approx(exact.values * 34 / 33, abs=1e-6)


def test_large_networks_are_measured_as_small_ones_are() -> None:
    graph = nx.gnm_random_graph(300, 2500, seed=3)
    network = adjacency_of(graph)
    expected: dict[str, Any] = {
        "betweenness": nx.betweenness_centrality(graph),
        "core": nx.core_number(graph),
        "clustering": nx.clustering(graph),
    }
    for name, values in expected.items():
        assert measured(network, name).values == pytest.approx(
            [values[node] for node in range(300)], abs=1e-8
        )


def test_a_measure_too_dear_says_so_and_offers_the_sampled_one() -> None:
    ring = np.arange(20_000)
    large = Adjacency(20_000, ring[:-1], ring[1:], np.ones(19_999))
    with pytest.raises(NetworkError, match="care=sampled"):
        measured(large, "betweenness", Care.EXACT)


def test_communities_are_tied_by_the_weight_between_them() -> None:
    among = meta_network(CLUB, np.arange(34) % 2, 2)
    odd = int((CLUB.source % 2 != CLUB.target % 2).sum())
    assert (among.source.tolist(), among.target.tolist(), among.weight.tolist()) == ([0], [1], [odd])


def test_a_large_network_is_arranged_the_same_every_time_with_communities_apart() -> None:
    graph = nx.disjoint_union_all([nx.gnm_random_graph(600, 3000, seed=one) for one in range(4)])
    network = adjacency_of(graph)
    group = np.arange(2400) // 600
    placed = arrange(network, group)
    assert np.abs(placed).max() <= 1
    assert (placed == arrange(network, group)).all()
    centres = np.array([placed[group == one].mean(axis=0) for one in range(4)])
    reach = max(np.linalg.norm(placed[group == one] - centres[one], axis=1).max() for one in range(4))
    nearest = min(np.linalg.norm(centres[a] - centres[b]) for a in range(4) for b in range(a))
    assert nearest > reach
