"""Diagrams of the vocabulary, drawn from its statements: a class with what leads to it and from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from koinon.graph.store.seam import Store
from koinon.graph.terms import IRI
from koinon.ontology.namespaces import OWL, PREFIXES, RDF, RDFS

_ROW: Final = 34
_BOX: Final = 26
_COLUMN: Final = 190
_GAP: Final = 170
_MARGIN: Final = 12
_INK: Final = "#7a7a86"
_FACE: Final = 'font-family="system-ui, sans-serif" font-size="12"'


@dataclass(frozen=True, slots=True)
class Arrow:
    """A property, and the class or datatype at its other end."""

    name: str
    end: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A class, what it is narrower than, and the properties that lead to it and from it, by short names."""

    name: str
    broader: tuple[str, ...]
    incoming: tuple[Arrow, ...]
    outgoing: tuple[Arrow, ...]


def neighbourhood(store: Store, subject: IRI) -> Neighbourhood | None:
    """Gather what the vocabulary says of a class; None where it is none of its classes."""
    if next(store.quads(subject, IRI(RDF + "type"), IRI(OWL + "Class")), None) is None:
        return None
    above = store.quads(subject, IRI(RDFS + "subClassOf"))
    return Neighbourhood(
        short(subject),
        tuple(sorted(short(quad.object) for quad in above if _is_named(quad.object))),
        tuple(_arrows(store, subject, end="range", other="domain")),
        tuple(_arrows(store, subject, end="domain", other="range")),
    )


def _arrows(store: Store, subject: IRI, end: str, other: str) -> Iterator[Arrow]:
    properties = {quad.subject for quad in store.quads(None, IRI(RDFS + end), subject)}
    for one in sorted(properties):
        ends = [quad.object for quad in store.quads(one, IRI(RDFS + other))]
        yield from (Arrow(short(one), short(found)) for found in ends if _is_named(found))
        if not ends:
            yield Arrow(short(one), "")


def _is_named(term: object) -> bool:
    """Tell whether a term has a name of a vocabulary; unions and restrictions have addresses of the graph."""
    return isinstance(term, IRI) and short(term) != term


def short(iri: object) -> str:
    """Shorten a name by its prefix, where it has one."""
    text = str(iri)
    return next(
        (f"{prefix}:{text[len(start) :]}" for prefix, start in PREFIXES.items() if text.startswith(start)),
        text,
    )


def svg(drawn: Neighbourhood) -> str:
    """Draw a class: what leads to it on the left, what leads from it on the right, what is wider above."""
    rows = max(len(drawn.incoming), len(drawn.outgoing), 1)
    top = _MARGIN + (_ROW * 2 if drawn.broader else 0)
    height, width = top + rows * _ROW + _MARGIN, 3 * _COLUMN + 2 * _GAP + 2 * _MARGIN
    left, middle, right = (_MARGIN + place * (_COLUMN + _GAP) for place in range(3))
    centre = top + rows * _ROW / 2
    parts = [_box(middle, centre - _BOX / 2, drawn.name, strong=True)]
    if drawn.broader:
        parts.append(_box(middle, _MARGIN, ", ".join(drawn.broader)))
        parts.append(_line(middle + _COLUMN / 2, centre - _BOX / 2, middle + _COLUMN / 2, _MARGIN + _BOX))
        parts.append(_text(middle + _COLUMN / 2 + 6, _MARGIN + _BOX + 22, "is a", "start"))
    for place, arrow in enumerate(drawn.incoming):
        parts += _drawn(arrow, left, left + _COLUMN, middle, top + place * _ROW, centre, towards=True)
    for place, arrow in enumerate(drawn.outgoing):
        parts += _drawn(arrow, right, right, middle + _COLUMN, top + place * _ROW, centre, towards=False)
    title = f"{drawn.name}: {_in_words(drawn)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" width="{width}" '
        f'height="{height:g}" role="img" aria-label={quoteattr(title)} {_FACE}><title>{escape(title)}</title>'
        '<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        f'orient="auto"><path d="M0 0L8 4L0 8z" fill="{_INK}"/></marker></defs>{"".join(parts)}</svg>'
    )


def _in_words(drawn: Neighbourhood) -> str:
    said = [f"is a {', '.join(drawn.broader)}"] if drawn.broader else []
    said += [f"{one.end or 'anything'} {one.name} {drawn.name}" for one in drawn.incoming]
    said += [f"{one.name} {one.end or 'anything'}" for one in drawn.outgoing]
    return "; ".join(said) or "a class of its own"


def _drawn(
    arrow: Arrow, box: float, outer: float, inner: float, y: float, centre: float, *, towards: bool
) -> Iterator[str]:
    middle = y + _BOX / 2
    yield _box(box, y, arrow.end or "anything")
    near = (inner, centre)
    yield _line(outer, middle, *near) if towards else _line(*near, outer, middle)
    side = (outer + 6, "start") if towards else (outer - 6, "end")
    yield _text(side[0], middle - 4, arrow.name, side[1])


def _box(x: float, y: float, name: str, *, strong: bool = False) -> str:
    width = 2 if strong else 1
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{_COLUMN}" height="{_BOX}" rx="4" fill="none" stroke="{_INK}" '
        f'stroke-width="{width}"/>' + _text(x + _COLUMN / 2, y + _BOX / 2 + 4, name, "middle")
    )


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{_INK}" marker-end="url(#end)"/>'


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{_INK}">{escape(words)}</text>'
