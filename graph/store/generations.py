"""Generations of a store in a folder: each a database that never changes once it is in place.

::

    DIR/CURRENT                    name of the generation that stands, replaced by one rename
    DIR/generations/000012/        its database
    DIR/generations/000012.json    its marker: what the database must hold
    DIR/generations/000012.lock    held by its readers
    DIR/generations/000012.note    what its writer noted for the next writer, if anything
    DIR/generations/000013.writing the database of a writer at work, thrown away if the writer dies

The next generation begins as hard links to the files of the last one, which takes milliseconds whatever
its size. It is put in place by a second such copy, so that nobody ever writes to files that are read.
"""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from ..errors import StoreDamaged, StoreMissing
from .durable import replace, sync, sync_folder
from .engine_errors import engine_errors
from .locks import unread

#: The file of a store that names the generation that stands.
CURRENT = "CURRENT"
_REMEDY = "restore a backup (koinon restore) or build the store anew (koinon build)"


def missing(store: Path) -> str:
    """Say that there is no store, and what to do."""
    return f"There is no store at {store}; make one with koinon build or koinon add."


@dataclass(frozen=True, slots=True)
class Marker:
    """What a generation's database must hold, kept outside of it.

    The engine opens an emptied folder or a cut-off log without a word. ``quads`` counts all that the engine
    holds, those of the union included; ``files`` is a digest of the names and sizes of its files, which is
    compared whenever the generation is opened, because counting takes 0.2 s a million quads. ``base`` is what
    the addresses of the generation's things begin with; markers of old leave that to ``store.json``.
    """

    generation: int
    quads: int
    files: str
    written: str
    software: str
    base: str = ""


