"""The texts that sources were read from, kept beside the store under their SHA-256."""

import hashlib
from collections.abc import Container
from pathlib import Path

from .durable import replace


def sha256_of(text: str) -> str:
    """Give the SHA-256 of a text's UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


class Snapshots:
    """The folder ``snapshots`` of a store: one file a text, which never changes."""

    def __init__(self, store: Path) -> None:
        self._folder = store / "snapshots"
        self._new: list[Path] = []

    def add(self, text: str) -> str:
        """Keep a text and give its SHA-256. It is on the disk when this returns."""
        sha256 = sha256_of(text)
        if self.read(sha256) != text:
            self._folder.mkdir(exist_ok=True)
            if not self._path(sha256).exists():
                self._new.append(self._path(sha256))
            replace(self._path(sha256), text)
        return sha256

    def read(self, sha256: str) -> str | None:
        """Give the text of that SHA-256, or None where it is not kept or no longer text."""
        try:
            return self._path(sha256).read_bytes().decode()
        except (FileNotFoundError, UnicodeDecodeError):
            return None

    def take_back(self) -> None:
        """Remove the texts that were new here: the sources they belong to were not written after all."""
        while self._new:
            self._new.pop().unlink(missing_ok=True)

    def keep_only(self, wanted: Container[str]) -> int:
        """Remove the texts that no source was read from any more; give their count."""
        gone = [path for path in self._folder.glob("*.txt") if path.stem not in wanted]
        for path in gone:
            path.unlink()
        return len(gone)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.txt"
