"""Evidence: the words that state an involvement, read from the store."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from koinon.ontology.namespaces import ROLE

from ..queries.load import query
from ..store.seam import Store
from ..terms import IRI, Term


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """Words of a source, with what stands before and after them.

    ``start`` and ``end`` are code points of the source's text; ``row`` is given for tables (RFC 7111).
    """

    id: str
    quote: str | None
    prefix: str | None
    suffix: str | None
    start: int | None
    end: int | None
    row: str | None


@dataclass(frozen=True, slots=True)
class StatingSource:
    """Who says so: a source as it is cited."""

    id: str
    title: str | None = None
    address: str | None = None
    publisher: str | None = None
    issued: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class StatedInvolvement:
    """An involvement as the store holds it; ``role`` is a notation, ``graph`` where it is stated."""

    id: str
    agent: str | None
    country: str | None
    role: str | None
    phrase: str | None
    graph: str


@dataclass(slots=True)
class EvidenceReader:
    """Reads evidence, asking for each source only once."""

    store: Store
    _rows: dict[str, dict[str, str]] = field(default_factory=dict)

    def involvements(self, activity: str) -> Iterator[StatedInvolvement]:
        """Yield the involvements of an activity, in order of address."""
        rows = self.store.select(query("network_involvements_of_activity"), {"activity": IRI(activity)})
        found = {
            StatedInvolvement(
                id=_text(row["involvement"]),
                agent=_maybe(row.get("agent")),
                country=_maybe(row.get("country")),
                role=_notation(row.get("role")),
                phrase=_maybe(row.get("phrase")),
                graph=_text(row["graph"]),
            )
            for row in rows
        }
        yield from sorted(found, key=lambda one: (one.id, one.graph, one.role or "", one.phrase or ""))

    def passages(self, involvement: str) -> tuple[QuotedPassage, ...]:
        """Give the passages that state an involvement, in order of the text."""
        rows = self.store.select(query("network_passages_of_involvement"), {"involvement": IRI(involvement)})
        found = {
            QuotedPassage(
                id=_text(row["passage"]),
                quote=_maybe(row.get("exact")),
                prefix=_maybe(row.get("prefix")),
                suffix=_maybe(row.get("suffix")),
                start=_number(row.get("start")),
                end=_number(row.get("end")),
                row=_maybe(row.get("row")),
            )
            for row in rows
        }
        return tuple(sorted(found, key=lambda one: (one.start or 0, one.end or 0, one.id)))

    def source(self, address: str) -> StatingSource:
        """Describe a source."""
        stated = {name: value for name, value in self._row(address).items() if name != "graph"}
        return StatingSource(address, **stated)

    def graph_of(self, address: str) -> str | None:
        """Name the graph that holds what a source asserts."""
        return self._row(address).get("graph")

    def _row(self, address: str) -> dict[str, str]:
        if address not in self._rows:
            found = self.store.select(query("network_source"), {"source": IRI(address)})
            rows = [{name: _text(term) for name, term in row.items()} for row in found]
            self._rows[address] = min(rows, key=lambda row: sorted(row.items()), default={})
        return self._rows[address]


def _text(term: Term) -> str:
    return str(term) if isinstance(term, IRI) else term.value


def _maybe(term: Term | None) -> str | None:
    return None if term is None else _text(term)


def _number(term: Term | None) -> int | None:
    text = _maybe(term)
    return int(text) if text is not None and text.isdecimal() else None


def _notation(term: Term | None) -> str | None:
    text = _maybe(term)
    return None if text is None else text.removeprefix(ROLE)
