"""XML, element by element; document types and with them entities are refused."""

import io
from collections import Counter
from collections.abc import Iterator
from xml.parsers import expat

from lxml import etree

from ...errors import DocumentError
from .record import DEEPEST, Record, numbered

_PIECE = 1 << 16


def xml_records(data: bytes, name: str) -> Iterator[Record]:
    """Yield the elements below the root as records, and forget each once it was read.

    Raises:
        DocumentError: the bytes are no XML, or declare a document type, in which entities can be hidden
            that expand without end.
    """
    _refuse_document_type(data, name)
    number = depth = 0
    events = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in events:
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 1:
                number += 1
                cells: dict[str, str] = {}
                _flatten("", element, cells, 0)
                yield Record(number, cells)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except (etree.XMLSyntaxError, UnicodeError, ValueError) as error:
        raise DocumentError(f"{name} is not well-formed XML: {_first(error)}.") from None


def _first(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else "it breaks off"


def _refuse_document_type(data: bytes, name: str) -> None:
    begun: list[str] = []
    declared: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, _: begun.append(tag)
    parser.StartDoctypeDeclHandler = lambda tag, *_: declared.append(tag)
    for start in range(0, len(data), _PIECE):
        try:
            parser.Parse(data[start : start + _PIECE])
        except (expat.ExpatError, ValueError, LookupError):
            break  # the reader proper says what is wrong, and where
        if begun or declared:
            break
    if declared:
        raise DocumentError(
            f"{name} declares a document type; such XML is not read. Remove its DOCTYPE line."
        )


def _flatten(path: str, element: etree._Element, cells: dict[str, str], depth: int) -> None:
    if depth > DEEPEST:
        return
    words = (element.text or "").strip()
    if path and (words or not len(element)):
        cells[path] = words
    for key, value in element.attrib.items():
        if value.strip():
            cells[f"{path}/@{_local(str(key))}" if path else f"@{_local(str(key))}"] = str(value).strip()
    seen: Counter[str] = Counter()
    for child in element:
        if isinstance(child.tag, str):
            tag = _local(child.tag)
            seen[tag] += 1
            inner = numbered(tag, seen[tag])
            _flatten(f"{path}/{inner}" if path else inner, child, cells, depth + 1)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
