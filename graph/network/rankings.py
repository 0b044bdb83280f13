"""Rankings: nodes of a whole network by measures, by brokerage, and whether a ranking survives a loss."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from scipy import stats

from ..errors import NetworkError
from .brokerage import brokerage
from .filters import Filters
from .index import NetworkIndex
from .measures import Care, Measured, measured, names_of
from .network import Node
from .projection import draw, nodes_of
from .whole import Whole, whole

#: Pairs of partners that brokerage looks at, about four seconds.
_TRIADS: Final = 8e6
_COMPARED: Final = 3


def measure_table(
    index: NetworkIndex,
    filters: Filters,
    names: Sequence[str] = (),
    care: Care = Care.AUTO,
    languages: Sequence[str] = (),
) -> dict[str, Any]:
    """Measure the whole network of filters: rows of nodes, the greatest of the first measure first.

    ``limit`` keeps that many rows; it does not change the network that is measured.

    Raises:
        NetworkError: there is no such measure, or it is too dear for a network of this size.
    """
    name = ("measure table", filters, names_of(names), care, tuple(languages))
    return index.remembered.remember(name, lambda: _table(index, filters, names_of(names), care, languages))


def _table(
    index: NetworkIndex, filters: Filters, names: Sequence[str], care: Care, languages: Sequence[str]
) -> dict[str, Any]:
    held = whole(index, filters)
    found = [remembered_measure(index, filters, name, care) for name in names]
    order = np.lexsort((held.nodes, -held.strength, -found[0].values))[: filters.limit]
    rows = []
    for place, node in zip(order.tolist(), _nodes(index, filters, held, order, languages), strict=True):
        values = {one.name: float(one.values[place]) for one in found}
        rows.append(_described(node) | values)
    return {
        "generation": index.generation,
        "filters": filters.as_dict(),
        "total": {"nodes": len(held.nodes), "edges": len(held.ties)},
        "truncated": len(rows) < len(held.nodes),
        "measures": {one.name: {"method": one.method, "error": one.error} for one in found},
        "nodes": rows,
    }


def remembered_measure(index: NetworkIndex, filters: Filters, name: str, care: Care) -> Measured:
    """Measure the whole network of filters, unless it was measured before."""
    filters = replace(filters, limit=None)
    return index.remembered.remember(
        ("measure", name, care, filters), lambda: measured(whole(index, filters).adjacency(), name, care)
    )


def brokerage_table(
    index: NetworkIndex, filters: Filters, by: str = "country", languages: Sequence[str] = ()
) -> dict[str, Any]:
    """Count who brokers between the groups of the whole network: countries, or kinds of node.

    Raises:
        NetworkError: the groups are neither, or the network has too many open triads.
    """
    if by not in {"country", "kind"}:
        raise NetworkError(f"Brokerage by={by} is not understood; it may be country or kind.")
    held = whole(index, filters)
    triads = float((held.degree.astype(np.float64) ** 2).sum()) / 2
    if triads > _TRIADS:
        size = f"{len(held.nodes):,} nodes have {triads:,.0f} pairs of partners"
        raise NetworkError(f"The {size}, too many to look at here; narrow the network with more filters.")
    network = draw(index, replace(filters, limit=None), held, held.strongest(), languages)
    groups: Mapping[str, str | None] = {node.id: getattr(node, by) for node in network.nodes}
    label = {node.id: node.label for node in network.nodes}
    found = brokerage(network, groups)
    rows = [
        {"id": one.node, "label": label[one.node], "group": one.group, "total": one.total}
        | dict(one.counts)
        | {f"expected_{role}": value for role, value in one.expected.items()}
        for one in found[: filters.limit]
    ]
    return {
        "generation": index.generation,
        "filters": filters.as_dict(),
        "by": by,
        "total": {"nodes": len(found)},
        "truncated": len(rows) < len(found),
        "nodes": rows,
    }


def survival(
    index: NetworkIndex,
    filters: Filters,
    name: str,
    care: Care = Care.AUTO,
    languages: Sequence[str] = (),
) -> dict[str, Any]:
    """Compare a ranking with the same one without what the filter ``without`` leaves out.

    ``correlation`` is Spearman's, of nodes in both networks; a node that lost all its ties has no rank after.

    Raises:
        NetworkError: nothing is left out, or the measure is too dear.
    """
    if not filters.without:
        raise NetworkError("Say what is to be left out: without= the address of an activity or a source.")
    complete = replace(filters, without=())
    before, after = whole(index, complete), whole(index, filters)
    here = remembered_measure(index, complete, name, care)
    there = remembered_measure(index, filters, name, care)
    rank, rank_after = _ranks(here, before), _ranks(there, after)
    both = np.isin(before.nodes, after.nodes)
    place = np.searchsorted(after.nodes, before.nodes[both])
    compared = here.values[both], there.values[place]
    enough = int(both.sum()) >= _COMPARED and all(np.ptp(values) > 0 for values in compared)
    correlation = float(stats.spearmanr(*compared).statistic) if enough else None
    order = np.argsort(rank)[: filters.limit]
    rows = []
    for one, node in zip(order.tolist(), _nodes(index, filters, before, order, languages), strict=True):
        kept = int(np.searchsorted(after.nodes, before.nodes[one])) if both[one] else None
        rows.append(
            _described(node)
            | {
                "rank": int(rank[one]),
                "rank_after": None if kept is None else int(rank_after[kept]),
                "value": float(here.values[one]),
                "value_after": None if kept is None else float(there.values[kept]),
            }
        )
    return {
        "generation": index.generation,
        "filters": filters.as_dict(),
        "measure": name,
        "method": here.method,
        "correlation": None if correlation is None else round(correlation, 6),
        "lost": int((~both).sum()),
        "nodes": rows,
    }


def _ranks(found: Measured, held: Whole) -> Any:
    """Rank nodes from 1, equals alike."""
    return (
        stats.rankdata(-found.values, method="min").astype(np.int64) if len(held.nodes) else np.zeros(0, int)
    )


def _nodes(
    index: NetworkIndex, filters: Filters, held: Whole, order: Any, languages: Sequence[str]
) -> tuple[Node, ...]:
    return nodes_of(index, filters, held.nodes[order], held.degree[order], held.strength[order], languages)


def _described(node: Node) -> dict[str, Any]:
    return {"id": node.id, "label": node.label, "kind": node.kind, "country": node.country}
