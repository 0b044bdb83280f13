"""Brokerage between groups: who stands between two that have no tie of their own.

Gould & Fernandez 1989, Sociological Methodology 19, 89–126. A triad i – j – k without a tie of i and k is
brokered by j. Ties here have no direction, so each open triad counts both ways, from i to k and back:
the roles of gatekeeper and representative are then equal by necessity.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from .network import Network

ROLES: Final = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


@dataclass(frozen=True, slots=True)
class Brokerage:
    """The triads a node brokers, by role, and how many were to be expected.

    ``coordinator``: all three of one group; ``itinerant``: the two others of one group, the broker not;
    ``gatekeeper``: from outside into the broker's group; ``representative``: out of it; ``liaison``: three
    groups. ``expected`` keeps the ties and the broker's own group, and deals the groups of all others at
    random, as many of each as there are.
    """

    node: str
    group: str
    counts: Mapping[str, int]
    expected: Mapping[str, float]

    @property
    def total(self) -> int:
        """Count all triads the node brokers."""
        return sum(self.counts.values())


def brokerage(network: Network, groups: Mapping[str, str | None] | None = None) -> tuple[Brokerage, ...]:
    """Count brokerage by role for every node that has a group, the greatest brokers first.

    ``groups`` names the group of a node, by default its country; nodes without one are left out, with
    their ties.
    """
    stated = groups if groups is not None else {node.id: node.country for node in network.nodes}
    group_of = {node.id: group for node in network.nodes if (group := stated.get(node.id)) is not None}
    partners: dict[str, set[str]] = {node: set() for node in group_of}
    for edge in network.edges:
        if edge.source in partners and edge.target in partners:
            partners[edge.source].add(edge.target)
            partners[edge.target].add(edge.source)
    sizes = Counter(group_of.values())
    found = []
    for node, group in group_of.items():
        counts = _counts(node, partners, group_of)
        chances = _chances(group, sizes)
        triads = sum(counts.values())
        expected = {role: round(triads * chances[role], 6) for role in ROLES}
        found.append(Brokerage(node, group, counts, expected))
    return tuple(sorted(found, key=lambda one: (-one.total, one.node)))


def _counts(node: str, partners: Mapping[str, set[str]], group_of: Mapping[str, str]) -> dict[str, int]:
    counts = dict.fromkeys(ROLES, 0)
    own = group_of[node]
    for one, other in combinations(partners[node], 2):
        if other in partners[one]:
            continue
        here, there = group_of[one], group_of[other]
        if here == there:
            counts["coordinator" if here == own else "itinerant"] += 2
        elif own in (here, there):
            counts["gatekeeper"] += 1
            counts["representative"] += 1
        else:
            counts["liaison"] += 2
    return counts


def _chances(own: str, sizes: Mapping[str, int]) -> dict[str, float]:
    """Give the chance of each role for an ordered pair of others drawn without putting back."""
    others = {group: size - (group == own) for group, size in sizes.items()}
    count = sum(others.values())
    pairs = count * (count - 1)
    if pairs == 0:
        return dict.fromkeys(ROLES, 0.0)
    inside = others[own]
    outside = count - inside
    same = sum(size * (size - 1) for group, size in others.items() if group != own)
    return {
        "coordinator": inside * (inside - 1) / pairs,
        "itinerant": same / pairs,
        "gatekeeper": outside * inside / pairs,
        "representative": inside * outside / pairs,
        "liaison": (outside * (outside - 1) - same) / pairs,
    }
