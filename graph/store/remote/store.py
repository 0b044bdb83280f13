"""The store on a remote SPARQL 1.1 engine."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from typing import Final, Self

import pyoxigraph as ox

from ...errors import QueryError, StoreBusy, StoreError, StoreIncomplete, StoreMissing
from ...terms import IRI, Literal, Quad, Term, Triple
from ..binding import bind
from ..embedded import EmbeddedStore
from ..seam import WHOLE, Answer, Bindings, Change, Dataset, Solutions
from ..serialisation import GRAPH_TYPES, RESULT_TYPES, Pieces, acceptable, serialise, serialise_triples
from ..threads import in_one_thread
from .changes import Writer
from .client import Client
from .endpoint import Endpoint
from .engines import Engine, Union, examine, marked, unmarked
from .marker import read_marker
from .own_graphs import OwnGraphs
from .pages import Pages, Pattern
from .present import effect
from .reply import Reply, ReplyFile
from .results import JSON, N_TRIPLES, as_meant, boolean, parsed_triples, solutions, triples
from .row_cap import RowCap
from .scope import VIRTUOSO_GRAPHS, hiding, names_graph, within, without_clauses
from .syntax import Form, counting, form_of
from .updates import Operations

#: Quads of a page; Virtuoso gives 10,000 rows at most if nobody told it otherwise.
_PAGE, _VIRTUOSO_PAGE = 50_000, 9_999
_IN_MEMORY: Final = 8 << 20
#: Seconds for which a generation that was read is taken for the one that stands.
_FRESH: Final = 1.0


class RemoteStore:
    """A store on another machine, asked over HTTP.

    It implements the ``Store`` protocol, whose methods say what they do. A query is one request, which the
    engine answers from one state; ``quads`` takes several and fails when the store changes between them.
    """

    def __init__(self, client: Client, own: OwnGraphs, engine: Engine, *, managed: bool) -> None:
        self._client = client
        self._own = own
        self._engine = engine
        self._managed = managed
        self._writer = Writer(client, own, engine)
        self._cap = RowCap(client)
        self._seen: tuple[float, int] | None = None

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def generation(self) -> int:
        """Count of the changes that made the store, by its marker; 0 where somebody else filled it.

        It is read again when it was read more than a second ago.
        """
        now = time.monotonic()
        if self._seen is None or now - self._seen[0] > _FRESH:
            self._seen = now, self._read_generation()
        return self._seen[1]

    def select(self, query: str, bindings: Bindings | None = None, dataset: Dataset = WHOLE) -> Solutions:
        """Answer a SELECT query; its rows are parsed while they are read."""
        if form_of(query) is not Form.SELECT:
            raise QueryError("This is not a SELECT query; ask for a table with SELECT.")
        text, dataset = _narrowed(self._bound(query, bindings), dataset)
        if (copy := self._copied(dataset)) is not None:
            return copy.select(text, None, dataset)
        return solutions(self._ask(text, JSON, dataset), as_meant)

    def construct(
        self, query: str, bindings: Bindings | None = None, dataset: Dataset = WHOLE
    ) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE query; its triples are parsed while they are read."""
        form = form_of(query)
        if form not in (Form.CONSTRUCT, Form.DESCRIBE):
            raise QueryError("This is not a CONSTRUCT or DESCRIBE query; ask for triples with one of these.")
        text, dataset = _narrowed(self._bound(query, bindings), dataset)
        if (copy := self._copied(dataset)) is not None:
            return copy.construct(text, None, dataset)
        return triples(self._ask_triples(text, form, dataset))

    def answer(self, query: str, accept: Sequence[str], dataset: Dataset = WHOLE) -> Answer:
        """Answer any query, serialised in the first media type of ``accept`` that its form can take.

        Tables and N-Triples pass through as the engine wrote them. Other forms of triples are written here,
        with the prefixes of the vocabulary; so is everything of Virtuoso, whose forms are not the standard's.
        """
        form = form_of(query)
        graphs = form in (Form.CONSTRUCT, Form.DESCRIBE)
        media_type = acceptable(GRAPH_TYPES if graphs else RESULT_TYPES, accept)
        text, dataset = _narrowed(query, dataset)
        if (copy := self._copied(dataset)) is not None:
            return copy.answer(text, [media_type], dataset)
        if form is Form.ASK:
            return _truth(boolean(self._ask(text, JSON, dataset)), media_type)
        passes = not self._engine.is_virtuoso
        if graphs:
            reply = self._ask_triples(text, form, dataset)
            return (
                Answer(media_type, reply)
                if passes and media_type == N_TRIPLES
                else _written(reply, media_type)
            )
        if passes:
            return Answer(media_type, self._ask(text, media_type, dataset))
        return _rewritten(self._ask(text, JSON, dataset), media_type)

    def quads(
        self,
        subject: IRI | None = None,
        predicate: IRI | None = None,
        object: Term | None = None,
        graph: IRI | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match; None matches everything.

        Raises:
            StoreBusy: the store changed while its pages were read.
        """
        pattern = Pattern(subject, predicate, object, graph)
        try:
            pattern.text()
        except ValueError:
            return iter(())  # what is not an IRI is in no quad
        return in_one_thread(self._steady(pattern))

    def apply(self, change: Change) -> None:
        """Make a change as one whole; what is so already changes nothing.

        Raises:
            StoreError: the store can only be read, or did not take the change.
        """
        if not self._client.can_update:
            raise StoreError("The remote store can only be read; give its address for updates too.")
        marker = self._writer.marker()
        removed, added = effect(change, self._ask_own, self._pages().read)
        generation = marker.generation
        if removed or added:
            generation += 1
            self._seen = None  # whatever happens now, the next reader asks again
            self._writer.write(removed, added, generation)
        self._seen = time.monotonic(), generation

    @property
    def client(self) -> Client:
        """Give the connections, for whoever closes them when nobody holds the store any more."""
        return self._client

    @property
    def engine(self) -> Engine:
        """Tell what the engine needs."""
        return self._engine

    @property
    def managed(self) -> bool:
        """Tell whether the store was made ready to be written."""
        return self._managed

    def settled(self) -> int:
        """Finish or throw away what a writer that died has left, and give the generation that stands then.

        Raises:
            StoreMissing: the store was never made ready for writing.
            StoreError: the engine did not take it.
        """
        generation = self._writer.marker().generation
        self._seen = time.monotonic(), generation
        return generation

    def _read_generation(self) -> int:
        if not self._managed:
            return 0
        marker = read_marker(self._client, self._own)
        if marker is None:
            raise StoreMissing("The remote store has lost its marker; build it anew.")
        return marker.generation

    def _ask(self, text: str, accept: str, dataset: Dataset) -> Reply:
        own = self._own
        if dataset == WHOLE:
            text = self._hiding(text)
            if self._engine.union is not Union.NAMED:
                return self._client.query(text, accept)
            if names_graph(text):  # with a default graph in the request Virtuoso would find only ?any graph
                return self._client.query(within(text, own.union), accept)
            return self._client.query(text, accept, (own.union,))
        # A kind of graph that is left out stands for no graph; engines differ when nothing is said.
        return self._client.query(text, accept, dataset.default or (own.none,), dataset.named or (own.none,))

    def _bound(self, query: str, bindings: Bindings | None) -> str:
        if not bindings:
            return query
        return bind(query, {name: self._engine.written(term) for name, term in bindings.items()})

    def _hiding(self, text: str) -> str:
        prefix = self._own.prefix if self._managed else None
        hidden = VIRTUOSO_GRAPHS if self._engine.is_virtuoso else ()
        return hiding(text, prefix, hidden) if prefix or hidden else text

    def _ask_triples(self, text: str, form: Form, dataset: Dataset) -> Reply:
        if self._engine.is_virtuoso:
            if form is Form.DESCRIBE:
                text = f'define sql:describe-mode "CBD"\n{text}'  # else what points there is told too
            else:
                self._refuse_cut(text, dataset)
        return self._ask(text, N_TRIPLES, dataset)

    def _refuse_cut(self, construct: str, dataset: Dataset) -> None:
        """Count the solutions first: Virtuoso cuts them without a word where triples are made of them."""
        (row,) = solutions(self._ask(counting(construct), JSON, dataset))
        count = row["n"]
        most = self._cap.within(int(count.value)) if isinstance(count, Literal) else None
        if most is not None and isinstance(count, Literal) and int(count.value) > most:
            raise StoreIncomplete(
                f"The remote store makes triples of {most} solutions at most, the query has {count.value}; "
                "ask for less at once.",
                most,
            )

    def _ask_own(self, text: str) -> Solutions:
        """Ask for quads by patterns that name their graphs; terms stay as the engine writes them."""
        return solutions(self._client.query(self._hiding(text), JSON))

    def _pages(self) -> Pages:
        most = self._cap.within(_VIRTUOSO_PAGE) if self._engine.is_virtuoso else None
        rows = _VIRTUOSO_PAGE if self._engine.is_virtuoso else _PAGE
        return Pages(self._ask_own, rows if most is None else most - 1)

    def _steady(self, pattern: Pattern) -> Iterator[Quad]:
        at_once = pattern.subject is not None or pattern.object is not None  # one request, so one state
        before = None if at_once else self._read_generation()
        for quad in self._pages().read(pattern):
            yield quad._replace(object=as_meant(quad.object))
        if before is not None and self._read_generation() != before:
            raise StoreBusy("The remote store changed while it was read; read it again.")

    def _copied(self, dataset: Dataset) -> EmbeddedStore | None:
        """Copy the graphs of a dataset whose default graphs the engine would only put side by side."""
        graphs = {*(dataset.default or ()), *(dataset.named or ())}
        if self._engine.merges or len(set(dataset.default or ())) < 2:
            return None
        return EmbeddedStore.memory(quad for graph in sorted(graphs) for quad in self.quads(graph=graph))


def open_remote(endpoint: Endpoint, base: str) -> RemoteStore:
    """Open a remote store whose addresses begin with ``base``.

    An engine that somebody else filled can be read if its default graph shows what its named graphs hold.

    Raises:
        StoreError: the engine cannot be reached, or needs another setting.
    """
    store = open_to_copy(endpoint, base)
    try:
        if not store.managed:
            unmarked(store.client, store.engine)
    except BaseException:
        store.close()
        raise
    return store


def open_to_copy(endpoint: Endpoint, base: str) -> RemoteStore:
    """Open a remote store of which only ``quads`` need be right where nobody made it ready for queries.

    Raises:
        StoreError: the engine cannot be reached, or needs another setting.
    """
    client, own = Client(endpoint), OwnGraphs(base)
    try:
        engine = examine(client)
        managed = read_marker(client, own) is not None
        return RemoteStore(client, own, marked(client, own, engine) if managed else engine, managed=managed)
    except BaseException:
        client.close()
        raise


def create_remote(endpoint: Endpoint, base: str) -> RemoteStore:
    """Make an engine ready to be written to, and open it: its marker, and the union of what it holds.

    Where it is ready already nothing is changed.

    Raises:
        StoreError: the engine cannot be reached or written to, or needs another setting.
    """
    client, own = Client(endpoint), OwnGraphs(base)
    try:
        engine = examine(client)
        if read_marker(client, own) is None:
            _make_ready(client, own, engine)
    finally:
        client.close()
    return open_remote(endpoint, base)


def _make_ready(client: Client, own: OwnGraphs, engine: Engine) -> None:
    marks = Operations(own, engine)
    client.update(marks.mark())
    try:
        operations = Operations(own, marked(client, own, engine))
    except StoreError:
        for step in marks.unmark():
            client.update(step)
        raise
    for step in [*operations.unite(), *operations.count(0)]:
        client.update(step)


def _bound(query: str, bindings: Bindings | None) -> str:
    return bind(query, bindings) if bindings else query


def _narrowed(query: str, dataset: Dataset) -> tuple[str, Dataset]:
    """Let the dataset of the request go before that of the query."""
    text, declared = without_clauses(query)
    return text, declared if dataset == WHOLE else dataset


def _truth(value: bool, media_type: str) -> Answer:
    written = f'{{"head":{{}},"boolean":{str(value).lower()}}}'.encode()
    return serialise(ox.parse_query_results(written, format=ox.QueryResultsFormat.JSON), [media_type])


def _rewritten(reply: Reply, media_type: str) -> Answer:
    file = ReplyFile(reply)
    try:
        return serialise(
            ox.parse_query_results(file.buffered(), format=ox.QueryResultsFormat.JSON), [media_type]
        )
    except (StoreError, QueryError, SyntaxError, ValueError, OSError):
        if file.failure is not None:
            raise file.failure from None
        raise


def _written(reply: Reply, media_type: str) -> Answer:
    output = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - Pieces closes it
    serialise_triples(parsed_triples(reply), media_type, output)
    output.seek(0)
    return Answer(media_type, Pieces(output))
