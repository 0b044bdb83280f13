"""From filters to a network: select, tie, cut, describe, arrange."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .communities import communities
from .details import Details, describe
from .filters import Filters, Unit
from .index import NetworkIndex
from .layout import positions
from .network import Edge, Network, Node
from .selection import things_of
from .tables import NO_YEAR, NOTHING, Flags, Ints, Texts
from .ties import Ties
from .whole import Whole, whole

#: In place of a role that no source states.
UNSTATED: Final = "unstated"


def project(
    index: NetworkIndex,
    filters: Filters | None = None,
    languages: Sequence[str] = (),
    *,
    arrange: bool = True,
) -> Network:
    """Project the network that filters describe; nodes are those that have a tie.

    ``languages`` are those of the labels, best first; they change nothing else. ``limit`` keeps the
    nodes of greatest strength, then degree, then first address, and the ties among them.

    Raises:
        NetworkError: a heritage type or a source is not in the data.
    """
    filters = filters or Filters()
    held = whole(index, filters)
    network = draw(index, filters, held, held.strongest(filters.limit), languages)
    return arranged(network) if arrange else network


def draw(
    index: NetworkIndex,
    filters: Filters,
    held: Whole,
    places: NDArray[np.int64],
    languages: Sequence[str] = (),
) -> Network:
    """Describe some nodes of a whole network, in the order given, and the ties among them."""
    found, degree, strength = held.nodes[places], held.degree[places], held.strength[places]
    drawn = _among(held.ties, found, len(held.nodes))
    return Network(
        generation=index.generation,
        filters=filters,
        nodes=nodes_of(index, filters, found, degree, strength, languages),
        edges=edges_of(index, filters, drawn, describe(drawn, held.rows)),
        total_nodes=len(held.nodes),
        total_edges=len(held.ties),
    )


def arranged(network: Network) -> Network:
    """Give a network communities and positions."""
    groups = communities(network)
    return network.arranged(groups, positions(network, groups))


def _among(ties: Ties, nodes: Ints, count: int) -> Ties:
    """Keep the ties among some of ``count`` nodes."""
    if len(nodes) == count:
        return ties
    # A table of flags is looked up ten times as fast as a set is searched.
    flags: Flags = np.zeros(int(max(ties.source.max(), ties.target.max())) + 1 if len(ties) else 0, np.bool_)
    flags[nodes[nodes < len(flags)]] = True
    return ties.take(flags[ties.source] & flags[ties.target])


def nodes_of(
    index: NetworkIndex,
    filters: Filters,
    numbers: Ints,
    degrees: NDArray[np.int64],
    strengths: NDArray[np.float64],
    languages: Sequence[str],
) -> tuple[Node, ...]:
    """Describe nodes by their numbers."""
    things = things_of(index, filters.unit)
    described = zip(numbers.tolist(), degrees.tolist(), strengths.tolist(), strict=True)
    return tuple(
        Node(
            id=things.addresses[number],
            label=things.label(number, languages),
            kind=kind_of(index, filters.unit, number),
            country=country_of(index, filters.unit, number),
            degree=degree,
            strength=strength,
        )
        for number, degree, strength in described
    )


def kind_of(index: NetworkIndex, unit: Unit, number: int) -> str | None:
    """Give the kind of a node."""
    if unit is Unit.ORGANISATION:
        return _text(index.organisation_kinds, int(index.organisations.kind[number]))
    if unit is Unit.PLACE:
        return _text(index.place_kinds, int(index.places.kind[number]))
    return unit.value


def country_of(index: NetworkIndex, unit: Unit, number: int) -> str | None:
    """Give the two letters of a node's country."""
    if unit is Unit.ORGANISATION:
        return _text(index.codes, int(index.organisations.country[number]))
    if unit is Unit.PLACE:
        return _text(index.codes, int(index.places.country[number]))
    return index.codes[number] if unit is Unit.COUNTRY else None


def _text(texts: Texts, number: int) -> str | None:
    return None if number == NOTHING else texts[number]


def _year(year: int) -> int | None:
    return None if year == NO_YEAR else year


def edges_of(index: NetworkIndex, filters: Filters, ties: Ties, details: Details) -> tuple[Edge, ...]:
    """Give ties and their details as edges, heaviest first."""
    addresses = things_of(index, filters.unit).addresses
    names = {number: addresses[number] for number in set(ties.source.tolist()) | set(ties.target.tolist())}
    roles = {NOTHING: UNSTATED} | dict(enumerate(index.roles))
    heaviest = np.lexsort((ties.target, ties.source, -ties.activities, -ties.weight))
    # Which places play which roles means nothing: roles are those of whoever takes part.
    played = filters.unit in {Unit.ORGANISATION, Unit.COUNTRY}
    columns = (
        ties.source[heaviest],
        ties.target[heaviest],
        ties.weight[heaviest],
        ties.activities[heaviest],
        details.first[heaviest],
        details.last[heaviest],
        details.sources[heaviest],
    )
    # Lists of plain numbers: taken one by one, those of numpy cost ten times as much.
    rows = zip(heaviest.tolist(), *(column.tolist() for column in columns), strict=True)
    return tuple(
        Edge(
            source=names[source],
            target=names[target],
            weight=weight,
            activities=activities,
            first=_year(first),
            last=_year(last),
            roles=tuple((roles[a], roles[b], count) for a, b, count in details.roles[one]) if played else (),
            sources=sources,
        )
        for one, source, target, weight, activities, first, last, sources in rows
    )
