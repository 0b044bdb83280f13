"""A store that remembers what was changed through it, so that it can be taken back exactly."""

from collections.abc import Callable, Iterator, Sequence

from ..store.normal import as_stored
from ..store.seam import WHOLE, Answer, Bindings, Change, Dataset, Solutions, Store
from ..terms import IRI, Quad, Term, Triple


class Recording:
    """A store seen through a record of its changes. It implements the ``Store`` protocol.

    ``check`` is called with each change before it is made, and may refuse it by raising.
    """

    def __init__(self, store: Store, check: Callable[[Change], None] = lambda _: None) -> None:
        self._store = store
        self._check = check
        self.changes: list[Change] = []

    @property
    def generation(self) -> int:
        """The generation of the store behind."""
        return self._store.generation

    @property
    def graphs(self) -> set[IRI]:
        """The graphs in which anything changed."""
        return {quad.graph for change in self.changes for quad in (*change.added, *change.removed)}

    def apply(self, change: Change) -> None:
        """Make a change and remember what it really changed.

        Raises:
            KoinonError: the check refuses it; nothing of it is made.
        """
        coming = as_stored(change.added)
        going = as_stored(change.removed) - coming
        real = Change(
            frozenset(quad for quad in going if self._holds(quad)),
            frozenset(quad for quad in coming if not self._holds(quad)),
        )
        if real:
            self._check(real)
            self._store.apply(real)
            self.changes.append(real)

    def take_back(self) -> None:
        """Undo every change, the last first."""
        while self.changes:
            change = self.changes.pop()
            self._store.apply(Change(removed=change.added, added=change.removed))

    def select(self, query: str, bindings: Bindings | None = None, dataset: Dataset = WHOLE) -> Solutions:
        """Answer a SELECT query."""
        return self._store.select(query, bindings, dataset)

    def construct(
        self, query: str, bindings: Bindings | None = None, dataset: Dataset = WHOLE
    ) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE query."""
        return self._store.construct(query, bindings, dataset)

    def answer(self, query: str, accept: Sequence[str], dataset: Dataset = WHOLE) -> Answer:
        """Answer any query, serialised."""
        return self._store.answer(query, accept, dataset)

    def quads(
        self,
        subject: IRI | None = None,
        predicate: IRI | None = None,
        object: Term | None = None,
        graph: IRI | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match; None matches everything."""
        return self._store.quads(subject, predicate, object, graph)

    def _holds(self, quad: Quad) -> bool:
        return next(self._store.quads(*quad), None) is not None
