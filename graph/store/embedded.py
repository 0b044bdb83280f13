"""The embedded store: the seam on the pyoxigraph engine, in memory or in a folder.

The engine's own default graph holds the union of the named graphs, each triple once. The engine can also
show a union by itself, but then a triple that two sources state is found twice, which makes every count
wrong, and a FROM in the query no longer narrows anything.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, Self

import pyoxigraph as ox

from ..errors import QueryError, StoreError
from ..terms import IRI, Quad, Term, Triple, from_oxigraph, quad_to_oxigraph, quads_from_oxigraph, to_oxigraph
from .binding import bind
from .datasets import declared, merged
from .engine_errors import engine_errors
from .guard import guard
from .normal import as_stored
from .seam import WHOLE, Answer, Bindings, Change, Dataset, Solutions
from .serialisation import EngineResult, serialise, serialise_later
from .threads import in_one_thread

#: From how many quads on they are written beside a transaction.
_MANY: Final = 5_000


class EmbeddedStore:
    """A store in this process.

    It implements the ``Store`` protocol, whose methods say what they do.
    """

    def __init__(self, engine: ox.Store, generation: int = 0, *, read_only: bool = False) -> None:
        self._open_engine: ox.Store | None = engine
        self._generation = generation
        self._read_only = read_only
        # By how many quads the engine has grown; None when many were loaded without counting.
        self._growth: int | None = 0

    @classmethod
    def memory(cls, quads: Iterable[Quad] = ()) -> Self:
        """Make a store that lives in memory and holds the given quads."""
        store = cls(ox.Store())
        store.load(quads)
        store._generation = 0
        return store

    @property
    def generation(self) -> int:
        """Count of the changes that made the store what it is."""
        return self._generation

    def select(self, query: str, bindings: Bindings | None = None, dataset: Dataset = WHOLE) -> Solutions:
        """Answer a SELECT query; its rows are found while they are read."""
        result = self._evaluate(query, bindings, dataset)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError("This is not a SELECT query; ask for a table with SELECT.")
        return Solutions(tuple(variable.value for variable in result.variables), _rows(in_one_thread(result)))

    def construct(
        self, query: str, bindings: Bindings | None = None, dataset: Dataset = WHOLE
    ) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE query; its triples are found while they are read."""
        result = self._evaluate(query, bindings, dataset)
        if not isinstance(result, ox.QueryTriples):
            raise QueryError("This is not a CONSTRUCT or DESCRIBE query; ask for triples with one of these.")
        return _triples(in_one_thread(result))

    def answer(self, query: str, accept: Sequence[str], dataset: Dataset = WHOLE) -> Answer:
        """Answer any query, serialised in the first media type of ``accept`` that its form can take.

        A range such as ``text/*`` or ``*/*`` stands for the first type within it.
        """
        return serialise(self._evaluate(query, None, dataset), accept)

    def answer_in_thread(self, query: str, accept: Sequence[str], dataset: Dataset = WHOLE) -> Answer:
        """Answer any query as ``answer`` does, but for this thread alone: written while it is read.

        ``write_pieces`` writes it as the engine finds it, without holding anything back.
        """
        return serialise_later(self._evaluate(query, None, dataset), accept)

    def quads(
        self,
        subject: IRI | None = None,
        predicate: IRI | None = None,
        object: Term | None = None,
        graph: IRI | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match; None matches everything."""
        try:
            found = self._engine.quads_for_pattern(
                None if subject is None else ox.NamedNode(subject),
                None if predicate is None else ox.NamedNode(predicate),
                None if object is None else to_oxigraph(object),
                None if graph is None else ox.NamedNode(graph),
            )
        except ValueError:
            return iter(())  # what is not an IRI is in no quad
        return quads_from_oxigraph(in_one_thread(found))

    def apply(self, change: Change) -> None:
        """Make a change as one whole; what is so already changes nothing."""
        if self._read_only:
            raise StoreError("The store was opened for reading; open it with writing(…) to change it.")
        coming = as_stored(change.added)
        going = as_stored(change.removed) - coming
        with engine_errors():
            added = [quad for quad in map(quad_to_oxigraph, coming) if quad not in self._engine]
            removed = [quad for quad in map(quad_to_oxigraph, going) if quad in self._engine]
            if added or removed:
                growth = self._write(removed, added)
                self._growth = None if self._growth is None else self._growth + growth
                self._generation += 1

    def load(self, quads: Iterable[Quad]) -> None:
        """Add many quads fast. They come in one step, but are not compared with what is there before."""
        if self._read_only:
            raise StoreError("The store was opened for reading; open it with writing(…) to change it.")
        first = next(coming := iter(quads), None)
        if first is None:
            return
        with engine_errors():
            self._engine.bulk_extend(_in_both(map(quad_to_oxigraph, chain([first], coming))))
        self._growth = None
        self._generation += 1

    def load_files(self, files: Iterable[Path]) -> None:
        """Add the quads of files of N-Quads, which name those of the union too, as fast as the engine can.

        Raises:
            StoreError: the store can only be read, or could not be written.
        """
        if self._read_only:
            raise StoreError("The store was opened for reading; open it with writing(…) to change it.")
        with engine_errors():
            for file in files:
                self._engine.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
        self._growth = None
        self._generation += 1

    def close(self) -> None:
        """Let the engine go. Nothing can be asked of the store any more."""
        self._open_engine = None

    @property
    def _engine(self) -> ox.Store:
        if self._open_engine is None:
            raise StoreError("The store is closed; open it again to use it.")
        return self._open_engine

    def __len__(self) -> int:
        """Count the quads the engine holds, those of the union included."""
        return len(self._engine)

    def _write(self, removed: list[ox.Quad], added: list[ox.Quad]) -> int:
        """Write quads and what they change of the union; give by how many quads the engine grows."""
        growth = len(added) + sum(
            _in_union(triple) not in self._engine for triple in set(map(_triple, added))
        )
        if not removed:
            self._extend(added)
            return growth
        orphaned = self._orphaned(removed, added)
        if len(added) >= _MANY:
            self._engine.update(f"DELETE DATA {{ {_data(removed)} {_union_data(orphaned)} }}")
            self._extend(added)
            return growth - len(removed) - len(orphaned)
        # One update is one transaction; the engine's methods remove and add only one after the other.
        self._engine.update(
            f"DELETE DATA {{ {_data(removed)} {_union_data(orphaned)} }} ;\n"
            f"INSERT DATA {{ {_data(added)} {_union_data(map(_triple, added))} }}"
        )
        return growth - len(removed) - len(orphaned)

    def _extend(self, added: list[ox.Quad]) -> None:
        # Beside a transaction, the engine takes many quads five times as fast. What it wrote of them when it
        # fails goes with the generation that was being written.
        extend = self._engine.bulk_extend if len(added) >= _MANY else self._engine.extend
        extend(_in_both(added))

    def _orphaned(self, removed: list[ox.Quad], added: list[ox.Quad]) -> set[ox.Triple]:
        """Find the triples that no named graph holds any more once the quads are removed."""
        going, coming = set(removed), {_triple(quad) for quad in added}
        return {
            triple
            for triple in map(_triple, removed)
            if triple not in coming
            and all(
                isinstance(quad.graph_name, ox.DefaultGraph) or quad in going
                for quad in self._engine.quads_for_pattern(triple.subject, triple.predicate, triple.object)
            )
        }

    def _evaluate(self, query: str, bindings: Bindings | None, dataset: Dataset) -> EngineResult:
        guard(query)
        if bindings:
            query = bind(query, bindings)
        if dataset == WHOLE:
            dataset = declared(query)
        default, named = dataset.default or (), dataset.named or ()
        with engine_errors():
            if dataset == WHOLE:
                return self._engine.query(query)
            several = len(set(default)) > 1
            return (merged(self._engine, dataset) if several else self._engine).query(
                query,
                default_graph=[ox.DefaultGraph()] if several else [ox.NamedNode(graph) for graph in default],
                named_graphs=[ox.NamedNode(graph) for graph in named],
            )


def _triple(quad: ox.Quad) -> ox.Triple:
    return quad.triple


def _in_union(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, ox.DefaultGraph())


def _in_both(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    for quad in quads:
        yield quad
        yield _in_union(quad.triple)


def _data(quads: Iterable[ox.Quad]) -> str:
    # The engine writes its own terms as N-Triples, which SPARQL reads back the same.
    return "\n".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}" for quad in quads)


def _union_data(triples: Iterable[ox.Triple]) -> str:
    return "\n".join(f"{triple} ." for triple in triples)


def _rows(results: Iterable[ox.QuerySolution]) -> Iterator[tuple[Term | None, ...]]:
    with engine_errors():
        for solution in results:
            yield tuple(None if term is None else from_oxigraph(term) for term in solution)


def _triples(results: Iterable[ox.Triple]) -> Iterator[Triple]:
    with engine_errors():
        for triple in results:
            subject, predicate = from_oxigraph(triple.subject), IRI(triple.predicate.value)
            yield Triple(IRI(subject), predicate, from_oxigraph(triple.object))
