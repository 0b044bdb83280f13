"""Brokerage against its definition, and against all deals of the groups."""

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.graph.network import Edge, Filters, Network, Node
from koinon.graph.network.brokerage import ROLES, brokerage


def network_of(ties: set[tuple[str, str]], groups: dict[str, str]) -> Network:
    nodes = tuple(Node(name, name, None, group, 0, 0.0) for name, group in sorted(groups.items()))
    edges = tuple(Edge(one, other, 1.0, 1, None, None, (), 1) for one, other in sorted(ties))
    return Network(0, Filters(), nodes, edges, len(nodes), len(edges))


def role_of(start: str, broker: str, end: str) -> str:
    """Name the role as Gould & Fernandez 1989 define it, of the groups of a directed triad."""
    if start == broker == end:
        return "coordinator"
    if start == end:
        return "itinerant"
    if broker == end:
        return "gatekeeper"
    return "representative" if broker == start else "liaison"


def counted(ties: set[tuple[str, str]], groups: dict[str, str], broker: str) -> Counter[str]:
    tied = ties | {(other, one) for one, other in ties}
    return Counter(
        role_of(groups[start], groups[broker], groups[end])
        for start in groups
        for end in groups
        if start != end and (start, broker) in tied and (broker, end) in tied and (start, end) not in tied
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[set[tuple[str, str]], dict[str, str]]:
    names = "abcde"[: draw(st.integers(3, 5))]
    pairs = [(one, other) for one in names for other in names if one < other]
    ties = draw(st.sets(st.sampled_from(pairs)))
    return ties, {name: draw(st.sampled_from("XYZ")) for name in names}


@settings(max_examples=80, deadline=None)
@given(world=worlds())
def test_roles_are_counted_by_their_definition(world: tuple[set[tuple[str, str]], dict[str, str]]) -> None:
    ties, groups = world
    for one in brokerage(network_of(ties, groups)):
        assert {role: one.counts[role] for role in ROLES if one.counts[role]} == counted(
            ties, groups, one.node
        )


@settings(max_examples=25, deadline=None)
@given(world=worlds())
def test_expected_counts_are_the_mean_of_all_deals(
    world: tuple[set[tuple[str, str]], dict[str, str]],
) -> None:
    ties, groups = world
    for one in brokerage(network_of(ties, groups)):
        others = [name for name in groups if name != one.node]
        total: Counter[str] = Counter()
        deals = list(permutations([groups[name] for name in others]))
        for deal in deals:
            dealt = dict(zip(others, deal, strict=True)) | {one.node: one.group}
            total.update(counted(ties, dealt, one.node))
        mean = {role: total[role] / len(deals) for role in ROLES}
        assert one.expected == pytest.approx(mean, abs=1e-5)


def test_nodes_without_a_group_are_left_out_with_their_ties() -> None:
    network = network_of({("a", "b"), ("b", "c")}, {"a": "X", "b": "X", "c": "X"})
    groups: dict[str, str | None] = {"a": "X", "b": "X", "c": None}
    assert [one.total for one in brokerage(network, groups)] == [0, 0]
    greatest = brokerage(network)[0]
    assert (greatest.node, greatest.counts["coordinator"]) == ("b", 2)
