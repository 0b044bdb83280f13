"""A graph kept on a remote engine, with its texts in a folder of this machine."""

import json
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ...errors import StoreBusy, StoreError, StoreMissing
from ..durable import replace
from ..locks import writer_lock
from ..seam import Change
from ..snapshots import Snapshots
from .client import Client
from .endpoint import Endpoint
from .marker import read_marker
from .own_graphs import OwnGraphs
from .store import RemoteStore, create_remote, open_remote, open_to_copy
from .working_copy import WorkingCopy

_FILE: Final = "remote.json"


@dataclass(frozen=True, slots=True)
class RemoteKeeping:
    """A store on a remote engine. It implements the ``Keeping`` protocol, whose methods say what they do.

    ``folder`` keeps the texts, and a lock: on one machine one process writes at a time. Writers on several
    machines are told apart by the generation only, which SPARQL cannot compare and set in one step: let one
    machine write.
    """

    endpoint: Endpoint
    base: str
    folder: Path

    def __str__(self) -> str:
        return self.endpoint.query

    @property
    def snapshots(self) -> Snapshots:
        """Give the texts."""
        self._require_own_folder()
        return Snapshots(self.folder)

    def make(self, base: str) -> None:
        """Make sure that the store can be written; the engine is made ready with its first change."""
        if base != self.base:
            raise StoreError(f"The store at {self} is told to have the base {self.base}, not {base}.")
        self._require_writable()

    def open(self) -> RemoteStore:
        """Open the store for reading. It moves on with what is written; each request sees one state."""
        store = open_remote(self.endpoint, self.base)
        weakref.finalize(store, store.client.close)
        return store

    def generation(self) -> int:
        """Ask for the generation that stands."""
        with Client(self.endpoint) as client:
            marker = read_marker(client, OwnGraphs(self.base))
            return 0 if marker is None else marker.generation

    def verify(self) -> None:
        """Ask for the marker: what the engine does to its own files is its own affair."""
        self.generation()

    @contextmanager
    def writing(self) -> Iterator[WorkingCopy]:
        """Work on a copy; what differs in the end is one change of the engine, and nothing else is.

        The copy is a database in the folder for temporary files, as large as the store; the difference is
        held in memory.
        """
        self._require_writable()
        with (
            self._locked(),
            open_to_copy(self.endpoint, self.base) as remote,
            TemporaryDirectory(prefix="koinon-") as folder,
        ):
            generation = remote.settled() if remote.managed else 0
            copy = WorkingCopy.of(remote.quads(), generation, Path(folder))
            try:
                yield copy
                change = copy.change
            finally:
                copy.close()
            if change:
                self._make(change, generation)

    def _make(self, change: Change, before: int) -> None:
        with create_remote(self.endpoint, self.base) as remote:
            if remote.settled() != before:
                raise StoreBusy(f"Another writer changed the store at {self} meanwhile; nothing was written.")
            remote.apply(change)

    @contextmanager
    def alone(self) -> Iterator[RemoteStore]:
        """Read the store while nobody on this machine writes."""
        with self._locked(), open_remote(self.endpoint, self.base) as remote:
            yield remote

    def _require_writable(self) -> None:
        if self.endpoint.update is None:
            raise StoreError(
                f"The store at {self} can only be read; name its address for updates (KOINON_STORE_UPDATE)."
            )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._require_own_folder()
        self.folder.mkdir(parents=True, exist_ok=True)
        with writer_lock(self.folder / "writer.lock"):
            if not (self.folder / _FILE).exists():
                replace(self.folder / _FILE, json.dumps({"store": str(self), "base": self.base}, indent=1))
            yield

    def _require_own_folder(self) -> None:
        """See to it that texts of different stores do not mix: withdrawing removes those nobody needs.

        Raises:
            StoreError: the folder belongs to another store.
        """
        if (self.folder / "store.json").exists():
            raise StoreError(
                f"{self.folder} is a store itself; name another folder for the texts of {self} "
                "(KOINON_SNAPSHOTS)."
            )
        with suppress(FileNotFoundError, NotADirectoryError):
            try:
                known = json.loads((self.folder / _FILE).read_text("utf-8"))["store"]
            except (ValueError, KeyError, TypeError):
                raise StoreMissing(f"{self.folder / _FILE} cannot be understood.") from None
            if known != str(self):
                raise StoreError(
                    f"{self.folder} keeps the texts of the store at {known}; name another folder for those "
                    f"of {self} (KOINON_SNAPSHOTS). If the store has moved, remove {self.folder / _FILE}."
                )
