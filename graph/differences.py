"""What reading a source changes in the graph, thing by thing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from koinon.ontology.namespaces import RDF

from .addresses import hp
from .terms import IRI, Quad, Triple

_TYPE: Final = IRI(RDF + "type")
#: The kinds of things that are counted: class, and what one and several of it are called.
_KINDS: Final = (
    (hp("Activity"), "activity", "activities"),
    (hp("Organisation"), "organisation", "organisations"),
    (hp("Involvement"), "involvement", "involvements"),
    (hp("Place"), "place", "places"),
    (hp("Passage"), "passage", "passages"),
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many things of a kind are new, gone, told differently, and told as before."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """What reading one source changed; ``counts`` is by kind of thing, in the plural.

    It counts what *this source* states: an organisation that is new here may be known from another source.
    """

    source_id: str
    title: str
    quads_added: int = 0
    quads_removed: int = 0
    counts: Mapping[str, Count] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.quads_added or self.quads_removed)

    def in_words(self) -> list[str]:
        """Say what is new, what went, what is told differently and what stayed, a sentence each."""
        if not self:
            return [f"“{self.title}”: nothing changed."]
        sentences = [
            f"{word}: {amounts}."
            for word, amounts in (
                ("New", self._amounts("added")),
                ("Gone", self._amounts("removed")),
                ("Changed", self._amounts("changed")),
                ("As before", self._amounts("kept")),
            )
            if amounts
        ]
        rest = f"{self.quads_added:,} statements came and {self.quads_removed:,} went."
        return [f"“{self.title}”:", *(sentences or [rest])]

    def _amounts(self, which: str) -> str:
        parts = []
        for _, one, many in _KINDS:
            number = getattr(self.counts.get(many, Count()), which)
            if number:
                parts.append(f"{number:,} {one if number == 1 else many}")
        return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def difference(source_id: str, title: str, old: frozenset[Quad], new: frozenset[Quad]) -> Difference:
    """Compare all the quads of a source before and after."""
    before, after = _by_subject(old), _by_subject(new)
    counts = {}
    for kind, _, many in _KINDS:
        was, now = _things(before, kind), _things(after, kind)
        both = was & now
        changed = sum(before[thing] != after[thing] for thing in both)
        count = Count(len(now - was), len(was - now), changed, len(both) - changed)
        if count != Count():
            counts[many] = count
    return Difference(source_id, title, len(new - old), len(old - new), counts)


def _by_subject(quads: Iterable[Quad]) -> dict[IRI, set[Triple]]:
    found: dict[IRI, set[Triple]] = {}
    for quad in quads:
        found.setdefault(quad.subject, set()).add(quad.triple)
    return found


def _things(by_subject: Mapping[IRI, set[Triple]], kind: IRI) -> set[IRI]:
    return set(_of_kind(by_subject, kind))


def _of_kind(by_subject: Mapping[IRI, set[Triple]], kind: IRI) -> Iterator[IRI]:
    for subject, triples in by_subject.items():
        if Triple(subject, _TYPE, kind) in triples:
            yield subject
