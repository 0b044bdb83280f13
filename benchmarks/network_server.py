"""The service over a world, in one process, its network index kept beside the world."""

import os

from fastapi import FastAPI

from koinon.graph.addresses import DEFAULT_BASE
from koinon.service.app import create_app
from koinon.service.generations import Generations, Surroundings
from koinon.service.settings import Settings

from .world_store import WORLDS, world_store


def app() -> FastAPI:
    """Serve the world of as many triples as BENCHMARK_TRIPLES says."""
    triples = int(os.environ["BENCHMARK_TRIPLES"])
    folder = WORLDS / str(triples) / "indexes"
    folder.mkdir(exist_ok=True)
    store = world_store(triples)
    around = Surroundings(DEFAULT_BASE, lambda _: None, folder)
    settings = Settings(query_seconds=300, client_seconds=1e9)
    return create_app(Generations(lambda: store, lambda: store.generation, around), settings)
