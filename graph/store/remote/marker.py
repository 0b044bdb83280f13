"""What a remote store says of itself: its generation, and whether a change is under way."""

from dataclasses import dataclass, field

from ...errors import StoreDamaged
from ...terms import IRI, Literal, n3
from .client import Client
from .own_graphs import OwnGraphs
from .results import JSON, solutions


@dataclass(frozen=True, slots=True)
class Marker:
    """The generation that stands; the staged graphs of a change under way, and the generation it makes.

    A plan without a generation was not staged whole: nothing of it was done. A plan with one has to be done
    to its end, whoever finds it.
    """

    generation: int
    pending: int | None = None
    staged: tuple[IRI, ...] = field(default=())


def read_marker(client: Client, own: OwnGraphs) -> Marker | None:
    """Read the marker; None where the store was never made ready.

    Raises:
        StoreDamaged: it cannot be understood.
    """
    found = solutions(
        client.query(f"SELECT ?s ?p ?o WHERE {{ GRAPH {n3(own.marker)} {{ ?s ?p ?o }} }}", JSON)
    )
    generations: list[int] = []
    pending: int | None = None
    staged: list[IRI] = []
    try:
        for row in found:
            if row["p"] in (own.removes_from, own.adds_to):
                staged.append(IRI(row["s"]))
            elif row["p"] == own.generation:
                generations.append(_number(row["o"]))
            elif row["p"] == own.pending:
                pending = _number(row["o"])
    except (ValueError, TypeError):
        raise StoreDamaged(f"The marker {own.marker} of the remote store cannot be understood.") from None
    # While a change is finished the new generation stands beside the old one for a moment.
    return Marker(max(generations), pending, tuple(sorted(staged))) if generations else None


def _number(term: object) -> int:
    return int(term.value if isinstance(term, Literal) else str(term))
