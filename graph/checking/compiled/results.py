"""What a shape finds, as far as it is told to people."""

from typing import NamedTuple

from ...terms import IRI, Term


class Result(NamedTuple):
    """A validation result (SHACL, section 3.6.2).

    ``path`` is None where the shape has none, or one that is not a single property; ``value`` is None where
    no single value is at fault.
    """

    focus: Term
    path: IRI | None
    value: Term | None
    message: str
    severity: IRI
