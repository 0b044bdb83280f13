"""Shapes made from their description."""

from collections.abc import Iterator, Sequence
from typing import Final

from koinon.ontology.namespaces import RDF, SH

from ...terms import IRI, Literal, Term
from .constraints import MAKERS, REPEATABLE, Find, iri, literal, whole_number
from .description import Description, Unknown
from .paths import path_of
from .queries import query_constraint
from .shape import (
    Constraint,
    Shape,
    conforming,
    conforming_to_any,
    conforming_to_one,
    enough_conform,
    few_conform,
)
from .stated import Uses


def _sh(name: str) -> IRI:
    return IRI(SH + name)


_TYPE: Final = IRI(RDF + "type")
_TYPES: Final = frozenset({_sh("NodeShape"), _sh("PropertyShape")})
_OF_QUALIFIED: Final = frozenset({_sh("qualifiedMinCount"), _sh("qualifiedMaxCount")})
#: What says nothing of its own about values.
_PLAIN: Final = _OF_QUALIFIED | {
    _TYPE,
    *map(_sh, ("path", "message", "severity", "targetClass", "targetSubjectsOf")),
}


class Making:
    """Makes one shape and those it refers to; ``uses`` is what they look at."""

    def __init__(self, described: Description) -> None:
        self._described = described
        self._open: set[Term] = set()
        self.uses = Uses()

    def shape(self, node: Term, *, told: bool = False) -> Shape:
        """Make a shape; where its results are ``told`` it needs words for them.

        Raises:
            Unknown: it uses something that is not known here.
        """
        if node in self._open:  # a shape that refers to itself
            raise Unknown
        self._open.add(node)
        about = self._described.about(node)
        shape = Shape()
        if not about or not set(about.get(_TYPE, ())) <= _TYPES:
            raise Unknown
        if _OF_QUALIFIED & set(about) and _sh("qualifiedValueShape") not in about:
            raise Unknown
        if (path := self._only(node, "path")) is not None:
            shape.path, uses = path_of(self._described, path)
            shape.named = path if isinstance(path, IRI) and not path.startswith("_:") else None
            self.uses |= uses
        shape.severity = iri(self._only(node, "severity") or shape.severity)
        shape.message = literal(self._only(node, "message") or Literal("")).value
        for name, terms in about.items():
            if name not in _PLAIN:
                self._constrain(shape, node, name, terms, told=told)
        if told and not shape.message and any(not one.message for one in shape.constraints):
            raise Unknown
        self._open.discard(node)
        return shape

    def _only(self, node: Term, name: str) -> Term | None:
        terms = self._described.about(node).get(_sh(name), ())
        if len(terms) > 1:
            raise Unknown
        return terms[0] if terms else None

    def _constrain(self, shape: Shape, node: Term, name: IRI, terms: Sequence[Term], *, told: bool) -> None:
        if name == _sh("property"):
            shape.properties += [self._property(term, told=told) for term in terms]
        elif name == _sh("sparql"):
            shape.constraints += [self._query(shape, term) for term in terms]
        elif name == _sh("node"):
            shape.constraints += [Constraint(conforming(self.shape(term))) for term in terms]
        elif name in (_sh("or"), _sh("xone")):
            counting = conforming_to_any if name == _sh("or") else conforming_to_one
            shape.constraints += [Constraint(counting(self._shapes(term))) for term in terms]
        elif name == _sh("qualifiedValueShape") and len(terms) == 1:
            shape.constraints += map(Constraint, self._qualified(node, self.shape(terms[0])))
        elif name in MAKERS and (len(terms) == 1 or name in REPEATABLE):
            for term in terms:
                find, uses = MAKERS[name](self._described, term)
                self.uses |= uses
                shape.constraints.append(Constraint(find))
        else:
            raise Unknown

    def _property(self, term: Term, *, told: bool) -> Shape:
        shape = self.shape(term, told=told)
        if shape.path is None:
            raise Unknown
        return shape

    def _query(self, shape: Shape, term: Term) -> Constraint:
        if shape.message or shape.path is not None:
            raise Unknown  # then a result has two messages, or a value of the query's own
        find, uses, message = query_constraint(self._described, term)
        self.uses |= uses
        return Constraint(find, message)

    def _shapes(self, head: Term) -> list[Shape]:
        shapes = [self.shape(term) for term in self._described.items(head)]
        if not shapes:
            raise Unknown
        return shapes

    def _qualified(self, node: Term, shape: Shape) -> Iterator[Find]:
        least, most = self._only(node, "qualifiedMinCount"), self._only(node, "qualifiedMaxCount")
        if (least is None and most is None) or self._only(node, "path") is None:
            raise Unknown
        if least is not None:
            yield enough_conform(shape, whole_number(least))
        if most is not None:
            yield few_conform(shape, whole_number(most))
