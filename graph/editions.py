"""Editions of one table: what the newest states, and what is kept of those before it.

The text of every edition stays a snapshot, with its number (``dcat:version``) and the one it revises
(``prov:wasRevisionOf``). A row that no newer edition has leaves a mark: an entity that specialises the
activity or involvement it told of, derived from the snapshot that had it, invalidated at a time. What the row
stated is stated no more, so that no query and no network has to be told to leave it out.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from koinon.ontology.namespaces import DCAT, OA, PROV, RDF, SKOS

from .addresses import Addresses, hp
from .terms import IRI, Literal, Quad, Term, text, typed

_About = Mapping[IRI, list[Quad]]

_TYPE: Final = IRI(RDF + "type")
_VALUE: Final = IRI(RDF + "value")
_VERSION: Final = IRI(DCAT + "version")
_REVISES: Final = IRI(PROV + "wasRevisionOf")
_SPECIALISES: Final = IRI(PROV + "specializationOf")
_HAS_SOURCE: Final = IRI(OA + "hasSource")
_WITHDRAWABLE: Final = frozenset({hp("Activity"), hp("Involvement")})
_FIRST: Final = "1"


def with_history(
    new: frozenset[Quad], old: frozenset[Quad], source_id: str, addresses: Addresses
) -> frozenset[Quad]:
    """Add to what a table states now what is kept of the editions before; ``old`` is all the store holds.

    A passage whose row says what it said before goes on quoting the edition that said it first: so a row that
    changed changes its own statements and no others.
    """
    return _Editions(new, old, source_id, addresses).due()


class _Editions:
    def __init__(
        self, new: frozenset[Quad], old: frozenset[Quad], source_id: str, addresses: Addresses
    ) -> None:
        self._provenance = addresses.graph("provenance")
        self._source = addresses.source(source_id)
        self._new, self._now = new, _by_subject(new)
        self._before = _by_subject(old)
        self._asserting = addresses.source_graph(source_id)
        self._current = self._snapshot(self._now)
        self._last = self._snapshot(self._before)

    def due(self) -> frozenset[Quad]:
        if self._current is None:
            return self._new
        due = {self._as_first_quoted(quad) for quad in self._new}
        due.update(self._numbering())
        due.update(quad for node in self._kept() for quad in self._before[node])
        if self._last not in (None, self._current):
            due.update(self._marks())
        return frozenset(due)

    def _snapshot(self, about: _About) -> IRI | None:
        found = _values(about, self._source, hp("snapshot"))
        return next((IRI(term) for term in found if isinstance(term, IRI)), None)

    def _numbering(self) -> Iterator[Quad]:
        """Number the edition that stands, and name the one it revises."""
        assert self._current is not None
        if self._last is None:
            yield self._said(self._current, _VERSION, text(_FIRST))
        elif self._last == self._current:
            yield from self._of(self._current, _REVISES)
            yield from self._of(self._current, _VERSION) or [
                self._said(self._current, _VERSION, text(_FIRST))
            ]
        else:
            before = next(iter(_values(self._before, self._last, _VERSION)), None)
            number = int(before.value) if isinstance(before, Literal) else 1
            yield self._said(self._last, _VERSION, text(str(number)))
            yield self._said(self._current, _VERSION, text(str(number + 1)))
            yield self._said(self._current, _REVISES, self._last)

    def _kept(self) -> Iterator[IRI]:
        """Name the snapshots of earlier editions, and the marks of what is still withdrawn."""
        for node, quads in self._before.items():
            is_snapshot = any(quad.object == hp("Snapshot") for quad in quads)
            is_mark = any(quad.predicate == _SPECIALISES and quad.object not in self._now for quad in quads)
            if is_mark or (is_snapshot and node != self._current):
                yield node

    def _marks(self) -> Iterator[Quad]:
        """Mark what the last edition stated and this one does not."""
        now = typed(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "dateTime")
        rows = self._rows()
        for thing, quads in self._before.items():
            kinds = {quad.object for quad in quads if quad.predicate == _TYPE} & _WITHDRAWABLE
            if not kinds or thing in self._now or quads[0].graph != self._asserting:
                continue
            mark = IRI(f"{self._source}/withdrawn/{thing.rpartition('/')[2]}")
            yield self._said(mark, _TYPE, IRI(PROV + "Entity"))
            yield self._said(mark, _SPECIALISES, thing)
            yield self._said(mark, hp("inSource"), self._source)
            yield self._said(mark, IRI(PROV + "invalidatedAtTime"), now)
            for name in _values(self._before, thing, IRI(SKOS + "prefLabel")):
                yield self._said(mark, IRI(SKOS + "prefLabel"), name)
            passage = next(iter(_values(self._before, thing, hp("evidence"))), rows.get(thing))
            if isinstance(passage, IRI):
                yield from self._where(mark, passage)

    def _rows(self) -> dict[IRI, IRI]:
        """Find for each thing a passage that states a fact of it: that of its row."""
        found: dict[IRI, IRI] = {}
        for node in self._before:
            for thing in _values(self._before, node, IRI(RDF + "subject")):
                for passage in _values(self._before, node, hp("evidence")):
                    if isinstance(thing, IRI) and isinstance(passage, IRI):
                        found[thing] = min(passage, found.get(thing, passage))
        return found

    def _where(self, mark: IRI, passage: IRI) -> Iterator[Quad]:
        """Say in which edition and row something stood, and in which words."""
        for snapshot in _values(self._before, passage, _HAS_SOURCE):
            yield self._said(mark, IRI(PROV + "wasDerivedFrom"), snapshot)
        for selector in _values(self._before, passage, IRI(OA + "hasSelector")):
            for name in (_VALUE, IRI(OA + "exact")):
                for words in _values(self._before, IRI(str(selector)), name):
                    yield self._said(mark, name, words)

    def _as_first_quoted(self, quad: Quad) -> Quad:
        """Let a passage that reads as before go on quoting the edition in which it was read first."""
        if quad.predicate != _HAS_SOURCE or quad.object != self._current:
            return quad
        held = [other for other in self._before.get(quad.subject, ()) if other.predicate == _HAS_SOURCE]
        if len(held) != 1 or not self._reads_as_before(quad.subject):
            return quad
        return held[0]

    def _reads_as_before(self, passage: IRI) -> bool:
        now, before = self._now[passage], self._before[passage]
        if _without_source(now) != _without_source(before):
            return False
        selectors = [IRI(str(quad.object)) for quad in now if quad.predicate == IRI(OA + "hasSelector")]
        return all(set(self._now[node]) == set(self._before.get(node, ())) for node in selectors)

    def _of(self, node: IRI, predicate: IRI) -> list[Quad]:
        return [quad for quad in self._before.get(node, ()) if quad.predicate == predicate]

    def _said(self, subject: IRI, predicate: IRI, value: Term) -> Quad:
        return Quad(subject, predicate, value, self._provenance)


def _by_subject(quads: Iterable[Quad]) -> dict[IRI, list[Quad]]:
    found: dict[IRI, list[Quad]] = {}
    for quad in quads:
        found.setdefault(quad.subject, []).append(quad)
    return found


def _values(about: _About, node: IRI, predicate: IRI) -> list[Term]:
    return sorted((quad.object for quad in about.get(node, ()) if quad.predicate == predicate), key=str)


def _without_source(quads: Iterable[Quad]) -> set[Quad]:
    return {quad for quad in quads if quad.predicate != _HAS_SOURCE}
