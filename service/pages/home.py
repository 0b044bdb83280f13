"""What the first page shows: the graph in figures, its network, its questions."""

from dataclasses import dataclass

from koinon.graph.addresses import hp
from koinon.graph.network import Filters, project
from koinon.graph.network.figure import figure
from koinon.graph.terms import IRI, Literal
from koinon.ontology.load import questions

from ..generations import Generation
from .looking import Look
from .views import View

#: Nodes of the picture: as many as can still be told apart.
_DRAWN = 60
_ORDER = ("activities", "organisations", "involvements", "sources", "countries")


@dataclass(frozen=True, slots=True)
class Picture:
    """The network of the data, drawn, and how much of it is."""

    svg: str
    nodes: int
    edges: int
    of_nodes: int


def home(generation: Generation) -> View:
    """Gather what the first page shows; computed once a generation."""
    return generation.remember("home", lambda: _home(generation))


def counts(look: Look) -> dict[str, int]:
    """Count what the graph holds, by what it is."""
    found = {}
    for row in look.rows("counts"):
        what, count = row["what"], row["count"]
        if isinstance(what, Literal) and isinstance(count, Literal):
            found[what.value] = int(count.value)
    return {what: found.get(what, 0) for what in _ORDER}


def years(look: Look) -> tuple[str, str] | None:
    """Give the first and the last year in which anything begins or ends."""
    dates = sorted(row["date"].value[:4] for row in look.rows("years") if isinstance(row["date"], Literal))
    return (dates[0], dates[-1]) if dates else None


def _home(generation: Generation) -> View:
    look = Look(generation.store)
    return {
        "counts": counts(look),
        "years": years(look),
        "picture": _picture(generation),
        "questions": questions(),
        "beginnings": _beginnings(look),
    }


def _picture(generation: Generation) -> Picture | None:
    network = project(generation.network, Filters(limit=_DRAWN))
    if not network.edges:
        return None
    return Picture(figure(network), len(network.nodes), len(network.edges), network.total_nodes)


def _beginnings(look: Look) -> list[View]:
    """Pick the organisations with most involvements, to begin reading from."""
    found: dict[IRI, int] = {}
    for quad in look.store.quads(predicate=hp("agent")):
        if isinstance(quad.object, IRI):
            found[quad.object] = found.get(quad.object, 0) + 1
    most = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:8]
    return [{"name": look.name(iri), "count": count} for iri, count in most]
