"""What the first page shows: the graph in figures, its network, its questions."""

from dataclasses import dataclass

from koinon.graph.addresses import hp, role
from koinon.graph.network import Filters, project
from koinon.graph.network.figure import figure
from koinon.graph.records import Role
from koinon.graph.terms import IRI, Literal
from koinon.ontology.load import questions

from ..addressing import Addressing
from ..generations import Generation
from .data_set import data_set
from .figures import InlineFigure, inline_figure
from .involvements import Evidence, Involvement, involvements
from .looking import Look, View
from .quoting import plain

#: Nodes of the picture: as many as can still be told apart.
_DRAWN = 60
#: Lengths, in characters, between which a sentence shows what the graph is about at a glance.
_SHORTEST, _LONGEST = 50, 320
_TELLING = (Role.PARTNER, Role.COOPERATING, Role.CONSULTATIVE, Role.CO_ORGANISER, Role.ORGANISER)
_ORDER = ("activities", "organisations", "involvements", "sources", "countries")


@dataclass(frozen=True, slots=True)
class Picture:
    """The network of the data, drawn, and how much of it is."""

    figure: InlineFigure
    nodes: int
    edges: int
    of_nodes: int


def home(generation: Generation, addressing: Addressing) -> View:
    """Gather what the first page shows; computed once a generation."""
    return generation.remember_together("home", lambda: _home(generation, addressing))


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


def _home(generation: Generation, addressing: Addressing) -> View:
    look = Look(generation.store)
    beginnings, held, covered = _beginnings(look), counts(look), years(look)
    return {
        "example": _example(look, beginnings),
        "counts": held,
        "years": covered,
        "data_set": data_set(addressing.base, held, covered),
        "picture": _picture(generation, addressing),
        "questions": questions(),
        "beginnings": [(look.name(iri), count) for iri, count in beginnings],
    }


def _picture(generation: Generation, addressing: Addressing) -> Picture | None:
    network = project(generation.network, Filters(limit=_DRAWN))
    if not network.edges:
        return None
    drawn = inline_figure(figure(network), addressing)
    return Picture(drawn, len(network.nodes), len(network.edges), network.total_nodes)


def _beginnings(look: Look) -> list[tuple[IRI, int]]:
    """Pick the organisations with most involvements, to begin reading from."""
    found: dict[IRI, int] = {}
    for quad in look.store.quads(predicate=hp("agent")):
        if isinstance(quad.object, IRI):
            found[quad.object] = found.get(quad.object, 0) + 1
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:8]


def _example(look: Look, beginnings: list[tuple[IRI, int]]) -> Involvement | None:
    """Pick an involvement whose words can be taken in at a glance, the more telling role the better."""
    fitting = [
        one
        for iri, _ in beginnings
        for one in involvements(look, "involvements_of_organisation", organisation=iri)
        if one.evidence and one.phrase and _SHORTEST <= _length(one.evidence[0]) <= _LONGEST
    ]
    roles = [role(name) for name in _TELLING]
    return min(
        fitting,
        key=lambda one: (
            roles.index(one.role.iri) if one.role and one.role.iri in roles else len(roles),
            -_length(one.evidence[0]),
            one.iri,
        ),
        default=None,
    )


def _length(evidence: Evidence) -> int:
    return len(plain(evidence.pieces))
