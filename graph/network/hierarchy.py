"""Hierarchies: wholes of parts, bodies of units, wider places, broader concepts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from .tables import NOTHING

Node = TypeVar("Node")


def by_owner(pairs: Iterable[tuple[str, Node]]) -> dict[str, set[Node]]:
    """Group values by the thing that has them."""
    grouped: dict[str, set[Node]] = defaultdict(set)
    for owner, value in pairs:
        grouped[owner].add(value)
    return dict(grouped)


def closure(start: str, above: Mapping[str, set[str]]) -> set[str]:
    """Give a thing and everything above it, at any distance; a circle is walked once."""
    reached, waiting = {start}, [start]
    while waiting:
        for one in above.get(waiting.pop(), set()) - reached:
            reached.add(one)
            waiting.append(one)
    return reached


def outermost(start: int, parents: Sequence[int]) -> int:
    """Climb from parent to parent to the top; of a circle, its smallest number is the top."""
    seen: list[int] = []
    here = start
    while here not in seen:
        seen.append(here)
        if parents[here] == NOTHING:
            return here
        here = parents[here]
    return min(seen[seen.index(here) :])
