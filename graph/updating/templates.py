"""Templates of an update filled in by the engine itself, in a store of their own."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import pyoxigraph as ox

from ..store.engine_errors import engine_errors
from ..store.seam import Solutions
from ..terms import IRI, Quad, Term, from_oxigraph, n3
from .cursor import Span
from .defaults import NoDefaultGraph
from .pieces import Pieces

_ROWS = 2_000

#: Names a blank node.
Name = Callable[[str], IRI]


class Namer:
    """Gives every blank node of an update an address of its own."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._names: dict[str, IRI] = {}

    def __call__(self, label: str) -> IRI:
        """Give the address of a blank node: the same label, the same address."""
        return self._names.setdefault(label, IRI(f"{self._prefix}{len(self._names) + 1}"))


def data(pieces: Pieces, block: Span, default: IRI | None, name: Name) -> frozenset[Quad]:
    """Read the quads of a data block; ``default`` is where those outside of any GRAPH go.

    Raises:
        QueryError: it is no such block.
        NoDefaultGraph: there is nowhere for a quad outside of any GRAPH.
    """
    return frozenset(_run(pieces.around("INSERT DATA ", block), default, name))


def filled(
    pieces: Pieces, template: Span, solutions: Solutions, default: IRI | None, name: Name
) -> Iterator[Quad]:
    """Yield what a template comes to with each solution; one that is unbound where it is needed gives none.

    Raises:
        QueryError: it is no such template.
        NoDefaultGraph: there is nowhere for a quad outside of any GRAPH.
    """
    names = " ".join(f"?{name}" for name in solutions.variables)
    rows = iter(solutions.rows)
    # The text is checked even where nothing is found.
    chunk = list(islice(rows, _ROWS))
    while True:
        values = " ".join(f"({_values(row, name)})" for row in chunk)
        update = pieces.around("INSERT ", template, f" WHERE {{ VALUES ({names}) {{ {values} }} }}")
        yield from _run(update, default, name)
        chunk = list(islice(rows, _ROWS))
        if not chunk:
            return


def _values(row: Sequence[Term | None], name: Name) -> str:
    return " ".join("UNDEF" if term is None else _written(term, name) for term in row)


def _written(term: Term, name: Name) -> str:
    if isinstance(term, IRI) and term.startswith("_:"):
        return n3(name(f"solution {term}"))
    return n3(term)


def _run(update: str, default: IRI | None, name: Name) -> Iterator[Quad]:
    engine = ox.Store()
    with engine_errors():
        engine.update(update)
    for quad in engine:
        yield _quad(quad, default, name)


def _quad(quad: ox.Quad, default: IRI | None, name: Name) -> Quad:
    graph = quad.graph_name
    if isinstance(graph, ox.NamedNode):
        where: IRI | None = IRI(graph.value)
    else:
        where = name(graph.value) if isinstance(graph, ox.BlankNode) else default
    if where is None:
        raise NoDefaultGraph
    subject = _named(from_oxigraph(quad.subject), name)
    return Quad(IRI(subject), IRI(quad.predicate.value), _named(from_oxigraph(quad.object), name), where)


def _named(term: Term, name: Name) -> Term:
    return name(term) if isinstance(term, IRI) and term.startswith("_:") else term
