"""Operations on whole graphs (SPARQL 1.1 Update, section 3.2). A graph exists while it holds anything."""

from collections.abc import Callable

from ..errors import QueryError
from ..store.seam import Change, Store
from ..terms import IRI, Quad
from .defaults import Graphs
from .operations import Clear, Create, Transfer

Resolve = Callable[[str], IRI]


def clear(store: Store, does: Clear, graphs: Graphs, resolve: Resolve) -> Change:
    """Remove all that stands in the target; ALL and NAMED leave alone what the program maintains.

    Raises:
        NoDefaultGraph: the target is the default graph, and that is the union of all.
    """
    if does.target in {"ALL", "NAMED"}:
        kept = graphs.maintained | ({graphs.default} if does.target == "NAMED" else frozenset())
        return Change(removed=frozenset(quad for quad in store.quads() if quad.graph not in kept))
    return Change(removed=frozenset(store.quads(graph=_graph(does.target, graphs, resolve))))


def create(store: Store, does: Create, resolve: Resolve) -> Change:
    """Check that a graph is not there yet: it comes into being with its first triple.

    Raises:
        QueryError: it is there.
    """
    graph = resolve(does.graph)
    if not does.silent and next(store.quads(graph=graph), None) is not None:
        raise QueryError(f"There is a graph {graph} already; CREATE SILENT lets it be.")
    return Change()


def transfer(store: Store, does: Transfer, graphs: Graphs, resolve: Resolve) -> Change:
    """Add, copy or move all of one graph to another.

    Raises:
        QueryError: there is nothing in the first.
        NoDefaultGraph: one of them is the default graph, and that is the union of all.
    """
    source, target = _graph(does.source, graphs, resolve), _graph(does.target, graphs, resolve)
    if source == target:
        return Change()
    found = frozenset(store.quads(graph=source))
    # The default graph is always there, if only empty.
    if not found and not does.silent and source != graphs.default:
        raise QueryError(f"There is no graph {source}; {does.kind.upper()} SILENT passes over it.")
    added = frozenset(Quad(*quad.triple, target) for quad in found)
    removed = frozenset() if does.kind == "add" else frozenset(store.quads(graph=target)) - added
    return Change(removed | found if does.kind == "move" else removed, added)


def _graph(name: str, graphs: Graphs, resolve: Resolve) -> IRI:
    return graphs.writable_default() if name == "DEFAULT" else resolve(name)
