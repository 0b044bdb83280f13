"""EXISTS over several triple patterns, asked one pattern after the other."""

from collections.abc import Iterator, Sequence
from typing import Final

from .syntax import Group, PartKind, TermKind, TriplePattern

NAME: Final = "nested-exists"
SAID: Final = "EXISTS looks for its patterns one after the other, beginning with what the row already binds."
# More patterns than this would nest more deeply than is worth it.
_MOST: Final = 8


def nested(group: Group, bound: frozenset[str], outside: frozenset[str]) -> str | None:
    """Write ``EXISTS { A . B }`` as ``EXISTS { A FILTER EXISTS { B } }``; None where it is left.

    The engine joins A and B for every row as if nothing were known of their variables; nested, it looks each
    up with what is bound already. Holds for NOT EXISTS as well, and wherever in an expression either stands.

    Condition: EXISTS stands in a filter of the query's outermost group and holds triple patterns only, two or
    more, without paths, lists or ``[ … ]``; each of its variables that is written outside of it is bound by
    triple patterns of that outermost group, and there is one.

    Sound, because EXISTS is true of a row μ when some σ, compatible with μ, makes every pattern of the group
    a triple of the active graph (SPARQL 1.1 Query, section 18.6). Such a σ is one for A that some extension
    makes one for B: that is the nested form. Only whether there is a σ is asked, so that how many there are
    does not matter; a conjunction holds in any order; the active graph is the same within. A blank node of
    one pattern may be that of another, and a label must not be used in two groups, so that each becomes a
    variable of its own, which is what it means (section 4.1.4).

    Args:
        group: the group that EXISTS asks for.
        bound: the variables that the triple patterns of the group around it bind.
        outside: all variables that are written outside of it.
    """
    if [part.kind for part in group.parts] != [PartKind.TRIPLES]:
        return None
    patterns = group.parts[0].patterns
    if not 2 <= len(patterns) <= _MOST or not all(pattern.plain for pattern in patterns):
        return None
    if not group.names & bound or not group.names & outside <= bound:
        return None
    return _written([_without_blanks(one, outside | group.names) for one in _ordered(patterns, bound)])


def _ordered(patterns: Sequence[TriplePattern], bound: frozenset[str]) -> Iterator[TriplePattern]:
    """Yield patterns so that each has as many places known as can be."""
    left, known = list(patterns), set(bound)
    while left:
        # A variable predicate that nothing binds is the worst to begin with, a type says little.
        best = max(left, key=lambda one: (bool(one.names & known), _known(one, known)))
        left.remove(best)
        known |= best.names
        yield best


def _known(pattern: TriplePattern, known: set[str]) -> int:
    return sum(term.name is None or term.name in known for term in pattern.terms)


def _without_blanks(pattern: TriplePattern, taken: frozenset[str]) -> str:
    begin = "blank"
    while any(name.startswith(begin) for name in taken):
        begin += "_"
    return " ".join(
        f"?{begin}{_letters(term.text[2:])}" if term.kind is TermKind.BLANK else term.text
        for term in pattern.terms
    )


def _letters(label: str) -> str:
    """Spell a label in signs that a variable may have; different labels stay different."""
    return "".join(f"{ord(sign):x}_" for sign in label)


def _written(patterns: Sequence[str]) -> str:
    first, *rest = patterns
    return f"{{ {first} FILTER EXISTS {_written(rest)} }}" if rest else f"{{ {first} }}"
