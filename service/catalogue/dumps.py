"""The whole graph as a file, written while it is read."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from koinon.graph.network import Filters, project
from koinon.graph.network.files import network_file
from koinon.graph.network.index import NetworkIndex
from koinon.graph.queries.load import query
from koinon.graph.store.binding import bind
from koinon.graph.store.seam import Store
from koinon.graph.terms import IRI, n3

_LINE: Final = b" .\n"


def n_quads(store: Store) -> Iterator[bytes]:
    """Write every statement with its graph, graph by graph (RDF 1.1 N-Quads).

    The engine writes each graph as N-Triples in its own time; its name is put at the end of every line,
    which no literal can look like, for line breaks within literals are escaped.
    """
    graphs = sorted(IRI(str(row["graph"])) for row in store.select(query("graph_sizes")))
    for graph in graphs:
        end = f" {n3(graph)} .\n".encode()
        asked = bind(query("dump_graph"), {"graph": graph})
        for lines in _whole_lines(store.answer(asked, ["application/n-triples"]).chunks):
            yield lines.replace(_LINE, end)


def turtle(store: Store) -> Iterator[bytes]:
    """Write every statement once, whoever states it, as Turtle."""
    yield from store.answer(query("dump_whole"), ["text/turtle"]).chunks


def csv(store: Store) -> Iterator[bytes]:
    """Write who takes part in what as a table."""
    yield from store.answer(query("dump_involvements"), ["text/csv"]).chunks


def gexf(index: NetworkIndex) -> Iterator[bytes]:
    """Write the network of all organisations that take part in something together, as GEXF."""
    yield from network_file(project(index, Filters()), "gexf")


#: What writes the whole graph, by the ending of its file.
WRITERS: Final[Mapping[str, Callable[[Store], Iterator[bytes]]]] = MappingProxyType(
    {"nq": n_quads, "ttl": turtle, "csv": csv}
)


def packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Compress (gzip, RFC 1952): the same content always gives the same bytes."""
    packing = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for piece in pieces:
        if written := packing.compress(piece):
            yield written
    yield packing.flush()


def _whole_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    left = b""
    for piece in pieces:
        lines, newline, rest = piece.rpartition(b"\n")
        if newline:
            yield left + lines + newline
            left = rest
        else:
            left += piece
    if left:
        yield left
