"""Paths against all paths of small networks."""

from collections.abc import Callable, Mapping
from itertools import islice

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from koinon.graph.errors import NetworkError
from koinon.graph.network import Filters, NetworkIndex, build_index
from koinon.graph.network.paths import Journey, Length, NetworkPath, find_paths
from koinon.graph.store.embedded import EmbeddedStore

MakeStore = Callable[[Mapping[str, str]], EmbeddedStore]
BASE = "http://example.org/organisation/"
Pairs = list[tuple[str, str]]


def index_of(make_store: MakeStore, pairs: Pairs) -> NetworkIndex:
    """Make an activity of each pair, the first organising, the second as partner."""
    lines = [
        f"<activity/{number}> a hp:Activity ; hp:involvement <i/{number}a>, <i/{number}b> . "
        f"<i/{number}a> hp:agent <organisation/{one}> ; hp:role role:organiser . "
        f"<i/{number}b> hp:agent <organisation/{other}> ; hp:role role:partner ."
        for number, (one, other) in enumerate(pairs)
    ]
    return build_index(make_store({"one": "\n".join(lines)}))


def names(path: NetworkPath) -> str:
    return "".join(stop.id[-1] for stop in path.stops)


@settings(max_examples=60, deadline=None)
@given(
    pairs=st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(
            lambda pair: pair[0] != pair[1]
        ),
        min_size=1,
        max_size=14,
    ),
    length=st.sampled_from(list(Length)),
    avoid=st.sets(st.sampled_from("cdef"), max_size=2),
)
def test_paths_are_the_shortest_there_are(
    make_store: MakeStore, pairs: Pairs, length: Length, avoid: set[str]
) -> None:
    graph: nx.Graph[str] = nx.Graph()
    for one, other in pairs:
        shared = graph.edges[one, other]["weight"] + 1 if graph.has_edge(one, other) else 1
        graph.add_edge(one, other, weight=shared, cost=1 / shared if length is Length.WEIGHT else 1)
    assume(graph.has_node("a") and graph.has_node("b") and all(graph.has_node(one) for one in avoid))
    index = index_of(make_store, pairs)
    shut = tuple(BASE + one for one in sorted(avoid))
    found = find_paths(index, Journey(BASE + "a", BASE + "b", shut, 4, length))
    graph.remove_nodes_from(avoid)
    expected = []
    if nx.has_path(graph, "a", "b"):
        expected = list(islice(nx.shortest_simple_paths(graph, "a", "b", weight="cost"), 4))
    prices = [nx.path_weight(graph, route, "cost") for route in expected]
    assert [path.length for path in found] == pytest.approx(prices, abs=1e-5)
    assert len({names(path) for path in found}) == len(found)
    for path in found:
        assert nx.is_simple_path(graph, list(names(path)))
        assert nx.path_weight(graph, list(names(path)), "cost") == pytest.approx(path.length, abs=1e-5)


def test_every_hop_says_what_it_is_made_of_in_the_direction_it_is_gone(make_store: MakeStore) -> None:
    index = index_of(make_store, [("b", "a"), ("b", "c"), ("b", "c")])
    (path,) = find_paths(index, Journey(BASE + "c", BASE + "a"))
    assert names(path) == "cba"
    assert [(hop.source[-1], hop.target[-1], hop.activities) for hop in path.hops] == [
        ("c", "b", 2),
        ("b", "a", 1),
    ]
    assert path.hops[0].roles == (("partner", "organiser", 2),)
    assert path.as_dict()["hops"][1]["roles"] == [["organiser", "partner", 1]]


def test_a_heavy_detour_is_shorter_by_weight(make_store: MakeStore) -> None:
    index = index_of(make_store, [("a", "b"), *[("a", "c")] * 4, *[("c", "b")] * 4])
    assert names(find_paths(index, Journey(BASE + "a", BASE + "b"))[0]) == "ab"
    by_weight = find_paths(index, Journey(BASE + "a", BASE + "b", length=Length.WEIGHT))
    assert (names(by_weight[0]), by_weight[0].length) == ("acb", 0.5)


def test_the_limit_of_a_view_does_not_cut_paths(make_store: MakeStore) -> None:
    index = index_of(make_store, [("a", "b"), ("b", "c"), ("c", "d")])
    assert names(find_paths(index, Journey(BASE + "a", BASE + "d"), Filters(limit=1))[0]) == "abcd"


def test_ends_that_cannot_be_are_refused(make_store: MakeStore) -> None:
    index = index_of(make_store, [("a", "b"), ("c", "d")])
    assert find_paths(index, Journey(BASE + "a", BASE + "c")) == ()
    with pytest.raises(NetworkError, match="two different ends"):
        find_paths(index, Journey(BASE + "a", BASE + "a"))
    with pytest.raises(NetworkError, match="avoided"):
        find_paths(index, Journey(BASE + "a", BASE + "b", avoid=(BASE + "b",)))
    with pytest.raises(NetworkError, match="no organisation"):
        find_paths(index, Journey(BASE + "a", BASE + "x"))
    with pytest.raises(NetworkError, match="1 to 10"):
        find_paths(index, Journey(BASE + "a", BASE + "b", alternatives=11))
