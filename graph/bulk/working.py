"""One piece turned into a file of statements, with what its shapes say: the work of a process."""

import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from koinon.ontology.load import ontology_turtle, shapes_turtle

from ..addresses import Addresses, hp
from ..checking.shapes import shape_results
from ..collecting import collector_resting
from ..rdf_files import named
from ..statements import statements_of_records
from ..statements.facts import TYPE
from ..terms import Quad, Triple, n3
from .parting import Piece

WAITING: Final = ".records"
DONE: Final = ".nq"
FOUND: Final = ".found"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a piece: its statements in a file, how many, and the nodes to be looked at again."""

    path: Path
    quads: int
    suspects: tuple[str, ...]


def done_before(path: Path) -> Done | None:
    """Tell what became of a piece that was turned into statements before, if it was."""
    try:
        found = json.loads(path.with_suffix(FOUND).read_text("utf-8"))
    except FileNotFoundError:
        return None
    return Done(path.with_suffix(DONE), found["quads"], tuple(found["suspects"]))


def turn_into_statements(base: str, path: Path) -> Done:
    """Turn a piece into N-Quads beside it, each statement in its graph and in the union of all graphs.

    Raises:
        AddressError: a country code is none of ISO 3166-1.
    """
    with path.open("rb") as file:
        piece: Piece = pickle.load(file)  # noqa: S301 - written by this program into its own store
    addresses = Addresses(base)
    with collector_resting():
        whole = statements_of_records(piece.whole, addresses, piece.sha256, piece.rows)
        stated = frozenset(statements_of_records(piece.stated, addresses, piece.sha256, piece.rows))
        around = _source(piece, addresses)
        results = shape_results(
            {*(quad.triple for quad in whole), *around, *_vocabulary(base)}, shapes_turtle()
        )
        own = [quad for quad in whole if quad not in stated]
    suspects = {str(result.focus) for result in results} - {triple.subject for triple in around}
    done = Done(path.with_suffix(DONE), len(own), tuple(sorted(suspects)))
    _write(done.path, _lines(own))
    # Written last: a piece is done when this is there.
    _write(path.with_suffix(FOUND), [json.dumps({"quads": done.quads, "suspects": done.suspects})])
    return done


def _source(piece: Piece, addresses: Addresses) -> list[Triple]:
    """Say of the source and its snapshot that they are such; the rest of them is checked with the whole."""
    source_id = addresses.source_id(piece.whole.source)
    return [
        Triple(addresses.source(source_id), TYPE, hp("Source")),
        Triple(addresses.snapshot(source_id, piece.sha256), TYPE, hp("Snapshot")),
    ]


def _lines(quads: list[Quad]) -> Iterator[str]:
    for subject, predicate, value, graph in quads:
        triple = f"{n3(subject)} {n3(predicate)} {n3(value)}"
        yield f"{triple} <{graph}> .\n{triple} .\n"


def _write(path: Path, lines: Iterator[str] | list[str]) -> None:
    unfinished = path.with_name(f"{path.name}.part")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    unfinished.replace(path)


@cache
def _vocabulary(base: str) -> frozenset[Triple]:
    graph = Addresses(base).graph("ontology")
    return frozenset(
        triple
        for name, turtle in ontology_turtle().items()
        for triple in named(ox.parse(turtle, format=ox.RdfFormat.TURTLE), f"{graph}/{name}/node/")
    )
