"""Backups: one generation of a store copied while others write, and put back as a whole.

A backup has the layout of a store, so it can be opened as one, and beside it the file ``backup.json``: what
it must hold, by counts and by the SHA-256 of every file. Files are copied, not linked: a backup that shares
its blocks with the store would be damaged together with it.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from ..addresses import hp
from ..errors import StoreDamaged, StoreError, StoreMissing
from ..terms import Literal
from .durable import replace, sync, sync_folder
from .embedded import EmbeddedStore
from .engine_errors import disk_error, engine_errors
from .folder import open_store, store_base
from .generations import Generations
from .locks import writer_lock
from .snapshots import Snapshots

_FORMAT = 1
_MANIFEST = "backup.json"
_ATTEMPTS = 20
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds; ``quads`` counts those of the union too, ``files`` gives SHA-256 by path."""

    base: str
    generation: int
    quads: int
    texts: int
    bytes: int
    taken: str
    software: str
    files: dict[str, str] = field(repr=False)


def back_up(store: Path, destination: Path) -> Backup:
    """Copy the newest generation of a store, with its texts, into a new folder, and verify the copy.

    Others may write meanwhile. The folder appears under its name when all of it is on the disk.

    Raises:
        StoreMissing: there is no store.
        StoreDamaged: the store, or the copy of it, does not hold what its marker says.
        StoreError: the folder is not empty, or cannot be written to.
    """
    base = store_base(store)
    _require_empty(destination)
    with _disk_errors():
        destination.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{destination.name}.", dir=destination.parent))
        try:
            backup = _copied(store, base, aside)
            replace(aside / _MANIFEST, json.dumps({"format": _FORMAT, **asdict(backup)}, indent=1))
            verify_backup(aside)
            aside.chmod(0o755)
            aside.rename(destination)
            sync(destination.parent)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return backup


def verify_backup(path: Path) -> Backup:
    """Compare every file of a backup with its checksum, and its quads with their count.

    Raises:
        StoreMissing: there is no backup.
        StoreDamaged: it holds something else than it must.
    """
    backup = read_backup(path)
    with _disk_errors():
        for name, digest in backup.files.items():
            if _digest(path / name) != digest:
                raise _damaged(path, f"the file {name} has changed since")
        database = Generations(path).database(backup.generation)
        _require_count(ox.Store.read_only(str(database)), backup, path)
    return backup


