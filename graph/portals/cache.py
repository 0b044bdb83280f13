"""Answers of portals kept on disk, so that what has not changed is not sent again (RFC 9111, 4.3)."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Final

from ..store.durable import replace as write_whole

_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: the request, what tells its edition, when it came, and the file that holds its body."""

    address: str
    accept: str
    type: str
    etag: str
    last_modified: str
    retrieved: str
    sha256: str
    body: str = ""

    def conditions(self) -> dict[str, str]:
        """Give the headers by which the portal says whether there is anything newer."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


class Cache:
    """A folder with two files an answer: its body, and what is known of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def find(self, address: str, accept: str) -> Kept | None:
        """Give the answer to a request; one that is damaged counts as none."""
        name = _name(address, accept)
        self._used.add(name)
        try:
            kept = Kept(**json.loads((self._folder / f"{name}.json").read_text("utf-8")))
            body = self._folder / f"{name}.body"
            return replace(kept, body=str(body)) if sha256_of(body) == kept.sha256 else None
        except (OSError, ValueError, TypeError):
            return None

    @contextmanager
    def writing(self, address: str, accept: str) -> Iterator[IO[bytes]]:
        """Open a new body; it counts only once it is ``keep``-ed."""
        name = _name(address, accept)
        self._used.add(name)
        with (self._folder / f"{name}.new").open("wb") as file:
            yield file

    def keep(self, kept: Kept) -> Kept:
        """Put the body that was written, and what is known of it, in the place of what was there."""
        name = _name(kept.address, kept.accept)
        body = self._folder / f"{name}.body"
        (self._folder / f"{name}.new").replace(body)
        write_whole(self._folder / f"{name}.json", json.dumps(asdict(kept), ensure_ascii=False, indent=1))
        return replace(kept, body=str(body))

    def forget_unused(self) -> None:
        """Remove what no request of this run asked for."""
        for path in self._folder.iterdir():
            if path.suffix == ".new" or path.stem not in self._used:
                path.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """Give the hash of a file, read piece by piece.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _name(address: str, accept: str) -> str:
    return hashlib.sha256(f"{accept} {address}".encode()).hexdigest()
