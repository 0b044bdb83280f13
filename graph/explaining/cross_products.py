"""Patterns that share no variable: every row of one is combined with every row of the other."""

from collections.abc import Iterable

from .outline import Group


def components(group: Group) -> list[frozenset[str]]:
    """Part the variables of what must match into sets that nothing joins; several are a cross product."""
    return _joined([*(pattern.variables for pattern in group.patterns), *group.links])


def stands_apart(group: Group, within: Group) -> bool:
    """Tell whether an optional group shares no variable with the group it belongs to."""
    return bool(group.variables and within.variables) and not group.variables & within.variables


def _joined(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    found: list[frozenset[str]] = []
    for variables in sets:
        if variables:
            touched = [one for one in found if one & variables]
            found = [one for one in found if not one & variables]
            found.append(variables.union(*touched))
    return found
