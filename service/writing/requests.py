"""What can be asked of the writer, and what it answers."""

import hashlib
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from koinon.graph.bulk import Prepared
from koinon.graph.ingest import Ingest
from koinon.graph.rdf_files import RdfFile
from koinon.graph.records import Account
from koinon.graph.terms import IRI
from koinon.graph.updating import Update

from ..scopes import Scope


@dataclass(frozen=True, slots=True)
class UpdateWrite:
    """A SPARQL update; one that is ``within`` a graph sees and writes only that, as its default graph."""

    update: Update
    scope: Scope
    within: IRI | None = None


class GraphAction(StrEnum):
    """What is done to a graph (SPARQL 1.1 Graph Store HTTP Protocol, section 5)."""

    REPLACE = "replace"
    ADD = "add"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Part:
    """RDF as it was sent, not parsed: its bytes and their media type."""

    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class GraphWrite:
    """One graph replaced, added to or deleted; ``graph`` None is the default graph.

    ``statements`` are the parts parsed, as N-Triples: the writer fills them in.
    """

    action: GraphAction
    graph: IRI | None
    scope: Scope
    parts: tuple[Part, ...] = ()
    base: str = ""
    statements: bytes = b""


@dataclass(frozen=True, slots=True)
class IngestWrite:
    """Sources read elsewhere, to be put into the store; see ``ingest``."""

    sources: tuple[Account | RdfFile | Prepared, ...]
    anew: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawWrite:
    """Sources to be taken out of the store."""

    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """Nothing is written: how many wait, and what the writer has done so far."""


Write = UpdateWrite | GraphWrite | IngestWrite | WithdrawWrite | Status


@dataclass(frozen=True, slots=True)
class Asked:
    """A write with the key under which its answer is remembered.

    A key that a client gave is remembered longer than one that was made for a single call.
    """

    write: Write
    key: str
    given: bool = False

    @property
    def fingerprint(self) -> str:
        """Digest the write, so that its key cannot stand for another one."""
        if isinstance(self.write, GraphWrite):
            digest = hashlib.sha256(f"{self.write.action} {self.write.graph}\n".encode())
            digest.update(self.write.statements)
        else:
            digest = hashlib.sha256(repr(self.write).encode())
        return digest.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a write: an error by its kind and sentence, or the generation that holds it.

    ``existed`` says that the graph was there before; ``details`` is JSON.
    """

    generation: int = 0
    changed: bool = False
    existed: bool = True
    error: str = ""
    sentence: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Give the fields, to be written as JSON."""
        return asdict(self)


def ingest_details(done: Ingest) -> dict[str, Any]:
    """Write what an ingest did as JSON; ``read_ingest`` reads it."""
    return asdict(done)
