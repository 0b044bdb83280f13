"""Files and bytes → documents: by size, then by what the bytes are, then by their one reader."""

import re
from collections.abc import Callable
from pathlib import Path, PurePath

from ..errors import DocumentError
from .content import Content
from .document import Document
from .metadata import Metadata, describe, read_description
from .plain_text import read_text

MOST_BYTES = 50_000_000

Reader = Callable[[bytes, str], Content]
_READERS: dict[str, Reader] = {
    "": read_text,
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
}


def read_document(path: Path) -> Document:
    """Read a file, and the description that may lie beside it (``000.source.json`` beside ``000.txt``).

    Raises:
        DocumentError: there is no such file, or it cannot be read as an announcement.
    """
    data = _bytes_of(path)
    return _document(data, path.name, read_description(path) or Metadata())


def read_bytes(data: bytes, name: str) -> Document:
    """Read the bytes of a file of that name.

    Raises:
        DocumentError: the bytes cannot be read as an announcement.
    """
    return _document(data, name, Metadata())


def _document(data: bytes, name: str, described: Metadata) -> Document:
    if len(data) > MOST_BYTES:
        raise _too_large(name, len(data))
    content = _reader(data, name)(data, name)
    if not re.search(r"\w", content.text):
        raise DocumentError(f"{name} holds no words.")
    source = describe(described.else_from(content.metadata), content.text, name, content.media_type)
    return Document(content.text, source, content.set_aside)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DocumentError(f"{path} is a folder, not a file.")
        if not path.is_file():
            raise DocumentError(f"{path} is not a file.")
        if size > MOST_BYTES:
            raise _too_large(str(path), size)
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise DocumentError(f"There is no file {path}.") from None
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}.") from None


def _too_large(name: str, size: int) -> DocumentError:
    megabytes, most = -(-size // 1_000_000), MOST_BYTES // 1_000_000
    return DocumentError(f"{name} has {megabytes} MB; a document may have {most} MB at most.")


def _reader(data: bytes, name: str) -> Reader:
    if not data:
        raise DocumentError(f"{name} is empty.")
    suffix = PurePath(name).suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        raise DocumentError(f"{name} is of a kind that is not read: give text, HTML, PDF, DOCX or e-mail.")
    return reader
