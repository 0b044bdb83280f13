"""Stores of made-up worlds, loaded once and kept under build/."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from koinon.graph.store.embedded import EmbeddedStore

from .worlds import World, make_sparse_world, make_world, write_world

WORLDS: Final = Path(__file__).parent.parent / "build" / "worlds"


def world_files(triples: int) -> tuple[Path, Path]:
    """Give the N-Quads of a world and the N-Triples of its union, written where they are not yet."""
    return _written(WORLDS / str(triples), lambda: make_world(triples))


def world_store(triples: int) -> EmbeddedStore:
    """Open the store of a world for reading, loaded where it is not yet: about 10 s a million triples."""
    return _loaded(WORLDS / str(triples), lambda: make_world(triples))


def sparse_folder(organisations: int, activities: int) -> Path:
    """Name the folder of a sparse world."""
    return WORLDS / f"sparse-{organisations}-{activities}"


def sparse_store(organisations: int, activities: int) -> EmbeddedStore:
    """Open the store of a sparse world for reading, loaded where it is not yet."""
    folder = sparse_folder(organisations, activities)
    return _loaded(folder, lambda: make_sparse_world(organisations, activities))


def _written(folder: Path, make: Callable[[], World]) -> tuple[Path, Path]:
    files = folder / "world.nq", folder / "world.nt"
    if not (folder / "written").exists():
        write_world(make(), folder)
        (folder / "written").touch()
    return files


def _loaded(folder: Path, make: Callable[[], World]) -> EmbeddedStore:
    database = folder / "database"
    if not (folder / "loaded").exists():
        shutil.rmtree(database, ignore_errors=True)
        graphs, union = _written(folder, make)
        engine = ox.Store(str(database))
        engine.bulk_load(path=str(graphs), format=ox.RdfFormat.N_QUADS)
        # The engine's default graph holds the union, as in every store of the program.
        engine.bulk_load(path=str(union), format=ox.RdfFormat.N_TRIPLES)
        engine.optimize()
        engine.flush()
        del engine
        (folder / "loaded").touch()
    return EmbeddedStore(ox.Store.read_only(str(database)), 1, read_only=True)
