"""An update as it was asked for."""

from dataclasses import dataclass

from ..terms import IRI


@dataclass(frozen=True, slots=True)
class Update:
    """An update request (SPARQL 1.1 Protocol, section 2.2).

    ``using`` and ``using_named`` are the graphs that the request names beside the text; ``base`` resolves
    relative addresses in it.
    """

    text: str
    using: tuple[IRI, ...] = ()
    using_named: tuple[IRI, ...] = ()
    base: str | None = None
