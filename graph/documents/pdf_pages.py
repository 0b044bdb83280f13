"""The process that reads one PDF: its bytes come in, the text of its pages goes out as JSON.

A damaged or hostile PDF can take any time and memory, and nothing within a process can stop that.
"""

import io
import json
import logging
import sys
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

_MEMORY = 1_500_000_000
_SECONDS = 50
_MOST_PAGES = 2_000
_MOST_CHARACTERS = 20_000_000


def main() -> None:
    """Read standard input, write standard output."""
    logging.disable()
    _limit()
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def _answer(data: bytes) -> dict[str, Any]:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "is locked by a password; give it without one."}
        if len(reader.pages) > _MOST_PAGES:
            return {"error": f"has {len(reader.pages)} pages; a document may have {_MOST_PAGES} at most."}
        return {"pages": _texts(reader), "title": _title(reader), "language": _language(reader)}
    except DependencyError:
        return {"error": "is encrypted in a way that cannot be read; give it without encryption."}
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RuntimeError):
        # What pypdf raises on damage follows no rule: it meets values of any type in any place.
        return {"error": "is damaged or cut short, so that it cannot be read as a PDF."}


def _texts(reader: PdfReader) -> list[str]:
    texts: list[str] = []
    left = _MOST_CHARACTERS
    for page in reader.pages:
        text = page.extract_text()
        left -= len(text)
        if left < 0:
            raise ValueError("The pages hold more text than a document may.")
        texts.append(text.rstrip())
    return texts


def _title(reader: PdfReader) -> str | None:
    title = reader.metadata.title if reader.metadata else None
    # Word processors put the name of the file where no title was given.
    if not isinstance(title, str) or title.lower().endswith((".doc", ".docx", ".indd", ".pdf", ".odt")):
        return None
    return " ".join(title.split()) or None


def _language(reader: PdfReader) -> str | None:
    language = reader.root_object.get("/Lang")
    return str(language) if language else None


if __name__ == "__main__":
    main()
