"""An update carried out: operation by operation, each as one change."""

import secrets
from collections.abc import Callable

from ..errors import QueryError
from ..queries.load import query
from ..store.guard import guard
from ..store.seam import WHOLE, Change, Dataset, Solutions, Store
from ..terms import IRI, Quad
from .defaults import Graphs
from .operations import Clear, Create, Data, Modify, Operation, Transfer, read_operations
from .pieces import Pieces
from .request import Update
from .templates import Name, Namer, data, filled
from .whole_graphs import clear, create, transfer


def run_update(
    store: Store, update: Update, graphs: Graphs, nodes: str, fresh: Callable[[], str] = secrets.token_hex
) -> None:
    """Carry out an update. Blank nodes get addresses that begin with ``nodes``.

    When it raises, the operations before the one that failed have been carried out: see ``Recording``.

    Raises:
        QueryError: it is not SPARQL, or asks for what is not allowed.
        NoDefaultGraph: it writes to the default graph, and that is the union of all.
    """
    guard(update.text)
    operations = list(read_operations(update.text))
    if update.using or update.using_named:
        _refuse_two_datasets(operations)
    name = Namer(f"{nodes}{fresh()}-")
    for operation in operations:
        pieces = Pieces(update.text, operation.prologue, update.base)
        change = _Carrying(store, graphs, update, pieces, name).change(operation)
        if change:
            store.apply(change)


class _Carrying:
    def __init__(self, store: Store, graphs: Graphs, update: Update, pieces: Pieces, name: Name) -> None:
        self._store = store
        self._graphs = graphs
        self._update = update
        self._pieces = pieces
        self._name = name

    def change(self, operation: Operation) -> Change:
        does = operation.does
        if isinstance(does, Data):
            return self._data(does)
        if isinstance(does, Modify):
            return self._modify(does)
        resolve = self._pieces.resolve
        if isinstance(does, Clear):
            return clear(self._store, does, self._graphs, resolve)
        if isinstance(does, Create):
            return create(self._store, does, resolve)
        assert isinstance(does, Transfer)
        return transfer(self._store, does, self._graphs, resolve)

    def _data(self, does: Data) -> Change:
        if does.removes and self._pieces.names_blank_nodes(does.block):
            raise _blank_nodes_deleted()
        quads = data(self._pieces, does.block, self._graphs.default, self._name)
        return Change(removed=quads) if does.removes else Change(added=quads)

    def _modify(self, does: Modify) -> Change:
        if does.delete and self._pieces.names_blank_nodes(does.delete):
            raise _blank_nodes_deleted()
        target = self._pieces.resolve(does.with_graph) if does.with_graph else self._graphs.default
        removed: frozenset[Quad] = frozenset()
        added: frozenset[Quad] = frozenset()
        solutions = self._solutions(does)
        if does.delete:
            removed = frozenset(filled(self._pieces, does.delete, solutions, target, self._name))
        if does.insert:
            added = frozenset(filled(self._pieces, does.insert, solutions, target, self._name))
        return Change(removed, added)

    def _solutions(self, does: Modify) -> Solutions:
        """Find what the pattern matches, before anything of it is changed."""
        names = self._pieces.variables([does.delete, does.insert])
        # Without variables in the templates it counts only whether there is a match, and how often.
        chosen = " ".join(f"?{name}" for name in names) or "(1 AS ?koinon_match)"
        text = self._pieces.around(f"SELECT {chosen} WHERE ", does.pattern)
        found = self._store.select(text, dataset=self._dataset(does))
        return Solutions(found.variables, list(found.rows))

    def _dataset(self, does: Modify) -> Dataset:
        resolve = self._pieces.resolve
        if self._update.using or self._update.using_named:
            return Dataset(self._update.using, self._update.using_named)
        if does.using or does.using_named:
            return Dataset(tuple(map(resolve, does.using)), tuple(map(resolve, does.using_named)))
        default = resolve(does.with_graph) if does.with_graph else self._graphs.default
        if default is None:
            return WHOLE
        named: tuple[IRI, ...] = ()
        if self._pieces.mentions(does.pattern, "graph"):
            named = graph_names(self._store)
        return Dataset((default,), tuple(name for name in named if name != self._graphs.default))


def graph_names(store: Store) -> tuple[IRI, ...]:
    """Name the named graphs that hold anything."""
    return tuple(IRI(str(row["graph"])) for row in store.select(query("graph_names")))


def _refuse_two_datasets(operations: list[Operation]) -> None:
    for operation in operations:
        does = operation.does
        if isinstance(does, Modify) and (does.with_graph or does.using or does.using_named):
            raise QueryError(
                "The request names graphs by using-graph-uri or using-named-graph-uri, so the update may not "
                "name them by USING or WITH as well (SPARQL 1.1 Protocol, section 2.2.3)."
            )


def _blank_nodes_deleted() -> QueryError:
    return QueryError("Blank nodes cannot stand in what is deleted; match them with a variable in WHERE.")
