"""Constraint components that look at values by themselves (SHACL, sections 4.1 to 4.5 and 4.8).

Each is made of the parameters that a shape gives, and then finds, among the values of a focus node, those
that are at fault; None stands for the values as a whole.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from koinon.ontology.namespaces import SH, XSD

from ...terms import IRI, Literal, Term
from .description import Description, Unknown
from .literals import has_datatype, is_at_least, is_less
from .stated import Stated, Uses

Find = Callable[[Stated, Term, Sequence[Term]], Sequence[Term | None]]
Maker = Callable[[Description, Term], tuple[Find, Uses]]

_NOTHING: Final = Uses()
_WHOLE: Final = (None,)


def minimum_count(_: Description, least: Term) -> tuple[Find, Uses]:
    """Make sh:minCount."""
    number = whole_number(least)
    return (lambda _, __, values: () if len(values) >= number else _WHOLE), _NOTHING


def maximum_count(_: Description, most: Term) -> tuple[Find, Uses]:
    """Make sh:maxCount."""
    number = whole_number(most)
    return (lambda _, __, values: () if len(values) <= number else _WHOLE), _NOTHING


def instance_of(_: Description, kind: Term) -> tuple[Find, Uses]:
    """Make sh:class."""
    name = iri(kind)

    def find(stated: Stated, _: Term, values: Sequence[Term]) -> Sequence[Term]:
        return [value for value in values if isinstance(value, Literal) or not stated.is_a(value, name)]

    return find, _NOTHING


def of_datatype(_: Description, datatype: Term) -> tuple[Find, Uses]:
    """Make sh:datatype."""
    name = iri(datatype)
    return _each(lambda value: has_datatype(value, name)), _NOTHING


def of_kind(_: Description, kind: Term) -> tuple[Find, Uses]:
    """Make sh:nodeKind; blank nodes do not occur in what is stated."""
    of_literals = kind in {IRI(SH + name) for name in ("Literal", "BlankNodeOrLiteral", "IRIOrLiteral")}
    of_addresses = kind in {IRI(SH + name) for name in ("IRI", "BlankNodeOrIRI", "IRIOrLiteral")}
    return _each(lambda value: of_literals if isinstance(value, Literal) else of_addresses), _NOTHING


def one_of(described: Description, members: Term) -> tuple[Find, Uses]:
    """Make sh:in."""
    known = frozenset(described.items(members))
    return _each(lambda value: value in known), _NOTHING


def including(_: Description, due: Term) -> tuple[Find, Uses]:
    """Make sh:hasValue."""
    return (lambda _, __, values: () if due in values else _WHOLE), _NOTHING


def like(_: Description, pattern: Term) -> tuple[Find, Uses]:
    """Make sh:pattern."""
    try:
        matching = re.compile(literal(pattern).value)
    except re.error:
        raise Unknown from None
    return _each(lambda value: matching.search(_words(value)) is not None), _NOTHING


def as_long_as(_: Description, least: Term) -> tuple[Find, Uses]:
    """Make sh:minLength."""
    number = whole_number(least)
    return _each(lambda value: len(_words(value)) >= number), _NOTHING


def at_least(_: Description, least: Term) -> tuple[Find, Uses]:
    """Make sh:minInclusive."""
    bound = literal(least)
    return _each(lambda value: is_at_least(value, bound)), _NOTHING


def apart_from(_: Description, other: Term) -> tuple[Find, Uses]:
    """Make sh:disjoint."""
    name = iri(other)

    def find(stated: Stated, focus: Term, values: Sequence[Term]) -> Sequence[Term]:
        if not values:
            return ()
        others = frozenset(stated.values(focus, name))
        return [value for value in values if value in others]

    return find, Uses(forward=frozenset({name}))


def less_than(_: Description, other: Term) -> tuple[Find, Uses]:
    """Make sh:lessThan."""
    return _compared(iri(other), or_equal=False)


def less_than_or_equal(_: Description, other: Term) -> tuple[Find, Uses]:
    """Make sh:lessThanOrEquals."""
    return _compared(iri(other), or_equal=True)


#: The maker of each component by its parameter.
MAKERS: Final[Mapping[IRI, Maker]] = {
    IRI(SH + name): maker
    for name, maker in {
        "minCount": minimum_count,
        "maxCount": maximum_count,
        "class": instance_of,
        "datatype": of_datatype,
        "nodeKind": of_kind,
        "in": one_of,
        "hasValue": including,
        "pattern": like,
        "minLength": as_long_as,
        "minInclusive": at_least,
        "disjoint": apart_from,
        "lessThan": less_than,
        "lessThanOrEquals": less_than_or_equal,
    }.items()
}
#: Parameters that a shape may give several times, each of which is a constraint by itself.
REPEATABLE: Final = frozenset(
    IRI(SH + name)
    for name in ("class", "hasValue", "pattern", "minInclusive", "disjoint", "lessThan", "lessThanOrEquals")
)


def iri(term: Term) -> IRI:
    """Take a parameter that must be an IRI.

    Raises:
        Unknown: it is none.
    """
    if not isinstance(term, IRI) or term.startswith("_:"):
        raise Unknown
    return term


def literal(term: Term) -> Literal:
    """Take a parameter that must be a literal.

    Raises:
        Unknown: it is none.
    """
    if not isinstance(term, Literal):
        raise Unknown
    return term


def whole_number(term: Term) -> int:
    """Take a parameter that must be an xsd:integer.

    Raises:
        Unknown: it is none.
    """
    if not has_datatype(term, IRI(XSD + "integer")):
        raise Unknown
    return int(literal(term).value)


def _each(is_right: Callable[[Term], bool]) -> Find:
    return lambda _, __, values: [value for value in values if not is_right(value)]


def _compared(name: IRI, *, or_equal: bool) -> tuple[Find, Uses]:
    def find(stated: Stated, focus: Term, values: Sequence[Term]) -> Sequence[Term]:
        others = stated.values(focus, name) if values else ()
        return [
            value for value in values if not all(is_less(value, other, or_equal=or_equal) for other in others)
        ]

    return find, Uses(forward=frozenset({name}))


def _words(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term
