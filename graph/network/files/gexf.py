"""GEXF 1.3, for Gephi: attributes, positions, sizes, and the years of ties as spells.

https://gexf.net/schema.html
"""

from collections.abc import Iterator
from typing import Final

from ..network import Edge, Network, Node
from ..xml_text import xml_text
from .imprint import EDGE_COLUMNS, NODE_COLUMNS, Imprint, edge_values

_TYPES: Final = {str: "string", int: "integer", float: "double"}
_NODE_VALUES: Final = ("kind", "country", "degree", "strength", "community")
_EDGE_VALUES: Final = ("activities", "first", "last", "roles", "sources")
#: Gephi's canvas is counted in hundreds.
_CANVAS: Final = 1000


def gexf(network: Network, imprint: Imprint) -> Iterator[str]:
    """Write a network as GEXF."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    yield f"<meta><creator>Koinon</creator><keywords>{xml_text(imprint.filters)}</keywords>"
    said = f"{imprint.title}: {imprint.description}. {imprint.citation}"
    yield f"<description>{xml_text(said)}</description></meta>\n"
    yield f"<graph {' '.join(_graph(network))}>\n"
    yield from _declarations("node", _NODE_VALUES, NODE_COLUMNS)
    yield from _declarations("edge", _EDGE_VALUES, EDGE_COLUMNS)
    yield f'<nodes count="{len(network.nodes)}">\n'
    for node in network.nodes:
        yield from _node(node)
    yield f'</nodes>\n<edges count="{len(network.edges)}">\n'
    for number, edge in enumerate(network.edges):
        yield from _edge(number, edge)
    yield "</edges>\n</graph>\n</gexf>\n"


def _graph(network: Network) -> Iterator[str]:
    yield 'defaultedgetype="undirected" idtype="string"'
    firsts = [edge.first for edge in network.edges if edge.first is not None]
    lasts = [edge.last for edge in network.edges if edge.last is not None]
    if firsts and lasts:
        yield 'mode="dynamic" timeformat="integer" timerepresentation="interval"'
        yield f'start="{min(firsts)}" end="{max(lasts)}"'


def _declarations(of: str, names: tuple[str, ...], types: dict[str, type]) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="static">\n'
    for name in names:
        yield f'<attribute id="{name}" title="{name}" type="{_TYPES[types[name]]}"/>\n'
    yield "</attributes>\n"


def _values(values: dict[str, str | float | None]) -> str:
    written = "".join(
        f'<attvalue for="{name}" value="{xml_text(value)}"/>'
        for name, value in values.items()
        if value is not None
    )
    return f"<attvalues>{written}</attvalues>"


def _node(node: Node) -> Iterator[str]:
    yield f'<node id="{xml_text(node.id)}" label="{xml_text(node.label)}">'
    yield _values({name: getattr(node, name) for name in _NODE_VALUES})
    if node.x is not None and node.y is not None:
        yield f'<viz:position x="{node.x * _CANVAS:.1f}" y="{node.y * _CANVAS:.1f}" z="0.0"/>'
    yield "</node>\n"


def _edge(number: int, edge: Edge) -> Iterator[str]:
    values = edge_values(edge)
    weight = values.pop("weight")
    yield f'<edge id="{number}" source="{xml_text(edge.source)}" target="{xml_text(edge.target)}" '
    yield f'weight="{weight}">' + _values(values)
    if edge.first is not None and edge.last is not None:
        yield f'<spells><spell start="{edge.first}" end="{edge.last}"/></spells>'
    yield "</edge>\n"
