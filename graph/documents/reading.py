"""Files and bytes → documents: by size, then by what the bytes are, then by their one reader."""

import re
from collections.abc import Callable
from pathlib import Path, PurePath

from ..errors import DocumentError
from .content import Content
from .document import Document
from .mail import read_mail
from .metadata import Metadata, describe, read_description
from .pdf import read_pdf
from .plain_text import read_text
from .web_page import read_web_page

MOST_BYTES = 50_000_000

Reader = Callable[[bytes, str], Content]


def _read_word(data: bytes, name: str) -> Content:
    # What reads DOCX takes a third of a second to import, and few need it.
    from .word import read_word  # noqa: PLC0415

    return read_word(data, name)


_READERS: dict[str, Reader] = {
    "": read_text,
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".xhtml": read_web_page,
    ".pdf": read_pdf,
    ".docx": _read_word,
    ".eml": read_mail,
}
#: Endings of the names of files that are read as announcements.
READABLE = frozenset(_READERS) - {""}
_KINDS = "text (.txt, .md), a web page (.html), PDF, DOCX or e-mail (.eml)"
#: The first bytes of the container of old Word files, in which locked DOCX come as well (MS-CFB, 2.2).
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)


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
    """Choose the reader by what the bytes are, where they show it, else by the name."""
    if not data:
        raise DocumentError(f"{name} is empty.")
    if data.startswith(_COMPOUND_FILE):
        raise _compound_file(data, name)
    if b"%PDF-" in data[:1024]:
        return read_pdf
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK\x03\x04") and suffix in {"", ".docx"}:
        return _read_word
    if suffix in {"", ".txt"} and _PAGE.match(data[:4096]):
        return read_web_page
    if suffix not in _READERS:
        raise DocumentError(f"{name} is of a kind that is not read; give {_KINDS}.")
    return _READERS[suffix]


def _compound_file(data: bytes, name: str) -> DocumentError:
    if _LOCKED in data:
        return DocumentError(f"{name} is locked by a password; give it without one.")
    return DocumentError(f"{name} is an Office file of the old format; save it as DOCX.")
