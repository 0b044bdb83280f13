"""Networks written: one function for every format."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final

from ...errors import NetworkError
from ...json_bytes import json_bytes
from ..network import Network
from .cx2 import cx2
from .gexf import gexf
from .graphml import graphml
from .imprint import LICENCE, Imprint
from .pajek import pajek
from .tables import edge_table, node_table


@dataclass(frozen=True, slots=True)
class FileFormat:
    """How a network is written, and what that is called on the web."""

    media_type: str
    write: Callable[[Network, Imprint], Iterator[str]]


def _json(network: Network, imprint: Imprint) -> Iterator[str]:
    said = {"licence": imprint.licence, "citation": imprint.citation}
    yield json_bytes(network.as_dict() | said).decode() + "\n"


#: Formats by the ending of a file's name; the longest ending that fits counts.
FORMATS: Final = MappingProxyType(
    {
        "gexf": FileFormat("application/gexf+xml", gexf),
        "graphml": FileFormat("application/graphml+xml", graphml),
        "net": FileFormat("text/x-pajek", pajek),
        "cx2": FileFormat("application/json", cx2),
        "csv": FileFormat("text/csv", edge_table),
        "nodes.csv": FileFormat("text/csv", node_table),
        "json": FileFormat("application/json", _json),
    }
)


def format_of(name: str) -> str:
    """Tell the format of a file from its name.

    Raises:
        NetworkError: no format has this ending.
    """
    fitting = [ending for ending in FORMATS if name.lower().endswith(f".{ending}")]
    if not fitting:
        endings = ", ".join(f".{ending}" for ending in FORMATS)
        raise NetworkError(f"“{name}” names no format for networks; end it with one of {endings}.")
    return max(fitting, key=len)


def network_file(network: Network, file_format: str, licence: str = LICENCE) -> Iterator[bytes]:
    """Yield the bytes of a network's file, piece by piece; the same network gives the same bytes.

    Raises:
        NetworkError: there is no such format.
    """
    if file_format not in FORMATS:
        raise NetworkError(f"There is no network format “{file_format}”; formats are {', '.join(FORMATS)}.")
    pieces = FORMATS[file_format].write(network, Imprint.of(network, licence))
    # A lone surrogate, which Python can hold and UTF-8 cannot, must not end the file half way.
    return (piece.encode("utf-8", errors="replace") for piece in pieces)


def write_network(
    network: Network, target: Path | BinaryIO, file_format: str | None = None, licence: str = LICENCE
) -> None:
    """Write a network to a file, by default in the format of its name, or to an open stream.

    A file is written whole or not at all.

    Raises:
        NetworkError: there is no such format.
    """
    if not isinstance(target, Path):
        for piece in network_file(network, file_format or "json", licence):
            target.write(piece)
        return
    pieces = network_file(network, file_format or format_of(target.name), licence)
    beside = target.with_name(target.name + ".part")
    try:
        with beside.open("wb") as stream:
            for piece in pieces:
                stream.write(piece)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
