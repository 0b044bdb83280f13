"""OPTIONAL, told which of the things it is asked of matter."""

from collections.abc import Iterator
from typing import Final

from .difference import TYPES
from .syntax import Group, Part, PartKind, TermKind, TriplePattern

NAME: Final = "repeat-in-optional"
SAID: Final = "OPTIONAL is looked for only beside what the group before it has found."


def repeated(group: Group) -> Iterator[tuple[int, str]]:
    """Yield, for each OPTIONAL of a group that gains by it, where to repeat which pattern before it.

    The engine finds all that OPTIONAL may add, for the whole graph, before it joins it to the rows; a pattern
    with constants keeps it to a few things.

    Condition: the group is the outermost one; the pattern stands in it, before the OPTIONAL, in no braces; it
    has one variable v, the two other places are constants; it says no mere type; the OPTIONAL holds
    nothing but triple patterns, two or more, without paths, one of which has v.

    Sound: let G be the active graph, a set, as it is everywhere here; L what stands before, R what is
    optional, F its filters, here none, and t(v) the pattern. L is a join with t(v), so that in every row μ of
    L the triple t(μ(v)) is in G. R binds v in each of its rows ρ, as v is in a triple pattern of it; joining
    R with t(v) binds nothing more and, G being a set, keeps each ρ with t(ρ(v)) in G exactly once. A row of R
    that is lost has t(ρ(v)) not in G, hence ρ(v) ≠ μ(v) for all μ: it was compatible with none. The left join
    (SPARQL 1.1 Query, section 18.5) looks at compatible pairs only, so that it stays what it was, F included.
    """
    before: list[TriplePattern] = []
    for part in group.parts:
        if part.kind is PartKind.TRIPLES:
            before += [pattern for pattern in part.patterns if _narrows(pattern)]
        elif part.kind is PartKind.OPTIONAL and (found := _fitting(part, before)):
            yield part.groups[0].start + 1, f" {found} ."


def _narrows(pattern: TriplePattern) -> bool:
    kinds = sorted(term.kind.value for term in pattern.terms)
    return kinds == sorted([TermKind.VARIABLE.value, *[TermKind.CONSTANT.value] * 2]) and (
        pattern.predicate.kind is TermKind.CONSTANT and pattern.predicate.text not in TYPES
    )


def _fitting(part: Part, before: list[TriplePattern]) -> TriplePattern | None:
    inside = part.groups[0].parts
    if [one.kind for one in inside] != [PartKind.TRIPLES] or len(inside[0].patterns) < 2:
        return None
    if not all(pattern.plain for pattern in inside[0].patterns):
        return None
    there = {name for pattern in inside[0].patterns for name in pattern.names}
    written = set(map(str, inside[0].patterns))
    return next((one for one in before if one.names <= there and str(one) not in written), None)
