"""What of a change a remote store holds already, so that what is so changes nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

from ...errors import StoreIncomplete
from ...terms import IRI, Literal, Quad
from ..normal import as_stored
from ..seam import Change, Solutions
from .pages import Pattern
from .results import as_meant

_SUBJECTS: Final = 200
_ANYTHING: Final = IRI("urn:koinon:anything")

Ask = Callable[[str], Solutions]
Read = Callable[[Pattern], Iterator[Quad]]


def effect(change: Change, ask: Ask, read: Read) -> tuple[list[Quad], list[Quad]]:
    """Give the quads that truly go and those that truly come.

    Engines keep literals in different forms: one gives ``1.0`` back as it came, another as ``1``. They are
    compared by the form of the embedded store, and removed in the engine's form and in the one they came in,
    for some engines do not take their own: Virtuoso knows points only as they were written.
    """
    coming = as_stored(change.added)
    going = as_stored(change.removed) - coming
    present = _present(coming | going, ask, read)
    return (
        [form for quad in going for form in present.get(quad, ())],
        [quad for quad in coming if quad not in present],
    )


def _present(quads: Iterable[Quad], ask: Ask, read: Read) -> dict[Quad, list[Quad]]:
    """Read all that the engine holds of the quads' subjects in their graphs, by the embedded form."""
    subjects: defaultdict[IRI, set[IRI]] = defaultdict(set)
    for quad in quads:
        subjects[quad.graph].add(quad.subject)
    present: defaultdict[Quad, list[Quad]] = defaultdict(list)
    for graph, names in subjects.items():
        for found in _described(graph, sorted(names), ask, read):
            meant = found._replace(object=_canonical(as_meant(found.object)))
            present[meant] += [found] if meant == found else [found, meant]
    return dict(present)


def _described(graph: IRI, subjects: list[IRI], ask: Ask, read: Read) -> Iterator[Quad]:
    if len(subjects) == 1:
        yield from read(Pattern(subject=subjects[0], graph=graph))
        return
    if len(subjects) > _SUBJECTS:
        for start in range(0, len(subjects), _SUBJECTS):
            yield from _described(graph, subjects[start : start + _SUBJECTS], ask, read)
        return
    pattern = Pattern(graph=graph, among=("s", tuple(subjects)))
    try:
        rows = list(ask(f"SELECT * WHERE {{ {pattern.text()} }}"))
    except StoreIncomplete:
        half = len(subjects) // 2
        yield from _described(graph, subjects[:half], ask, read)
        yield from _described(graph, subjects[half:], ask, read)
        return
    yield from map(pattern.quad, rows)


@lru_cache(maxsize=1 << 16)
def _canonical(term: IRI | Literal) -> IRI | Literal:
    if isinstance(term, IRI):
        return term
    (quad,) = as_stored([Quad(_ANYTHING, _ANYTHING, term, _ANYTHING)])
    return quad.object
