"""The generation of the data that is being served, and the step to the next one."""

import threading
from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

from koinon.graph.network.building import build_index
from koinon.graph.network.index import NetworkIndex
from koinon.graph.store.folder import current_generation, open_store, store_base
from koinon.graph.store.seam import Store
from koinon.graph.store.snapshots import Snapshots

#: Gives the text of a snapshot by its SHA-256, or None where it is not kept.
Texts = Callable[[str], str | None]
T = TypeVar("T")


class Generation:
    """One state of the data, with what is computed from it once.

    A request keeps its generation from begin to end. When the service has moved on and the last request
    lets go, the generation goes, and its store with it.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.number = store.generation
        # What is remembered may be computed from what is remembered.
        self._remembering = threading.RLock()
        self._remembered: dict[Hashable, Any] = {}

    @property
    def network(self) -> NetworkIndex:
        """Give the network index, which the first caller builds. Blocks: never call it on the event loop."""
        return self.remember("network", lambda: build_index(self.store))

    def remember(self, name: Hashable, compute: Callable[[], T]) -> T:
        """Give what was computed under a name, computing it for the first caller. Blocks meanwhile."""
        with self._remembering:
            if name not in self._remembered:
                self._remembered[name] = compute()
            found: T = self._remembered[name]
            return found


class Generations:
    """Holds the newest generation of a store that others may be changing.

    ``base`` begins the addresses of its things; ``texts`` gives the texts of its sources.
    """

    def __init__(
        self, open_store: Callable[[], Store], newest: Callable[[], int], base: str, texts: Texts
    ) -> None:
        """Serve what ``open_store`` opens, again whenever ``newest`` gives another number."""
        self.base = base
        self.texts = texts
        self._open = open_store
        self._newest = newest
        self._moving = threading.Lock()
        self._held = Generation(open_store())

    @classmethod
    def at(cls, path: Path) -> Self:
        """Serve the store in a folder.

        Raises:
            StoreMissing: there is no store.
            StoreDamaged: its files are not what its marker says.
        """
        newest = partial(current_generation, path)
        return cls(partial(open_store, path), newest, store_base(path), Snapshots(path).read)

    @classmethod
    def of(cls, store: Store, base: str, texts: Texts = lambda _: None) -> Self:
        """Serve one store that is at hand, such as one in memory, with its changes."""
        return cls(lambda: store, lambda: store.generation, base, texts)

    def current(self) -> Generation:
        """Give the newest generation, opening it where it is not yet held."""
        if self._newest() != self._held.number:
            with self._moving:
                if self._newest() != self._held.number:
                    self._held = Generation(self._open())
        return self._held
