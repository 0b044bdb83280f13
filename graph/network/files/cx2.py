"""CX2, for Cytoscape and NDEx (Cytoscape Exchange Format Specification, version 2)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..network import Network
from .imprint import EDGE_COLUMNS, NODE_COLUMNS, Imprint, edge_values

_TYPES: Final = {str: "string", int: "integer", float: "double"}
#: Cytoscape's canvas is counted in hundreds, and its second axis points down.
_CANVAS: Final = 1000


def cx2(network: Network, imprint: Imprint) -> Iterator[str]:
    """Write a network as CX2; nodes are numbered, their address is the attribute ``id``."""
    number = {node.id: place for place, node in enumerate(network.nodes)}
    node_types = {"name": str, "id": str} | {
        name: NODE_COLUMNS[name] for name in NODE_COLUMNS if name != "label"
    }
    yield "["
    yield _aspect({"CXVersion": "2.0", "hasFragments": False})
    counts = {"nodes": len(network.nodes), "edges": len(network.edges)}
    names = ("attributeDeclarations", "networkAttributes", "nodes", "edges")
    yield _aspect({"metaData": [{"name": name, "elementCount": counts.get(name, 1)} for name in names]})
    said: dict[str, Any] = {"name": imprint.title} | imprint.values()
    declared = {
        "networkAttributes": _declared({name: type(value) for name, value in said.items()}),
        "nodes": _declared(node_types),
        "edges": _declared(EDGE_COLUMNS | {"interaction": str}),
    }
    yield _aspect({"attributeDeclarations": [declared]})
    yield _aspect({"networkAttributes": [said]})
    yield '{"nodes":['
    for place, node in enumerate(network.nodes):
        values: dict[str, str | float | None] = {"name": node.label, "id": node.id}
        values |= {name: getattr(node, name) for name in NODE_COLUMNS if name != "label"}
        element: dict[str, Any] = {"id": place, "v": _stated(values)}
        if node.x is not None and node.y is not None:
            element |= {"x": round(node.x * _CANVAS, 1), "y": round(-node.y * _CANVAS, 1)}
        yield _element(place, element)
    yield ']},\n{"edges":['
    for place, edge in enumerate(network.edges):
        attributes = edge_values(edge) | {"interaction": "cooperates with"}
        ends = {"s": number[edge.source], "t": number[edge.target]}
        yield _element(place, {"id": place, **ends, "v": _stated(attributes)})
    yield ']},\n{"status":[{"success":true}]}]\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _aspect(value: object) -> str:
    return _json(value) + ",\n"


def _element(place: int, value: object) -> str:
    return ("\n" if place == 0 else ",\n") + _json(value)


def _declared(types: Mapping[str, type]) -> dict[str, dict[str, str]]:
    return {name: {"d": _TYPES[python_type]} for name, python_type in types.items()}


def _stated(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}
