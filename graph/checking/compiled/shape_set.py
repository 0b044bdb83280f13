"""All shapes of a document, each with the nodes it is for."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from koinon.ontology.namespaces import SH

from ...terms import IRI, Term
from .constraints import iri
from .description import Description, Unknown
from .making import Making
from .results import Result
from .shape import Shape
from .stated import Stated, Uses, uses_of

_Targets = Callable[[Stated], Iterable[Term]]

_CLASS: Final = IRI(SH + "targetClass")
_SUBJECTS: Final = IRI(SH + "targetSubjectsOf")
_ALL_TARGETS: Final = frozenset(
    {_CLASS, _SUBJECTS, *(IRI(SH + name) for name in ("targetNode", "targetObjectsOf", "target"))}
)


@dataclass(frozen=True, slots=True)
class ShapeSet:
    """Shapes with the nodes each is for, what they look at, and the shapes that were not understood."""

    targeted: tuple[tuple[_Targets, Shape], ...]
    uses: Uses
    left: frozenset[IRI]

    def results(self, stated: Stated) -> Iterator[Result]:
        """Find all that is wrong; the same may be found more than once."""
        for targets, shape in self.targeted:
            for node in targets(stated):
                yield from shape.results(stated, node)


@lru_cache(maxsize=4)
def shape_set(turtle: bytes) -> ShapeSet:
    """Make functions of shapes described in Turtle.

    Raises:
        CheckError: it is not Turtle.
    """
    described = Description(turtle)
    targeted = []
    uses = Uses()
    left = set()
    for node in described:
        if not _ALL_TARGETS & set(described.about(node)):
            continue
        try:
            made = Making(described)
            shape = made.shape(node, told=True)
            targets = _targets(described, node)
        except Unknown:
            left.add(IRI(node))
            continue
        uses |= made.uses
        uses |= uses_of(use for _, use in targets)
        targeted += [(nodes, shape) for nodes, _ in targets]
    return ShapeSet(tuple(targeted), uses, frozenset(left))


def _targets(described: Description, node: Term) -> list[tuple[_Targets, Uses]]:
    about = described.about(node)
    classes = [iri(term) for term in about.get(_CLASS, ())]
    properties = [iri(term) for term in about.get(_SUBJECTS, ())]
    return [
        *((_instances(name), Uses()) for name in classes),
        *((_subjects(name), Uses(forward=frozenset({name}))) for name in properties),
    ]


def _instances(kind: IRI) -> _Targets:
    return lambda stated: stated.instances(kind)


def _subjects(predicate: IRI) -> _Targets:
    return lambda stated: stated.subjects_of(predicate)
