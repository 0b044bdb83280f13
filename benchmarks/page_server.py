"""The service over a sparse world, in one process, its network index kept beside the world."""

import os

from fastapi import FastAPI

from koinon.graph.addresses import DEFAULT_BASE
from koinon.service.app import create_app
from koinon.service.generations import Generations, Surroundings
from koinon.service.settings import Settings

from .world_store import sparse_folder, sparse_store


def app() -> FastAPI:
    """Serve the sparse world that BENCHMARK_SPARSE names: organisations and activities, ``24000 35600``."""
    organisations, activities = map(int, os.environ["BENCHMARK_SPARSE"].split())
    store = sparse_store(organisations, activities)
    folder = sparse_folder(organisations, activities) / "indexes"
    folder.mkdir(exist_ok=True)
    around = Surroundings(DEFAULT_BASE, lambda _: None, folder)
    settings = Settings(query_seconds=300, client_seconds=1e9)
    return create_app(Generations(lambda: store, lambda: store.generation, around), settings)
