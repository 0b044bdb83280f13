"""The store in a folder: opened for reading at its newest generation, written one generation at a time."""

import json
import os
import shutil
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from ..addresses import Addresses
from ..errors import StoreDamaged, StoreError, StoreMissing
from .durable import replace
from .embedded import EmbeddedStore
from .engine_errors import disk_error
from .generations import Generations, Marker, missing
from .locks import hold_for_reading, writer_lock

_FORMAT = 1
_ATTEMPTS = 20


class GenerationStore(EmbeddedStore):
    """The store of a writing block: however many changes it takes, they make one generation.

    ``note`` is a text that a writer keeps beside the data. It is put in place together with them, or stays
    what it was together with them, and every later generation carries it until it is replaced.
    """

    def __init__(self, engine: ox.Store, before: Marker, note: str = "") -> None:
        super().__init__(engine, before.generation)
        self._before = before.generation
        self._quads = before.quads
        self._discarded = False
        self._noted = self.note = note

    @property
    def generation(self) -> int:
        """The generation the block began with, or the next one as soon as anything changed."""
        return self._before + 1 if self.changed else self._before

    @property
    def changed(self) -> bool:
        """Tell whether anything changed."""
        return self._generation != self._before

    def discard(self) -> None:
        """Let the block change nothing after all."""
        self._discarded = True

    def commit(self, generations: Generations) -> None:
        """Put what was written, if anything was, in place as the next generation.

        Raises:
            StoreError: there is no room for it, or the folder cannot be written to; the old one stands.
        """
        if self._discarded:
            return
        try:
            if self.changed:
                self._commit(generations)
            elif self.note != self._noted:
                generations.write_note(self._before, self.note)
        except OSError as error:
            raise disk_error(error) from error

    def _commit(self, generations: Generations) -> None:
        quads = None if self._growth is None else self._quads + self._growth
        generations.commit(self._before + 1, self._engine, quads, self.note)


def create_store(path: Path, base: str) -> None:
    """Make an empty store whose addresses begin with ``base``.

    Raises:
        AddressError: the base cannot begin an address.
        StoreError: there is a store already, or something else.
    """
    Addresses(base)
    if (path / "store.json").exists():
        raise StoreError(f"There is a store at {path} already.")
    if path.exists() and (not path.is_dir() or any(path.iterdir())) and not (path / "writer.lock").exists():
        raise StoreError(f"{path} is not empty and not a store; name another folder.")
    path.mkdir(parents=True, exist_ok=True)
    with writer_lock(path / "writer.lock"):
        if (path / "store.json").exists():
            raise StoreError(f"There is a store at {path} already.")
        _begin_anew(path)
        # Written last: a store that was killed while it was made is not taken for one.
        describe_store(path, base)


def describe_store(path: Path, base: str) -> None:
    """Write the description of a store, ``store.json``."""
    replace(path / "store.json", json.dumps({"format": _FORMAT, "base": base}, indent=1))


def store_base(path: Path) -> str:
    """Give the base of a store's addresses.

    Raises:
        StoreMissing: there is no store.
        StoreDamaged: its description cannot be understood, or is of a later format.
    """
    try:
        description = json.loads((path / "store.json").read_text(encoding="utf-8"))
        found, base = int(description["format"]), str(description["base"])
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissing(missing(path)) from None
    except (ValueError, KeyError, TypeError):
        raise StoreDamaged(f"The file store.json of the store at {path} cannot be understood.") from None
    if found != _FORMAT:
        raise StoreDamaged(
            f"The store at {path} has format {found}, but this version reads {_FORMAT}; build it anew."
        )
    return _base_of_generation(path) or base


def _base_of_generation(path: Path) -> str:
    # A store that was rebased and killed before it was described anew knows its base by its generation. What
    # is wrong with a generation is said by whoever opens it.
    try:
        return Generations(path).base()
    except StoreError:
        return ""


def current_generation(path: Path) -> int:
    """Give the number of the newest generation, for readers that move over to it.

    Raises:
        StoreMissing: there is no store.
    """
    return Generations(path).current()


def open_store(path: Path) -> EmbeddedStore:
    """Open the newest generation for reading. It stays as it is, whatever is written meanwhile.

    Raises:
        StoreMissing: there is no store.
        StoreDamaged: its files are not what its marker says.
    """
    store_base(path)
    generations = Generations(path)
    for _ in range(_ATTEMPTS):
        number = generations.current()
        held = hold_for_reading(generations.lock(number))
        if held is None and generations.current() != number:
            continue  # a writer removed this generation just now; another stands
        if held is None:
            generations.check(number)
            generations.lock(number).touch()
            continue
        try:
            generations.check(number)
            store = EmbeddedStore(generations.open(number), number, read_only=True)
        except BaseException:
            os.close(held)
            raise
        weakref.finalize(store, os.close, held)
        return store
    raise StoreError(f"The store at {path} changes faster than it can be opened; try again.")


def verify_store(path: Path) -> None:
    """Count what the newest generation holds and compare it with its marker.

    Raises:
        StoreMissing: there is no store.
        StoreDamaged: it holds something else.
    """
    store = open_store(path)
    Generations(path).count(store.generation)


@contextmanager
def writing(path: Path) -> Iterator[GenerationStore]:
    """Write to a store: all that is done in the block becomes the next generation, or nothing does.

    The block's store sees its own changes; readers see them when the block has ended. When the block raises,
    or changes nothing, or is killed, the store stays what it was.

    Raises:
        StoreMissing: there is no store.
        StoreBusy: another process is writing.
        StoreDamaged: the store is not what its marker says.
    """
    store_base(path)
    generations = Generations(path)
    with writer_lock(path / "writer.lock"):
        number = generations.current()
        before = generations.check(number)
        generations.clean()
        store = GenerationStore(generations.begin(number + 1), before, generations.note(number))
        try:
            yield store
            store.commit(generations)
        finally:
            store.close()
            generations.clean()


def _begin_anew(path: Path) -> None:
    generations = Generations(path)
    if (path / "CURRENT").exists():  # made by one who was killed before the description was written
        return
    shutil.rmtree(generations.folder, ignore_errors=True)
    generations.commit(0, generations.empty(0))
    generations.clean()
