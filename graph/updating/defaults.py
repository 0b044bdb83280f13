"""What stands for the default graph in an update."""

from dataclasses import dataclass

from ..errors import QueryError
from ..terms import IRI


class NoDefaultGraph(QueryError):  # noqa: N818 - the name says what is the case
    """The default graph is the union of all others, and cannot be written to."""

    def __init__(self) -> None:
        super().__init__(
            "The default graph is the union of all named graphs and cannot be written to; name the graph "
            "with GRAPH, WITH or ?graph=, or run the service with KOINON_DEFAULT_GRAPH=own."
        )


@dataclass(frozen=True, slots=True)
class Graphs:
    """How an update sees the graphs of a store.

    ``default`` is the named graph that is kept as the default graph; None where the default graph is the
    union of all. ``maintained`` are graphs that the program fills itself: CLEAR ALL leaves them alone.
    """

    default: IRI | None = None
    maintained: frozenset[IRI] = frozenset()

    def writable_default(self) -> IRI:
        """Name the graph kept as the default graph.

        Raises:
            NoDefaultGraph: there is none.
        """
        if self.default is None:
            raise NoDefaultGraph
        return self.default
