"""The group patterns of a query as a tree whose nodes know where in the text they stand."""

from dataclasses import dataclass, field
from enum import Enum

from ..store.tokens import Token, TokenKind


class TermKind(Enum):
    """What stands at a place of a triple pattern. Opaque are paths, lists and ``[ … ]``."""

    VARIABLE = "variable"
    BLANK = "blank node"
    CONSTANT = "constant"
    OPAQUE = "opaque"


@dataclass(frozen=True, slots=True)
class Term:
    """A place of a triple pattern, as it is written."""

    kind: TermKind
    text: str

    @property
    def name(self) -> str | None:
        """Name what the place may bind: a variable without its sign, a blank node with its label."""
        if self.kind is TermKind.VARIABLE:
            return self.text[1:]
        return self.text if self.kind is TermKind.BLANK else None


@dataclass(frozen=True, slots=True)
class TriplePattern:
    """One triple pattern."""

    subject: Term
    predicate: Term
    object: Term

    @property
    def terms(self) -> tuple[Term, Term, Term]:
        """Give subject, predicate and object."""
        return self.subject, self.predicate, self.object

    @property
    def plain(self) -> bool:
        """Tell whether no place is opaque."""
        return all(term.kind is not TermKind.OPAQUE for term in self.terms)

    @property
    def names(self) -> frozenset[str]:
        """Name its variables and blank nodes."""
        return frozenset(term.name for term in self.terms if term.name is not None)

    def __str__(self) -> str:
        return " ".join(term.text for term in self.terms)


class PartKind(Enum):
    """What a part of a group is."""

    TRIPLES = "triple patterns"
    OPTIONAL = "OPTIONAL"
    EXISTS = "EXISTS"
    INNER = "UNION, MINUS, GRAPH, or a group of its own"
    OTHER = "FILTER, BIND, VALUES"


@dataclass(slots=True)
class Part:
    """A part of a group: the triple patterns it holds, or the groups within it.

    A filter has its ``start``; it is ``negated`` if it is ``NOT EXISTS { … }`` and nothing else.
    """

    kind: PartKind
    patterns: list[TriplePattern] = field(default_factory=list)
    groups: list["Group"] = field(default_factory=list)
    start: int = 0
    negated: bool = False


@dataclass(slots=True)
class Group:
    """A group in braces, from ``start``, the opening one, to before ``end``.

    ``names`` are all variables that are written anywhere in it.
    """

    start: int
    end: int = 0
    parts: list[Part] = field(default_factory=list)
    names: frozenset[str] = frozenset()

    def surely_bound(self) -> frozenset[str]:
        """Name what its own triple patterns bind in every row."""
        own = (part.patterns for part in self.parts if part.kind is PartKind.TRIPLES)
        return frozenset(name for patterns in own for one in patterns if one.plain for name in one.names)


def names_of(pieces: list[Token]) -> frozenset[str]:
    """Name the variables among pieces of a query."""
    return frozenset(piece.text[1:] for piece in pieces if piece.kind is TokenKind.VARIABLE)
