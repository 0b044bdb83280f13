"""DOCX → its paragraphs, lists and tables in the order of the document."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from ..errors import DocumentError
from .content import Content
from .metadata import Metadata, language_code

#: What a document may grow to when it is unpacked: in all, and of XML, whose tree is larger still.
MOST_UNPACKED = 200_000_000
MOST_XML = 30_000_000

# What the libraries raise on a damaged package, whose parts may be anything in any place.
_DAMAGE = (
    OpcError,
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
_NUMBERED = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}numPr"


def read_word(data: bytes, name: str) -> Content:
    """Read a DOCX: headings stand apart, items of lists are marked, cells have lines of their own.

    Raises:
        DocumentError: it is damaged, no DOCX, or grows beyond all measure when unpacked.
    """
    _check_package(data, name)
    try:
        word = docx.Document(io.BytesIO(data))
        text = "".join(_pieces(word.iter_inner_content()))
        metadata = _metadata(word)
    except _DAMAGE:
        raise DocumentError(f"{name} is damaged or cut short, so that it cannot be read as DOCX.") from None
    text = re.sub(r"\n{3,}", "\n\n", text.strip("\n")) + "\n"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return Content(text, media_type, metadata)


def _check_package(data: bytes, name: str) -> None:
    """Look at the sizes that a package states, which unpacking never exceeds."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise DocumentError(f"{name} is damaged or cut short, so that it cannot be unpacked.") from None
    if not any(part.filename == "word/document.xml" for part in parts):
        raise DocumentError(f"{name} is a package of another kind than DOCX.")
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentError(f"{name} is locked by a password; give it without one.")
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if xml > MOST_XML or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise DocumentError(f"{name} grows too large when it is unpacked.")


def _pieces(content: Iterable[Paragraph | Table]) -> Iterator[str]:
    for block in content:
        if isinstance(block, Table):
            yield "\n"
            yield from _cells(block)
            yield "\n"
        else:
            yield _paragraph(block)


def _paragraph(paragraph: Paragraph) -> str:
    words = paragraph.text.strip()
    if not words:
        return "\n"
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    if style.startswith("List") or paragraph._p.find(f".//{_NUMBERED}") is not None:
        return f"• {words}\n"
    return f"\n{words}\n\n"


def _cells(table: Table) -> Iterator[str]:
    """Give the cells row by row; a cell that spans several is given once."""
    given: set[object] = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in given:
                given.add(cell._tc)
                yield from _tight(cell.iter_inner_content())
        yield "\n"


def _tight(content: Iterable[Paragraph | Table]) -> Iterator[str]:
    for line in "".join(_pieces(content)).split("\n"):
        if line.strip():
            yield f"{line}\n"


def _metadata(word: WordDocument) -> Metadata:
    properties = word.core_properties
    title = " ".join((properties.title or "").split())
    # The title that every document made from the bundled template of python-docx bears.
    title = "" if title == "Word Document" else title
    return Metadata(title=title or None, language=language_code(properties.language or None))
