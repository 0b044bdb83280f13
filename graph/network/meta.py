"""The meta-network: communities in place of nodes, for networks too large to be drawn one by one."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..errors import NetworkError
from .adjacency import Adjacency
from .communities import Communities, meta_network, partition
from .filters import Filters
from .index import NetworkIndex
from .layout import arrange
from .network import Network
from .projection import arranged, country_of, draw
from .selection import things_of
from .whole import Whole, whole

#: Gives places in a whole network, the strongest first, no more than a limit.
Keep = Callable[[Whole, int | None], NDArray[np.int64]]
#: Members that name a community.
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Community:
    """A community: how many nodes it has, what its strongest are called, and the country of most of them.

    ``inside`` is the weight of its own ties, ``strength`` that of its ties to others.
    """

    number: int
    label: str
    members: int
    country: str | None
    inside: float
    degree: int
    strength: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class MetaNetwork:
    """Communities, the largest first, and the summed weights of the ties between them."""

    generation: int
    filters: Filters
    total_nodes: int
    total_edges: int
    modularity: float
    stability: float | None
    communities: tuple[Community, ...]
    edges: tuple[tuple[int, int, float], ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the meta-network in the shape of the web interface."""
        names = Community.__dataclass_fields__
        return {
            "generation": self.generation,
            "filters": self.filters.as_dict(),
            "total": {"nodes": self.total_nodes, "edges": self.total_edges},
            "modularity": self.modularity,
            "stability": self.stability,
            "communities": [{name: getattr(one, name) for name in names} for one in self.communities],
            "edges": [{"source": a, "target": b, "weight": weight} for a, b, weight in self.edges],
        }


def communities_of(
    index: NetworkIndex,
    filters: Filters | None = None,
    languages: Sequence[str] = (),
    *,
    compare: bool = False,
) -> MetaNetwork:
    """Divide the whole network of filters into communities; ``limit`` keeps that many, the largest.

    With ``compare`` the stability over other seeds is reported.

    Raises:
        NetworkError: a heritage type or a source is not in the data.
    """
    filters = filters or Filters()
    held = whole(index, filters)
    found = divided(index, filters, compare=compare)
    network = held.adjacency()
    among = meta_network(network, found.group, len(found))
    shown = min(len(found), filters.limit or len(found))
    places = arrange(among, np.arange(len(found)))
    size = np.bincount(found.group, minlength=len(found))
    own = found.group[network.source] == found.group[network.target]
    inside = np.bincount(found.group[network.source[own]], weights=network.weight[own], minlength=len(found))
    degree, strength = among.degrees(), among.strengths()
    described = tuple(
        Community(
            number=number,
            label=label,
            members=int(size[number]),
            country=country,
            inside=round(float(inside[number]), 6),
            degree=int(degree[number]),
            strength=round(float(strength[number]), 6),
            x=float(places[number, 0]),
            y=float(places[number, 1]),
        )
        for number, (label, country) in enumerate(_names(index, filters, held, found, shown, languages))
    )
    return MetaNetwork(
        generation=index.generation,
        filters=filters,
        total_nodes=len(held.nodes),
        total_edges=len(held.ties),
        modularity=found.modularity,
        stability=found.stability,
        communities=described,
        edges=_edges(among, shown),
    )


def divided(index: NetworkIndex, filters: Filters, *, compare: bool = False) -> Communities:
    """Give the communities of the whole network; they are remembered with the index."""
    filters = replace(filters, limit=None)
    name = ("communities", filters, compare)
    return index.remembered.remember(
        name, lambda: partition(whole(index, filters).adjacency(), compare=compare)
    )


def community_network(
    index: NetworkIndex,
    number: int,
    filters: Filters | None = None,
    languages: Sequence[str] = (),
    keep: Keep | None = None,
) -> Network:
    """Open one community of the whole network: its members, the strongest first, and their ties.

    ``keep`` chooses which members; by default those that the filters' limit leaves.

    Raises:
        NetworkError: there is no community of that number.
    """
    filters = filters or Filters()
    held, group = whole(index, filters), divided(index, filters).group
    if not 0 <= number <= (int(group.max()) if len(group) else -1):
        raise NetworkError(f"There is no community {number} under these filters.")
    network, members = held.adjacency(), group == number
    ties = held.ties.take(members[network.source] & members[network.target])
    inner = Whole.of(held.rows, ties)
    places = inner.strongest(filters.limit) if keep is None else keep(inner, filters.limit)
    return arranged(draw(index, filters, inner, places, languages))


def _names(
    index: NetworkIndex,
    filters: Filters,
    held: Whole,
    found: Communities,
    shown: int,
    languages: Sequence[str],
) -> list[tuple[str, str | None]]:
    """Name communities by their strongest members."""
    things, strongest = things_of(index, filters.unit), held.strongest()
    grouped = strongest[np.argsort(found.group[strongest], kind="stable")]
    begin = np.searchsorted(found.group[grouped], np.arange(shown + 1))
    named: list[tuple[str, str | None]] = []
    for one in range(shown):
        members = held.nodes[grouped[begin[one] : begin[one + 1]]].tolist()
        label = "; ".join(things.label(member, languages) for member in members[:_NAMED])
        countries = Counter(country_of(index, filters.unit, member) for member in members)
        countries.pop(None, None)
        country = min(countries, key=lambda code: (-countries[code], str(code)), default=None)
        named.append((label, country))
    return named


def _edges(among: Adjacency, shown: int) -> tuple[tuple[int, int, float], ...]:
    kept = (among.source < shown) & (among.target < shown)
    source, target, weight = among.source[kept], among.target[kept], np.round(among.weight[kept], 6)
    order = np.lexsort((target, source, -weight))
    return tuple(zip(source[order].tolist(), target[order].tolist(), weight[order].tolist(), strict=True))
