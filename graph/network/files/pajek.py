"""Pajek's .net: vertices with positions, edges with weights and the years they are active.

Pajek, Reference Manual, chapter “Input data”. The format has no place for further attributes, cannot
quote a quotation mark or, for some readers, a backslash (signs that look alike stand for both), and knows
vertices by their label: names that occur twice carry their address.
"""

from collections import Counter
from collections.abc import Iterator

from ..network import Edge, Network
from .imprint import Imprint


def pajek(network: Network, imprint: Imprint) -> Iterator[str]:
    """Write a network for Pajek."""
    for name, value in imprint.values().items():
        yield f"% {name}: {_one_line(str(value))}\n"
    labels = Counter(_one_line(node.label) for node in network.nodes)
    number = {}
    yield f"*Vertices {len(network.nodes)}\n"
    for place, node in enumerate(network.nodes, start=1):
        number[node.id] = place
        label = _one_line(node.label)
        unique = label if labels[label] == 1 else f"{label} <{node.id}>"
        # Pajek's square runs from 0 to 1, downwards.
        x, y = ((node.x or 0.0) + 1) / 2, (1 - (node.y or 0.0)) / 2
        yield f'{place} "{unique}" {x:.4f} {y:.4f} 0.5\n'
    yield "*Edges\n"
    for edge in network.edges:
        yield f"{number[edge.source]} {number[edge.target]} {edge.weight}{_active(edge)}\n"


def _active(edge: Edge) -> str:
    if edge.first is None:
        return ""
    return f" [{edge.first}]" if edge.first == edge.last else f" [{edge.first}-{edge.last}]"


def _one_line(text: str) -> str:
    visible = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(visible.replace('"', "”").replace("\\", "⧵").split()) or "?"