def read_backup(path: Path) -> Backup:
    """Read what a backup must hold, and see that it has these files and no others.

    Raises:
        StoreMissing: there is no backup.
        StoreDamaged: its description cannot be understood, or files are missing or too many.
    """
    try:
        said = json.loads((path / _MANIFEST).read_text(encoding="utf-8"))
        found_format = said.pop("format")
        backup = Backup(**said)
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissing(f"There is no backup at {path}; make one with koinon backup.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise _damaged(path, f"its file {_MANIFEST} cannot be understood") from None
    if found_format != _FORMAT:
        raise StoreError(f"The backup at {path} has format {found_format}, but this version reads {_FORMAT}.")
    if set(_names(path)) != set(backup.files):
        raise _damaged(path, "files are missing from it, or have been added")
    return backup


def restore(source: Path, store: Path, *, force: bool = False) -> Backup:
    """Put a backup in place as a store, or with ``force`` as the next generation of the store that is there.

    Until the last step, one rename, whatever was there stays what it was. Readers keep the generation they
    opened, a running service moves on to the restored one, and no generation's number is used twice.

    Raises:
        StoreMissing: there is no backup.
        StoreDamaged: the backup does not hold what it must.
        StoreBusy: another process is writing to the store.
        StoreError: there is a store already, or something else, or the base of its addresses is another.
    """
    backup = verify_backup(source)
    _require_place(store, backup, force)
    with _disk_errors():
        store.mkdir(parents=True, exist_ok=True)
        with writer_lock(store / "writer.lock"):
            _require_place(store, backup, force)
            number = _put(source, backup, store)
            generations = Generations(store)
            # Texts that the restored data do not name belong to sources they know nothing of.
            Snapshots(store).keep_only(_digests(EmbeddedStore(generations.open(number), number)))
            if not _is_described(store):
                shutil.copyfile(source / "store.json", store / "store.json.new")
                (store / "store.json.new").replace(store / "store.json")
                sync_folder(store)
            generations.clean()
    return backup


def _copied(store: Path, base: str, folder: Path) -> Backup:
    """Copy one generation with its texts. A text that goes meanwhile tells that another generation stands."""
    generations, there = Generations(store), Generations(folder)
    for _ in range(_ATTEMPTS):
        opened = open_store(store)  # holds its generation, which no writer removes now
        number = opened.generation
        files = list(_files_of(generations, number, store))
        texts = [store / "snapshots" / f"{digest}.txt" for digest in sorted(_digests(opened))]
        copied = _copy_all([*files, *texts], store, folder)
        missing = [text for text in texts if text.relative_to(store).as_posix() not in copied]
        if missing and generations.current() != number:
            shutil.rmtree(folder)
            folder.mkdir()
            continue
        replace(folder / "CURRENT", f"{number:06}\n")
        copied["CURRENT"] = _digest(folder / "CURRENT")
        marker = there.check(number)
        size = sum((folder / name).stat().st_size for name in copied)
        taken = datetime.now(UTC).isoformat(timespec="seconds")
        kept = len(texts) - len(missing)
        return Backup(base, number, marker.quads, kept, size, taken, version("koinon"), copied)
    raise StoreError(f"The store at {store} changes faster than it can be copied; try again.")


def _files_of(generations: Generations, number: int, store: Path) -> Iterator[Path]:
    yield store / "store.json"
    yield from (path for path in generations.database(number).iterdir() if path.name != "LOCK")
    yield generations.folder / f"{number:06}.json"
    yield generations.folder / f"{number:06}.note"


def _copy_all(files: Iterable[Path], root: Path, folder: Path) -> dict[str, str]:
    """Copy files to the same places below another folder; give the SHA-256 of those that are there."""
    copied = {}
    for path in files:
        target = folder / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            copied[path.relative_to(root).as_posix()] = _copy(path, target)
        except FileNotFoundError:
            target.unlink(missing_ok=True)  # there is no note, or the text is gone
    for place in {(folder / name).parent for name in copied}:
        sync(place)
    return copied


def _put(source: Path, backup: Backup, store: Path) -> int:
    """Copy a backup into a store, and let it stand as a generation that has never been."""
    generations = Generations(store)
    number = max([backup.generation, *(one + 1 for one in _numbers(store))])
    database = generations.folder / f"{number:06}.writing"
    shutil.rmtree(database, ignore_errors=True)
    database.mkdir(parents=True)
    before = Generations(source)
    for path in before.database(backup.generation).iterdir():
        name = path.relative_to(source).as_posix()
        if name in backup.files and _copy(path, database / path.name) != backup.files[name]:
            raise _damaged(source, f"the file {name} cannot be copied as it was")
    for path in (source / "snapshots").glob("*.txt"):
        Snapshots(store).add(path.read_text(encoding="utf-8"))
    engine = ox.Store(str(database))
    _require_count(engine, backup, source)
    generations.commit(number, engine, None, before.note(backup.generation), backup.base)
    return number


def _digests(store: EmbeddedStore) -> set[str]:
    found = (quad.object for quad in store.quads(predicate=hp("sha256")))
    return {term.value for term in found if isinstance(term, Literal)}


def _numbers(store: Path) -> Iterator[int]:
    folder = Generations(store).folder
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    if (store / "CURRENT").is_file():
        names.append((store / "CURRENT").read_text(encoding="utf-8", errors="replace"))
    return (int(name[:6]) for name in names if name[:6].isdecimal())


def _names(path: Path) -> Iterator[str]:
    for one in path.rglob("*"):
        # Whoever opens the backup as a store leaves locks.
        if one.is_file() and one.name not in {_MANIFEST, "LOCK"} and one.suffix != ".lock":
            yield one.relative_to(path).as_posix()


def _require_empty(destination: Path) -> None:
    if destination.exists() and (not destination.is_dir() or any(destination.iterdir())):
        raise StoreError(f"{destination} is there already and not empty; name a new folder for the backup.")


def _require_place(store: Path, backup: Backup, force: bool) -> None:
    if not store.exists():
        return
    known = any((store / name).exists() for name in ("store.json", "generations", "writer.lock"))
    if not store.is_dir() or (any(store.iterdir()) and not known):
        raise StoreError(f"{store} is not empty and not a store; name another folder.")
    begun = (store / "store.json").exists() or (store / "CURRENT").exists()
    if begun and not force:
        raise StoreError(f"There is a store at {store} already; with --force the backup takes its place.")
    if _is_described(store) and store_base(store) != backup.base:
        raise StoreError(
            f"The addresses of the store at {store} begin with {store_base(store)}, "
            f"those of the backup with {backup.base}; restore it into another folder."
        )


def _is_described(store: Path) -> bool:
    try:
        store_base(store)
    except StoreError:
        return False
    return True


def _require_count(engine: ox.Store, backup: Backup, path: Path) -> None:
    with engine_errors():
        found = len(engine)
    if found != backup.quads:
        raise _damaged(path, f"it holds {found} quads where its description says {backup.quads}")


def _copy(source: Path, target: Path) -> str:
    """Copy a file, wait until the copy is on the disk, and give the SHA-256 of what was read."""
    with source.open("rb") as reading, target.open("wb") as writing:
        digest = _pieces(reading.read, writing.write)
        writing.flush()
        os.fsync(writing.fileno())
    return digest


def _digest(path: Path) -> str:
    with path.open("rb") as reading:
        return _pieces(reading.read, len)


def _pieces(read: Callable[[int], bytes], write: Callable[[bytes], int]) -> str:
    digest = hashlib.sha256()
    while piece := read(_PIECE):
        digest.update(piece)
        write(piece)
    return digest.hexdigest()


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise disk_error(error) from error


def _damaged(path: Path, what: str) -> StoreDamaged:
    return StoreDamaged(f"The backup at {path} is damaged: {what}; use another one.")
