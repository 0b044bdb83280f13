"""Passages as they are quoted: their words, and which of them are marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from koinon.graph.addresses import hp
from koinon.graph.store.seam import Store
from koinon.graph.terms import IRI, Literal
from koinon.ontology.namespaces import OA, RDF

_SELECTOR = IRI(OA + "hasSelector")
_START, _END, _EXACT = IRI(OA + "start"), IRI(OA + "end"), IRI(OA + "exact")
_ROW = IRI(RDF + "value")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source: a range of its text, or a row of its table."""

    iri: IRI
    source: IRI | None
    words: str
    start: int | None = None
    end: int | None = None
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A range of a text and what it is: ``organisation``, ``phrase``, ``date`` …"""

    start: int
    end: int
    what: str
    passage: IRI | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words. Where ``what`` is set they are marked; pieces may stand inside one another."""

    words: str
    what: str = ""
    passage: IRI | None = None
    inside: tuple["Piece", ...] = field(default=())


class Quoting:
    """Reads passages of one store, each once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[IRI, Passage] = {}

    def __call__(self, iri: IRI) -> Passage:
        """Read a passage."""
        if iri not in self._known:
            self._known[iri] = self._read(iri)
        return self._known[iri]

    def _read(self, iri: IRI) -> Passage:
        source, values = None, {}
        for quad in self._store.quads(subject=iri):
            if quad.predicate == hp("inSource") and isinstance(quad.object, IRI):
                source = quad.object
            elif quad.predicate == _SELECTOR and isinstance(quad.object, IRI):
                parts = self._store.quads(subject=quad.object)
                values.update({part.predicate: part.object for part in parts})
        return Passage(
            iri,
            source,
            _text(values.get(_EXACT)) or "",
            _number(values.get(_START)),
            _number(values.get(_END)),
            _text(values.get(_ROW)),
        )


def quoted(passage: Passage, marked: Iterable[tuple[Passage, str]]) -> tuple[Piece, ...]:
    """Quote a passage with the words of other passages within it marked as what they are."""
    if passage.start is None:
        return (Piece(passage.words),)
    spans = [
        Span(one.start - passage.start, one.end - passage.start, what)
        for one, what in marked
        if one.start is not None and one.end is not None and one.source == passage.source
    ]
    return mark(passage.words, spans)


def plain(pieces: Iterable[Piece]) -> str:
    """Give the words of pieces without their marks."""
    return "".join(piece.words + plain(piece.inside) for piece in pieces)


def mark(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut a text at its spans, one inside the other. One that runs over the end of another is cut there."""
    ordered = sorted(set(spans), key=lambda one: (one.start, -one.end, one.what, one.passage or ""))
    return _cut(text, 0, len(text), [one for one in ordered if 0 <= one.start < one.end])


def _cut(text: str, start: int, end: int, spans: Sequence[Span]) -> tuple[Piece, ...]:
    found, position, index = [], start, 0
    while index < len(spans):
        span, last = spans[index], min(spans[index].end, end)
        following = index + 1
        while following < len(spans) and spans[following].start < last:
            following += 1
        if span.start >= end:
            break
        if span.start > position:
            found.append(Piece(text[position : span.start]))
        inside = _cut(text, span.start, last, spans[index + 1 : following])
        found.append(Piece("", span.what, span.passage, inside))
        position, index = last, following
    if position < end:
        found.append(Piece(text[position:end]))
    return tuple(found)


def _text(value: object) -> str | None:
    return value.value if isinstance(value, Literal) else None


def _number(value: object) -> int | None:
    return int(value.value) if isinstance(value, Literal) and value.value.isdigit() else None
