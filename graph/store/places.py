"""Where a graph is kept, for those who do not mind whether that is a folder or an engine elsewhere.

::

    Keeping
    ├── Folder           generations in a folder of this machine (``folder``)
    └── RemoteKeeping    a SPARQL 1.1 engine, and a folder for the texts (``remote.keeping``)

A remote store was to be written to in one of two ways. *Write, check, undo*: the engine takes each source as
it comes, and the inverse change if a shape is broken; readers would see what was never accepted, and a writer
that dies would leave it there. *Work on a copy*, which is what is done: all that the engine holds is read
into a database of this machine, which is changed, derived from and checked like a generation in a folder, and
the difference goes to the engine as one change, written ahead. Deriving reads most of a store anyway.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .folder import create_store, current_generation, open_store, store_base, verify_store, writing
from .generations import CURRENT
from .seam import Store
from .snapshots import Snapshots


class WritableStore(Store, Protocol):
    """The store of a writing block, whose changes make one generation when the block ends."""

    @property
    def changed(self) -> bool:
        """Tell whether anything changed."""
        ...

    def discard(self) -> None:
        """Let the block change nothing after all."""
        ...


class Keeping(Protocol):
    """Where a graph is kept. ``str`` of it names the place to people.

    One that is a value without connections can be sent to another process.
    """

    @property
    def base(self) -> str:
        """Give what the addresses of the graph's things begin with.

        Raises:
            StoreMissing: there is no store.
        """
        ...

    @property
    def snapshots(self) -> Snapshots:
        """Give the texts, which lie on this machine."""
        ...

    def make(self, base: str) -> None:
        """Make the store where there is none.

        Raises:
            StoreError: it cannot be made.
        """
        ...

    def open(self) -> Store:
        """Open the newest generation for reading.

        Raises:
            StoreError: there is none, or it cannot be reached.
        """
        ...

    def generation(self) -> int:
        """Give the number of the newest generation.

        Raises:
            StoreError: there is none, or it cannot be reached.
        """
        ...

    def writing(self) -> AbstractContextManager[WritableStore]:
        """Write: all that is done in the block becomes the next generation, or nothing does.

        Raises:
            StoreBusy: somebody else is writing.
            StoreError: the store cannot be written.
        """
        ...

    def alone(self) -> AbstractContextManager[Store]:
        """Read the newest generation while nobody writes.

        Raises:
            StoreBusy: somebody is writing.
            StoreError: the store cannot be opened.
        """
        ...

    def verify(self) -> None:
        """Make sure that the newest generation is what its marker says, as far as can be told.

        Raises:
            StoreError: it is not.
        """
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A store in a folder of this machine."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    @property
    def base(self) -> str:
        """Give what the addresses of the graph's things begin with."""
        return store_base(self.path)

    @property
    def snapshots(self) -> Snapshots:
        """Give the texts."""
        return Snapshots(self.path)

    def make(self, base: str) -> None:
        """Make the store where there is none."""
        if not (self.path / "store.json").exists():
            create_store(self.path, base)

    def open(self) -> Store:
        """Open the newest generation for reading. It stays as it is, whatever is written meanwhile."""
        return open_store(self.path)

    @property
    def current(self) -> Path:
        """Give the file that names the newest generation, which is replaced whenever there is a newer one."""
        return self.path / CURRENT

    def generation(self) -> int:
        """Give the number of the newest generation."""
        return current_generation(self.path)

    def writing(self) -> AbstractContextManager[WritableStore]:
        """Write the next generation, or nothing."""
        return writing(self.path)

    def alone(self) -> AbstractContextManager[Store]:
        """Read the newest generation while nobody writes."""
        return writing(self.path)

    def verify(self) -> None:
        """Count what the newest generation holds and compare it with its marker."""
        verify_store(self.path)


def kept(place: Path | Keeping) -> Keeping:
    """Take a path for the store in that folder."""
    return Folder(place) if isinstance(place, Path) else place
