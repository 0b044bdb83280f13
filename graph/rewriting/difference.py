"""NOT EXISTS over everything of a kind, asked as MINUS."""

from typing import Final

from .syntax import Group, Part, PartKind, Term, TermKind, TriplePattern

NAME: Final = "minus"
SAID: Final = "What NOT EXISTS leaves out is found once and taken away, in the place of a look for every row."
TYPES: Final = frozenset({"a", "rdf:type", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"})


def takes_away(whole: Group, part: Part, outside: frozenset[str]) -> bool:
    """Tell whether to write ``FILTER NOT EXISTS { P }`` as ``MINUS { P }``, where it stands.

    The engine looks for P once for each row; MINUS finds P once for all. That is the better only where rows
    are many: for everything of a class, or all that has a property.

    Condition: the filter is that NOT EXISTS alone and stands in the query's outermost group, after all of its
    triple patterns; that group has no OPTIONAL, UNION, MINUS or group within it. P holds triple patterns
    only, two or more, without paths, lists or ``[ … ]``; each of its variables that is written outside of it
    is bound by triple patterns of the outermost group, and there is one. No triple pattern of that group
    narrows its rows by a constant, apart from a class and a predicate.

    Sound: let G be what stands before. NOT EXISTS is true of a row μ of G when no σ of P is compatible with
    μ: P has no filter that could read a value of μ, so that substituting μ into P's triple patterns finds
    just the σ of P alone that agree with μ (SPARQL 1.1 Query, section 18.6). MINUS keeps μ when no σ of P is
    compatible with it and shares a variable with it (section 18.5); the shared variable that the condition
    asks for is bound in every μ and every σ, so that the second demand always holds. Both keep each μ as
    often as G has it. A filter holds for the whole group (section 18.2.2.2), MINUS for what stands before it;
    what follows here are filters, BIND and VALUES, which add no variable of P that is not bound already, so
    that they keep and extend the same rows whether P is taken away before or after. The active graph is the
    one of the group for both.

    Args:
        whole: the outermost group.
        part: its filter.
        outside: all variables that are written outside of P.
    """
    kinds = [one.kind for one in whole.parts]
    if not part.negated or {PartKind.INNER, PartKind.OPTIONAL} & set(kinds):
        return False
    # Parts are told apart by identity: two filters may say the same.
    place = next(number for number, one in enumerate(whole.parts) if one is part)
    inner, bound = part.groups[0], whole.surely_bound()
    if PartKind.TRIPLES in kinds[place:] or [one.kind for one in inner.parts] != [PartKind.TRIPLES]:
        return False
    patterns = inner.parts[0].patterns
    if len(patterns) < 2 or not all(pattern.plain for pattern in patterns):
        return False
    if not inner.names & bound or not inner.names & outside <= bound:
        return False
    own = [one for around in whole.parts if around.kind is PartKind.TRIPLES for one in around.patterns]
    return not any(map(_narrows, own))


def _narrows(pattern: TriplePattern) -> bool:
    if not pattern.plain or _known(pattern.subject):
        return True
    return _known(pattern.object) and pattern.predicate.text not in TYPES


def _known(term: Term) -> bool:
    return term.kind is TermKind.CONSTANT
