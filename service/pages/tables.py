"""Rows of a result, as a page shows them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from koinon.graph.terms import IRI, Literal, Term
from koinon.ontology.namespaces import PREFIXES, XSD

_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: what is shown, where it leads if it is an address, and how it is set."""

    text: str
    iri: str | None = None
    language: str | None = None
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A result of ``total`` rows, of which ``rows`` are shown."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


#: Gives the name of a thing that this server shows, or None.
Name = Callable[[IRI], str | None]


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Term | None]],
    total: int | None = None,
    name: Name | None = None,
) -> Table:
    """Make a table of rows of terms; things that have a ``name`` are shown by it."""
    shown = tuple(tuple(cell(term, name) for term in row) for row in rows)
    return Table(tuple(columns), shown, len(shown) if total is None else total)


def cell(term: Term | None, name: Name | None = None) -> Cell:
    """Show one term; an unbound one is empty."""
    if term is None:
        return Cell("")
    if isinstance(term, Literal):
        return Cell(term.value, None, term.language, term.datatype in _NUMBERS)
    named = name(term) if name else None
    return Cell(named or short(term), term)


def short(iri: IRI) -> str:
    """Shorten an address by its prefix, or to what comes after its last slash."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.rstrip("/").rsplit("/", 1)[-1] if "://" in iri else iri
