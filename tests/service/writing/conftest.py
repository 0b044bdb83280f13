"""A store to write to, and its writer: a process of its own, ended with the test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio.from_thread
import pytest

from koinon.graph.store import create_store
from koinon.graph.terms import IRI
from koinon.graph.updating import Update
from koinon.service.scopes import Scope
from koinon.service.writing.client import Writer, WriterOptions
from koinon.service.writing.requests import UpdateWrite, Write

BASE = "http://example.org/"

#: Carries out writes, all at once, and gives their outcomes or what they raised.
Carry = Callable[..., list[Any]]


class Written:
    """A writer called from a test: what is written at once, and the writer's process."""

    def __init__(self, store: Path, options: WriterOptions, portal: anyio.from_thread.BlockingPortal) -> None:
        self.store = store
        self.portal = portal
        self.writer = Writer(options)

    def __call__(self, *writes: Write, key: str | None = None) -> list[Any]:
        """Carry out writes, all at once; what one raises stands in its place."""
        import asyncio  # noqa: PLC0415

        async def every() -> list[Any]:
            return list(
                await asyncio.gather(
                    *(self.writer.write(write, key) for write in writes), return_exceptions=True
                )
            )

        return self.portal.call(every)

    def pid(self) -> int:
        """Start the writer, if it does not run, and give its process."""
        self.portal.call(self.writer.start)
        assert self.writer.pid is not None
        return self.writer.pid


def insert(value: object, graph: str = "g", scope: Scope = Scope.WRITE) -> UpdateWrite:
    """Insert a value into a graph."""
    text = f"INSERT DATA {{ GRAPH <{BASE}{graph}> {{ <{BASE}s> <{BASE}p> {value} }} }}"
    return UpdateWrite(Update(text), scope)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An empty store."""
    create_store(tmp_path / "store", BASE)
    return tmp_path / "store"


@pytest.fixture
def make_writer(store: Path) -> Iterator[Callable[..., Written]]:
    """Make a writer of one's own, given its options."""
    with anyio.from_thread.start_blocking_portal() as portal:
        made: list[Written] = []

        def make(**options: Any) -> Written:
            made.append(Written(store, WriterOptions(store, **options), portal))
            return made[-1]

        yield make
        for one in made:
            portal.call(one.writer.stop)


@pytest.fixture
def carry(make_writer: Callable[..., Written]) -> Written:
    """A writer with the usual options."""
    return make_writer()


@pytest.fixture
def inserting() -> Callable[..., UpdateWrite]:
    """Make the update that inserts a value: ``inserting(1, graph="g")``."""
    return insert


@pytest.fixture
def values(store: Path) -> Callable[..., set[str]]:
    """Read the values that a graph holds now."""
    from koinon.graph.store import open_store  # noqa: PLC0415

    def read(graph: str = "g") -> set[str]:
        return {
            str(getattr(quad.object, "value", quad.object))
            for quad in open_store(store).quads(graph=IRI(BASE + graph))
        }

    return read
