"""Prepared sources into the store: as files where the source is new, else compared with what is held."""

import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

import pyoxigraph as ox

from koinon.ontology.namespaces import DCAT, PROV

from ..addresses import Addresses, hp
from ..differences import Count, Difference
from ..queries.load import query
from ..statements import Statements
from ..store.folder import GenerationStore
from ..terms import IRI, Literal, Quad, quads_from_oxigraph, text, typed
from .preparing import Prepared

_KINDS: Final = {
    "activities": hp("Activity"),
    "organisations": hp("Organisation"),
    "involvements": hp("Involvement"),
    "places": hp("Place"),
    "passages": hp("Passage"),
}


def load_prepared(store: GenerationStore, prepared: Prepared, addresses: Addresses) -> Difference:
    """Load a source that the store does not hold yet; the store's block makes one generation of it."""
    provenance = addresses.graph("provenance")
    ended = typed(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "dateTime")
    run, snapshot = prepared.run[0].subject, _snapshot(prepared)
    described = (
        *prepared.description,
        *prepared.run,
        Quad(run, IRI(PROV + "endedAtTime"), ended, provenance),
        Quad(snapshot, IRI(DCAT + "version"), text("1"), provenance),
    )
    store.load_files(piece.path for piece in prepared.pieces)
    store.load(described)
    added = sum(piece.quads for piece in prepared.pieces) + len(described)
    return Difference(prepared.source_id, prepared.title, added, 0, _counts(store, prepared, addresses))


def statements_of_prepared(prepared: Prepared, addresses: Addresses) -> Statements:
    """Read the statements of a source back, to be compared with those of an earlier edition."""
    graph = addresses.source_graph(prepared.source_id)
    read = list(_read(piece.path.read_bytes() for piece in prepared.pieces))
    return Statements(
        prepared.source_id,
        graph,
        tuple(quad for quad in read if quad.graph == graph),
        (*prepared.description, *(quad for quad in read if quad.graph != graph)),
        prepared.run,
    )


def forget(prepared: Prepared) -> None:
    """Remove the files of a source that is in the store."""
    shutil.rmtree(prepared.text.parent, ignore_errors=True)


def _snapshot(prepared: Prepared) -> IRI:
    return next(IRI(str(quad.object)) for quad in prepared.description if quad.predicate == hp("snapshot"))


def _read(files: Iterable[bytes]) -> Iterator[Quad]:
    for content in files:
        yield from quads_from_oxigraph(ox.parse(content, format=ox.RdfFormat.N_QUADS))


def _counts(store: GenerationStore, prepared: Prepared, addresses: Addresses) -> dict[str, Count]:
    named = {
        "graph": addresses.source_graph(prepared.source_id),
        "source": addresses.source(prepared.source_id),
    }
    counts = {}
    for many, kind in _KINDS.items():
        for row in store.select(query("count_of_source"), {**named, "kind": kind}):
            if isinstance(row["count"], Literal) and (number := int(row["count"].value)):
                counts[many] = Count(added=number)
    return counts
