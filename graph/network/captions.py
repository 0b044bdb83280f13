"""Networks in words: what a figure or a file says about itself."""

from collections.abc import Iterable

from .filters import Filters, Unit, Via, Weight
from .network import Edge, Network

_NODES = {
    Unit.ORGANISATION: ("organisation", "organisations"),
    Unit.COUNTRY: ("country", "countries"),
    Unit.PLACE: ("place", "places"),
    Unit.HERITAGE_TYPE: ("heritage type", "heritage types"),
}
_SHARED = {Via.ACTIVITY: ("activity", "activities"), Via.PROJECT: ("project", "projects")}
_WEIGHTS = {
    Weight.ACTIVITIES: "weighted by number",
    Weight.NEWMAN: "weighted by 1/(k−1) (Newman 2001)",
    Weight.ROLES: "weighted by the roles of both",
}


def counted(number: int, words: tuple[str, str]) -> str:
    """Say how many: ``1 tie``, ``1,200 ties``."""
    return f"{number:,} {words[number != 1]}"


def size(network: Network) -> str:
    """Say how large a network is, and what a limit left out."""
    nodes = counted(len(network.nodes), _NODES[network.filters.unit])
    edges = counted(len(network.edges), ("tie", "ties"))
    if not network.truncated:
        return f"{nodes}, {edges}"
    return f"the strongest {nodes} of {network.total_nodes:,}, {edges} of {network.total_edges:,}"


def meaning(filters: Filters) -> str:
    """Say what a tie of these filters is."""
    shared = _SHARED[filters.via][1]
    return f"tied by {shared} they share, {_WEIGHTS[filters.weight]}"


def restrictions(filters: Filters) -> list[str]:
    """Say what the filters leave out, a phrase each."""
    said = [
        *_said("roles", _ends(filters.role, filters.with_role)),
        *_said("years", _years(filters.from_year, filters.to_year)),
        *_said("country", ", ".join(filters.country)),
        *_said("kind", ", ".join(filters.kind)),
        *_said("heritage type", ", ".join(filters.heritage_type)),
        *_said("source", ", ".join(filters.source)),
        *_said("without", ", ".join(filters.without)),
        *_said("weight at least", f"{filters.min_weight:g}" if filters.min_weight else ""),
    ]
    return [*said, "units rolled up to their parents"] if filters.rollup == "parent" else said


def tie_words(edge: Edge) -> str:
    """Say what a tie is made of: ``3 activities, 2008–2013``."""
    return ", ".join([counted(edge.activities, ("shared", "shared")), *_said("", years(edge))])


def years(edge: Edge) -> str:
    """Give the years of a tie: ``2008–2013``, ``2011``, or nothing."""
    if edge.first is None:
        return ""
    return str(edge.first) if edge.first == edge.last else f"{edge.first}–{edge.last}"


def _said(name: str, value: str) -> Iterable[str]:
    if value:
        yield f"{name} {value}".strip()


def _ends(role: Iterable[str], with_role: Iterable[str]) -> str:
    ends = [", ".join(end) for end in (role, with_role) if end]
    return " with ".join(ends)


def _years(begin: int | None, end: int | None) -> str:
    if begin is None and end is None:
        return ""
    if end is None:
        return f"from {begin}"
    return f"to {end}" if begin is None else f"{begin}–{end}"
