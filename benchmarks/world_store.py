"""Stores of made-up worlds, loaded once and kept under build/."""

import shutil
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from koinon.graph.store.embedded import EmbeddedStore

from .worlds import make_world, write_world

WORLDS: Final = Path(__file__).parent.parent / "build" / "worlds"


def world_files(triples: int) -> tuple[Path, Path]:
    """Give the N-Quads of a world and the N-Triples of its union, written where they are not yet."""
    folder = WORLDS / str(triples)
    files = folder / "world.nq", folder / "world.nt"
    if not (folder / "written").exists():
        write_world(make_world(triples), folder)
        (folder / "written").touch()
    return files


def world_store(triples: int) -> EmbeddedStore:
    """Open the store of a world for reading, loaded where it is not yet: about 10 s a million triples."""
    folder = WORLDS / str(triples)
    database = folder / "database"
    if not (folder / "loaded").exists():
        shutil.rmtree(database, ignore_errors=True)
        graphs, union = world_files(triples)
        engine = ox.Store(str(database))
        engine.bulk_load(path=str(graphs), format=ox.RdfFormat.N_QUADS)
        # The engine's default graph holds the union, as in every store of the program.
        engine.bulk_load(path=str(union), format=ox.RdfFormat.N_TRIPLES)
        engine.optimize()
        engine.flush()
        del engine
        (folder / "loaded").touch()
    return EmbeddedStore(ox.Store.read_only(str(database)), 1, read_only=True)
