"""GraphML, for networkx, igraph, yEd and Cytoscape: http://graphml.graphdrawing.org/specification.html."""

from collections.abc import Iterator, Mapping
from typing import Final

from ..network import Network
from ..xml_text import xml_text
from .imprint import EDGE_COLUMNS, NODE_COLUMNS, Imprint, edge_values

_TYPES: Final = {str: "string", int: "int", float: "double"}


def graphml(network: Network, imprint: Imprint) -> Iterator[str]:
    """Write a network as GraphML."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from _keys("graph", {name: type(value) for name, value in imprint.values().items()})
    yield from _keys("node", NODE_COLUMNS)
    yield from _keys("edge", EDGE_COLUMNS)
    yield '<graph id="network" edgedefault="undirected">\n'
    yield _data("graph", imprint.values()) + "\n"
    for node in network.nodes:
        values = {name: getattr(node, name) for name in NODE_COLUMNS}
        yield f'<node id="{xml_text(node.id)}">{_data("node", values)}</node>\n'
    for edge in network.edges:
        ends = f'source="{xml_text(edge.source)}" target="{xml_text(edge.target)}"'
        yield f"<edge {ends}>{_data('edge', edge_values(edge))}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _keys(of: str, types: Mapping[str, type]) -> Iterator[str]:
    for name, python_type in types.items():
        written = f'attr.name="{name}" attr.type="{_TYPES[python_type]}"'
        yield f'<key id="{of}-{name}" for="{of}" {written}/>\n'


def _data(of: str, values: Mapping[str, str | float | None]) -> str:
    return "".join(
        f'<data key="{of}-{name}">{xml_text(value)}</data>'
        for name, value in values.items()
        if value is not None
    )
