"""CSV (RFC 4180): the edges, or the nodes, a row each; every row says what network it is of."""

import csv
import io
from collections.abc import Iterable, Iterator

from ..network import Network
from .imprint import EDGE_COLUMNS, NODE_COLUMNS, Imprint, edge_values


def edge_table(network: Network, imprint: Imprint) -> Iterator[str]:
    """Write the edges of a network as CSV, with the labels of both ends."""
    label = {node.id: node.label for node in network.nodes}
    header = ["source", "target", "source_label", "target_label", *EDGE_COLUMNS, "citation"]
    rows = (
        [edge.source, edge.target, label[edge.source], label[edge.target], *edge_values(edge).values()]
        for edge in network.edges
    )
    return _table(header, rows, imprint)


def node_table(network: Network, imprint: Imprint) -> Iterator[str]:
    """Write the nodes of a network as CSV."""
    rows = ([node.id, *(getattr(node, name) for name in NODE_COLUMNS)] for node in network.nodes)
    return _table(["id", *NODE_COLUMNS, "citation"], rows, imprint)


def _table(header: list[str], rows: Iterable[list[str | float | None]], imprint: Imprint) -> Iterator[str]:
    yield _line(header)
    for row in rows:
        yield _line([*row, imprint.citation])


def _line(values: Iterable[str | float | None]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(values)
    return written.getvalue()
