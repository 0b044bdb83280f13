"""A shape as a function: what it finds at a node."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from koinon.ontology.namespaces import SH

from ...terms import IRI, Term
from .constraints import Find
from .paths import Path
from .results import Result
from .stated import Stated

#: The severity of what gives none.
VIOLATION: Final = IRI(SH + "Violation")


class Constraint(NamedTuple):
    """What finds values at fault, and its own message where it has one."""

    find: Find
    message: str | None = None


@dataclass(slots=True, eq=False)
class Shape:
    """A shape; one without ``path`` is about the focus node itself."""

    path: Path | None = None
    named: IRI | None = None
    constraints: list[Constraint] = field(default_factory=list)
    properties: list["Shape"] = field(default_factory=list)
    message: str = ""
    severity: IRI = VIOLATION

    def results(self, stated: Stated, focus: Term) -> Iterator[Result]:
        """Find what is wrong at a node."""
        values = (focus,) if self.path is None else self.path(stated, focus)
        for find, message in self.constraints:
            for value in find(stated, focus, values):
                yield Result(focus, self.named, value, message or self.message, self.severity)
        for inner in self.properties:
            for value in values:
                yield from inner.results(stated, value)

    def suits(self, stated: Stated, node: Term) -> bool:
        """Tell whether nothing is wrong at a node."""
        return next(self.results(stated, node), None) is None


def conforming(shape: Shape) -> Find:
    """Make sh:node."""
    return lambda stated, _, values: [value for value in values if not shape.suits(stated, value)]


def conforming_to_any(shapes: Sequence[Shape]) -> Find:
    """Make sh:or."""
    return lambda stated, _, values: [
        value for value in values if not any(shape.suits(stated, value) for shape in shapes)
    ]


def conforming_to_one(shapes: Sequence[Shape]) -> Find:
    """Make sh:xone."""
    return lambda stated, _, values: [
        value for value in values if sum(shape.suits(stated, value) for shape in shapes) != 1
    ]


def enough_conform(shape: Shape, number: int) -> Find:
    """Make sh:qualifiedMinCount of a sh:qualifiedValueShape."""
    return lambda stated, _, values: (
        () if sum(shape.suits(stated, value) for value in values) >= number else (None,)
    )


def few_conform(shape: Shape, number: int) -> Find:
    """Make sh:qualifiedMaxCount of a sh:qualifiedValueShape."""
    return lambda stated, _, values: (
        () if sum(shape.suits(stated, value) for value in values) <= number else (None,)
    )
