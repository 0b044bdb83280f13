"""Shapes as their Turtle describes them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from koinon.ontology.namespaces import RDF

from ...errors import CheckError
from ...terms import IRI, Term, from_oxigraph

_FIRST: Final = IRI(RDF + "first")
_REST: Final = IRI(RDF + "rest")
_NIL: Final = IRI(RDF + "nil")
_Said = Mapping[IRI, Sequence[Term]]


class Unknown(Exception):  # noqa: N818 - no error: it says that a shape is left to pySHACL
    """A shape uses something of SHACL that is not known here."""


class Description:
    """What a Turtle document says of each of its nodes."""

    def __init__(self, turtle: bytes) -> None:
        """Read a document.

        Raises:
            CheckError: it is not Turtle.
        """
        self._said: dict[Term, dict[IRI, list[Term]]] = {}
        try:
            for subject, predicate, value, _ in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
                about = self._said.setdefault(from_oxigraph(subject), {})
                about.setdefault(IRI(predicate.value), []).append(from_oxigraph(value))
        except SyntaxError as error:
            raise CheckError(f"The shapes cannot be used: {error}. Correct them first.") from error

    def __iter__(self) -> Iterator[Term]:
        return iter(self._said)

    def about(self, node: Term) -> _Said:
        """Give what is said of a node, by property."""
        return self._said.get(node, {})

    def items(self, head: Term) -> list[Term]:
        """Give the members of a list.

        Raises:
            Unknown: it is not a list.
        """
        members = []
        passed = set()
        while head != _NIL:
            about = self.about(head)
            if head in passed or set(about) != {_FIRST, _REST} or len(about[_FIRST]) + len(about[_REST]) != 2:
                raise Unknown
            passed.add(head)
            members.append(about[_FIRST][0])
            head = about[_REST][0]
        return members
