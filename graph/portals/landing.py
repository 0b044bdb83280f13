"""Files that arrive page by page: what is there after a break is kept, and gone on with."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from ..errors import PortalError
from ..store.durable import replace, sync
from .cache import sha256_of

_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is said of a file that was fetched: the names are those of ``NAME.source.json``."""

    url: str
    title: str = ""
    publisher: str = ""
    licence: str = ""
    language: str = ""
    issued: str = ""
    edition: str = ""
    request: str = ""


class Landing:
    """A file on its way, ``NAME.part``, and beside it how far it has come.

    ``stamp`` tells the edition: what is there of another one is thrown away. ``upto`` counts whatever the
    portal counts its pages by.
    """

    def __init__(self, folder: Path, name: str, stamp: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path, self._stamp = folder / name, stamp
        self._part, self._state = folder / f"{name}.part", folder / f"{name}.part.json"
        self.upto, length = self._found()
        self._file = self._part.open("r+b" if length else "wb")
        self._file.truncate(length)
        self._file.seek(length)

    def __enter__(self) -> "Landing":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def size(self) -> int:
        """Give the bytes that have come."""
        return self._file.tell()

    def add(self, data: bytes, upto: int) -> None:
        """Append a page; from then on, a break loses nothing of it."""
        self._file.write(data)
        self._file.flush()
        os.fsync(self._file.fileno())
        self.upto = upto
        replace(self._state, json.dumps({"stamp": self._stamp, "upto": upto, "bytes": self._file.tell()}))

    def add_file(self, path: Path) -> None:
        """Append a file as it is."""
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                self._file.write(piece)

    def start_again(self) -> None:
        """Throw away what has come."""
        self._file.seek(0)
        self._file.truncate()
        self._state.unlink(missing_ok=True)
        self.upto = 0

    def finish(self, provenance: Provenance, retrieved: str) -> bool:
        """Put the file in its place, with its description; tell whether it is another than was there.

        The same content again keeps the description, and with it the date on which it first came.
        """
        self._file.flush()
        self._file.close()
        digest = sha256_of(self._part)
        fresh = digest != described(self._path).get("sha256") or not _holds(self._path, digest)
        if fresh:
            sync(self._part)
            self._part.replace(self._path)
            said = {name: value for name, value in _said(provenance).items() if value}
            said |= {"retrieved": retrieved, "sha256": digest}
            replace(description_of(self._path), json.dumps(said, ensure_ascii=False, indent=1) + "\n")
        self._part.unlink(missing_ok=True)
        self._state.unlink(missing_ok=True)
        return fresh

    def _found(self) -> tuple[int, int]:
        try:
            state = json.loads(self._state.read_text("utf-8"))
            upto, length = int(state["upto"]), int(state["bytes"])
            if state["stamp"] == self._stamp and self._part.stat().st_size >= length:
                return upto, length
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return 0, 0


def description_of(path: Path) -> Path:
    """Give the place of a file's description."""
    return path.with_suffix(".source.json")


def described(path: Path) -> dict[str, Any]:
    """Read what was written beside a file; nothing where there is none.

    Raises:
        PortalError: what lies there was not written by this program.
    """
    beside = description_of(path)
    if not beside.is_file():
        return {}
    try:
        said = json.loads(beside.read_text("utf-8"))
    except (OSError, ValueError):
        said = None
    if not isinstance(said, dict):
        raise PortalError(f"{beside} is no description; remove it, or fetch into another folder.")
    return said


def is_edition(path: Path, edition: str) -> bool:
    """Tell whether a file is there, whole, in this edition."""
    said = described(path)
    return bool(edition) and said.get("edition") == edition and _holds(path, str(said.get("sha256")))


def _holds(path: Path, digest: str) -> bool:
    return path.is_file() and sha256_of(path) == digest


def _said(provenance: Provenance) -> dict[str, str]:
    return {name: str(getattr(provenance, name)) for name in Provenance.__slots__}