class Generations:
    """The generations below a store's folder."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self.folder = store / "generations"

    def current(self) -> int:
        """Give the number of the generation that stands.

        Raises:
            StoreMissing: there is no store.
            StoreDamaged: the file that names it cannot be understood.
        """
        try:
            name = (self._store / CURRENT).read_text(encoding="utf-8").strip()
        except OSError:
            if (self._store / "store.json").exists():
                raise StoreDamaged(
                    f"The store at {self._store} has lost its file CURRENT; {_REMEDY}."
                ) from None
            raise StoreMissing(missing(self._store)) from None
        if not name.isdecimal():
            raise StoreDamaged(f"The file CURRENT of the store at {self._store} is damaged; {_REMEDY}.")
        return int(name)

    def database(self, number: int) -> Path:
        """Give the folder of a generation's database."""
        return self.folder / f"{number:06}"

    def lock(self, number: int) -> Path:
        """Give the lock file that readers of a generation hold."""
        return self.folder / f"{number:06}.lock"

    def marker(self, number: int) -> Marker:
        """Read a generation's marker.

        Raises:
            StoreDamaged: there is none, or it cannot be understood.
        """
        path = self.folder / f"{number:06}.json"
        try:
            return Marker(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            raise self._damaged(number, "its marker file is missing or unreadable") from None

    def check(self, number: int) -> Marker:
        """Compare the files of a generation with its marker.

        Raises:
            StoreDamaged: they differ.
        """
        marker = self.marker(number)
        if not self.database(number).is_dir():
            raise self._damaged(number, "its folder is missing")
        if _files_digest(self.database(number)) != marker.files:
            raise self._damaged(number, "its files are not those its marker names")
        return marker

    def count(self, number: int) -> None:
        """Count the quads of a generation and compare them with its marker.

        Raises:
            StoreDamaged: they differ.
        """
        marker = self.check(number)
        with engine_errors():
            found = len(self.open(number))
        if found != marker.quads:
            raise self._damaged(number, f"it holds {found} quads where its marker says {marker.quads}")

    def open(self, number: int) -> ox.Store:
        """Open the database of a generation for reading."""
        with engine_errors():
            return ox.Store.read_only(str(self.database(number)))

    def begin(self, number: int) -> ox.Store:
        """Open a writable copy of the generation before ``number``."""
        target = self._writing(number)
        with engine_errors():
            self.open(number - 1).backup(target)
            return ox.Store(target)

    def empty(self, number: int) -> ox.Store:
        """Open a writable, empty database for a generation."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with engine_errors():
            return ox.Store(self._writing(number))

    def base(self) -> str:
        """Give the base of the generation that stands; nothing where its marker does not say.

        Raises:
            StoreMissing: there is no store.
            StoreDamaged: its files cannot be understood.
        """
        return self.marker(self.current()).base

    def note(self, number: int) -> str:
        """Read what the writer of a generation noted; nothing where it noted nothing."""
        try:
            return (self.folder / f"{number:06}.note").read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def write_note(self, number: int, note: str) -> None:
        """Put a note beside a generation; it is on the disk when this returns."""
        replace(self.folder / f"{number:06}.note", note)

    def commit(
        self, number: int, engine: ox.Store, quads: int | None = None, note: str = "", base: str = ""
    ) -> None:
        """Put a written database in place as generation ``number``, and let it stand.

        ``base`` is what its addresses begin with, where that is not what those of the one before do.

        ``quads`` is the count of its quads, those of the union included, where the writer has kept count:
        counting takes 0.4 s a million quads. Where it has not, the engine and the copy are counted.

        Raises:
            StoreDamaged: the copy does not hold what was written.
        """
        target = self.database(number)
        with engine_errors():
            engine.flush()
            engine.backup(target)
        sync_folder(target)
        written = datetime.now(UTC).isoformat(timespec="seconds")
        held = len(engine) if quads is None else quads
        base = base or (self.base() if (self._store / CURRENT).exists() else "")
        marker = Marker(number, held, _files_digest(target), written, version("koinon"), base)
        replace(self.folder / f"{number:06}.json", json.dumps(asdict(marker), indent=1))
        if note:
            self.write_note(number, note)
        else:  # of a writer who was killed before its generation stood
            (self.folder / f"{number:06}.note").unlink(missing_ok=True)
        self.lock(number).touch()
        sync(self.folder)
        if quads is None:
            self.count(number)
        else:
            self.open(number)  # which the engine refuses where one of its files is missing or short
        replace(self._store / CURRENT, f"{number:06}\n")

    def clean(self) -> None:
        """Remove what killed writers left, and old generations that nobody reads. For the writer only."""
        keep = self.current()
        for path in self.folder.glob("*.writing"):
            # An engine that somebody still reads from may add a file meanwhile; the next writer tries again.
            shutil.rmtree(path, ignore_errors=True)
        for path in self.folder.glob("*.new"):
            path.unlink()
        numbers = {int(path.name[:6]) for path in self.folder.iterdir() if path.name[:6].isdecimal()}
        for number in sorted(numbers - {keep}):
            with unread(self.lock(number)) as free:
                if free:
                    self._remove(number)

    def _remove(self, number: int) -> None:
        # The lock file goes last: a generation half removed is found again by the next writer.
        shutil.rmtree(self.database(number), ignore_errors=True)
        (self.folder / f"{number:06}.json").unlink(missing_ok=True)
        (self.folder / f"{number:06}.note").unlink(missing_ok=True)
        self.lock(number).unlink()

    def _writing(self, number: int) -> Path:
        return self.folder / f"{number:06}.writing"

    def _damaged(self, number: int, what: str) -> StoreDamaged:
        return StoreDamaged(
            f"Generation {number} of the store at {self._store} is damaged: {what}; {_REMEDY}."
        )


def _files_digest(database: Path) -> str:
    """Digest the names and sizes of the files that hold data; logs of events and locks come and go."""
    files = sorted(
        f"{path.name} {path.stat().st_size}"
        for path in database.iterdir()
        if path.suffix in {".sst", ".log", ".blob"} or path.name.startswith(("MANIFEST", "CURRENT"))
    )
    return hashlib.sha256("\n".join(files).encode()).hexdigest()
