"""The one seam for storage: what the program asks of any store, in its own types."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from ..terms import IRI, Quad, Term, Triple

#: Values for variables of a query, by name without the question mark.
Bindings = Mapping[str, Term]


class Dataset(NamedTuple):
    """The dataset a query is asked of (SPARQL 1.1 Protocol, section 2.1.4).

    ``default`` and ``named`` are None where the request leaves them open. Where both are open, the store's
    own default graph stands, the union of all named graphs, and every named graph is visible; where only one
    is, it is empty. Several default graphs are merged: a triple of two of them is one.
    """

    default: tuple[IRI, ...] | None = None
    named: tuple[IRI, ...] | None = None


#: The union of all named graphs as default graph.
WHOLE = Dataset()


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT: variable names in order, and one term or None for each of them a row."""

    variables: tuple[str, ...]
    rows: Iterable[Sequence[Term | None]]

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Yield each row as a mapping of its bound variables."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}


@dataclass(frozen=True, slots=True)
class Answer:
    """A query's result, serialised: its media type and its bytes in pieces."""

    media_type: str
    chunks: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Change:
    """Quads that go and quads that come, in one step."""

    removed: frozenset[Quad] = field(default_factory=frozenset)
    added: frozenset[Quad] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


class Store(Protocol):
    """A set of named graphs that answers SPARQL. Queries see one generation from begin to end."""

    @property
    def generation(self) -> int:
        """Count of the changes that made the store what it is."""
        ...

    def select(self, query: str, bindings: Bindings | None = None, dataset: Dataset = WHOLE) -> Solutions:
        """Answer a SELECT query.

        Raises:
            QueryError: the text is not a SELECT query.
        """
        ...

    def construct(
        self, query: str, bindings: Bindings | None = None, dataset: Dataset = WHOLE
    ) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE query.

        Raises:
            QueryError: the text is not such a query.
        """
        ...

    def answer(self, query: str, accept: Sequence[str], dataset: Dataset = WHOLE) -> Answer:
        """Answer any query, serialised in the first media type of ``accept`` that its form can take.

        Raises:
            QueryError: the text is not a query.
            NotAcceptable: the result cannot be written in any of the media types.
        """
        ...

    def quads(
        self,
        subject: IRI | None = None,
        predicate: IRI | None = None,
        object: Term | None = None,
        graph: IRI | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match; None matches everything."""
        ...

    def apply(self, change: Change) -> None:
        """Make a change as one whole, which leaves a new generation, or nothing at all.

        Raises:
            StoreError: the store can only be read, or could not be written.
        """
        ...
