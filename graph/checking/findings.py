"""What a check finds: a sentence about a node, with the source and the words it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..terms import IRI


class Severity(StrEnum):
    """How bad it is: a violation stops an ingest, a warning is only told."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    ``sentence`` says what is wrong and what to do; ``source`` is the title of the source that says so,
    ``source_id`` its address; ``passage`` the quoted words, or the row, on which the statement rests.
    """

    severity: Severity
    node: IRI
    sentence: str
    source: str = ""
    source_id: IRI | None = None
    passage: str = ""

    def __str__(self) -> str:
        where = f" Source: {self.source}." if self.source else ""
        words = f" Words: “{self.passage}”." if self.passage else ""
        return f"{self.severity.capitalize()}: {self.sentence}{where}{words}"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings the same way every time, violations first, each told once."""
    return sorted(
        set(findings),
        key=lambda found: (
            found.severity != Severity.VIOLATION,
            found.source,
            found.source_id or "",
            found.node,
            found.sentence,
            found.passage,
        ),
    )
