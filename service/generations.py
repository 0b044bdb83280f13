"""The generation of the data that is being served, and the step to the next one."""

import fcntl
import pickle
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeVar

from koinon.graph.errors import KoinonError, StoreDamaged, StoreMissing
from koinon.graph.names import NameIndex, entries_of, open_names, save_names
from koinon.graph.network.building import build_index
from koinon.graph.network.index import NetworkIndex
from koinon.graph.network.saving import load_index, save_index
from koinon.graph.store.places import Folder, Keeping, kept
from koinon.graph.store.seam import Store

from .addressing import Addressing
from .current import Current
from .following import Following
from .pages.rendering import Pages

#: Gives the text of a snapshot by its SHA-256, or None where it is not kept.
Texts = Callable[[str], str | None]
T = TypeVar("T")


class Surroundings:
    """What holds for every generation of a store: its base, texts and pages, where it and its indexes are.

    ``folder`` is None where the store is not in a folder of this machine.
    """

    def __init__(
        self, base: str, texts: Texts, indexes: Path | None = None, folder: Path | None = None
    ) -> None:
        self.base = base
        self.texts = texts
        self.indexes = indexes
        self.folder = folder
        self.addressing = Addressing(base)

    @cached_property
    def pages(self) -> Pages:
        """Give the templates of pages."""
        return Pages(self.addressing)


class Generation:
    """One state of the data, with what is computed from it once.

    A request keeps its generation from begin to end. When the service has moved on and the last request
    lets go, the generation goes, and its store with it.
    """

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        self.store = store
        self.number = store.generation
        self.surroundings = surroundings
        # What is remembered may be computed from what is remembered.
        self._remembering = threading.RLock()
        self._remembered: dict[Hashable, Any] = {}

    @property
    def network(self) -> NetworkIndex:
        """Give the network index, which the first caller builds. Blocks: never call it on the event loop."""
        return self.remember("network", self._network)

    @property
    def names(self) -> NameIndex:
        """Give the index of names, which the first caller builds. Blocks: never call it on the event loop."""
        return self.remember("names", self._names)

    def remember(self, name: Hashable, compute: Callable[[], T]) -> T:
        """Give what was computed under a name, computing it for the first caller. Blocks meanwhile."""
        with self._remembering:
            if name not in self._remembered:
                self._remembered[name] = compute()
            found: T = self._remembered[name]
            return found

    def remember_together(self, name: str, compute: Callable[[], T]) -> T:
        """Give what the first process computed under a name, of all that share a folder. Blocks meanwhile."""
        return self.remember(name, lambda: self._together(name, compute))

    def _together(self, name: str, compute: Callable[[], T]) -> T:
        if self.surroundings.indexes is None:
            return compute()
        kept = self.surroundings.indexes / f"{self.number:06}-{name}"
        with _alone(kept.with_suffix(".lock")):
            if kept.exists():
                # Written by a process like this one, in a folder that only they can reach.
                known: T = pickle.loads(kept.read_bytes())  # noqa: S301
                return known
            found = compute()
            aside = kept.with_suffix(".new")
            aside.write_bytes(pickle.dumps(found))
            aside.replace(kept)
            return found

    def _network(self) -> NetworkIndex:
        if self.surroundings.indexes is None:
            return build_index(self.store)
        kept = self.surroundings.indexes / f"{self.number:06}"
        # Several processes may want it at once: one builds, the others wait and map its columns.
        with _alone(kept.with_suffix(".lock")):
            try:
                return load_index(kept)
            except (StoreMissing, StoreDamaged):
                save_index(build_index(self.store), kept)
        return load_index(kept)

    def _names(self) -> NameIndex:
        if self.surroundings.indexes is None:
            return NameIndex.of(entries_of(self.store))
        kept = self.surroundings.indexes / f"{self.number:06}-names"
        with _alone(kept.with_suffix(".lock")):
            try:
                return open_names(kept, self.number)
            except (StoreMissing, StoreDamaged):
                save_names(entries_of(self.store), self.number, kept)
        return open_names(kept, self.number)


class Generations:
    """Holds the newest generation of a store that others may be changing.

    The store is opened by the first who asks for it: a process that only wants to know the newest number
    holds none.
    """

    def __init__(
        self,
        open_store: Callable[[], Store],
        newest: Callable[[], int],
        surroundings: Surroundings,
        failure: Callable[[], KoinonError | None] = lambda: None,
    ) -> None:
        """Serve what ``open_store`` opens, again whenever ``newest`` gives another number.

        ``failure`` tells why the store cannot be asked at present.
        """
        self.surroundings = surroundings
        self.newest = newest
        self.failure = failure
        self._open = open_store
        self._moving = threading.Lock()
        self._held: Generation | None = None

    @property
    def base(self) -> str:
        """Give what the addresses of the store's things begin with."""
        return self.surroundings.base

    @classmethod
    def at(cls, place: Path | Keeping, indexes: Path | None = None) -> Self:
        """Serve the store at a place, keeping network indexes in a folder, if one is given.

        Raises:
            StoreMissing: there is no store.
            StoreDamaged: its description cannot be understood.
        """
        keeping = kept(place)
        return cls(keeping.open, _newest(keeping), _surroundings(keeping, indexes))

    @classmethod
    def followed(cls, place: Path | Keeping) -> Self:
        """Serve the store at a place to an event loop, which is never kept waiting for another machine.

        Raises:
            StoreMissing: there is no store.
            StoreDamaged: its description cannot be understood.
        """
        keeping = kept(place)
        if isinstance(keeping, Folder):
            return cls.at(keeping)
        following = Following(keeping.generation)
        return cls(keeping.open, following, _surroundings(keeping), following.failure)

    @classmethod
    def of(cls, store: Store, base: str, texts: Texts = lambda _: None) -> Self:
        """Serve one store that is at hand, such as one in memory, with its changes."""
        return cls(lambda: store, lambda: store.generation, Surroundings(base, texts))

    def current(self) -> Generation:
        """Give the newest generation, opening it where it is not yet held.

        Raises:
            StoreMissing: there is no store.
            StoreDamaged: its files are not what its marker says.
        """
        held = self._held
        if held is not None and self.newest() == held.number:
            return held
        with self._moving:
            if self._held is None or self.newest() != self._held.number:
                self._held = Generation(self._open(), self.surroundings)
            return self._held


def _newest(keeping: Keeping) -> Callable[[], int]:
    if isinstance(keeping, Folder):
        return Current(keeping.current, keeping.generation)
    return keeping.generation


def _surroundings(keeping: Keeping, indexes: Path | None = None) -> Surroundings:
    folder = keeping.path if isinstance(keeping, Folder) else None
    return Surroundings(keeping.base, keeping.snapshots.read, indexes, folder)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
