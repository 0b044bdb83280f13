"""Bytes of a text → its characters, and nothing altered but the ends of lines."""

import codecs
import re

import charset_normalizer

from ..errors import DocumentError
from ..partial_dates import PartialDate
from ..records import Passage
from .content import Content
from .metadata import Metadata, date_or_none, language_code

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Tab, line feed, form feed, carriage return and escape occur in texts; other control characters do not.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LINE = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
# Above these, measured on short texts in twelve legacy encodings, the guess is no better than a coin.
_MOST_CHAOS = 0.1
_SAMPLE = 200_000


def read_text(data: bytes, name: str) -> Content:
    """Read a plain text; front matter between ``---`` lines describes it and is set aside.

    Raises:
        DocumentError: the bytes are no text, or their encoding cannot be told.
    """
    text = newlines(decode(data, name))
    front = _FRONT_MATTER.match(text)
    if front is None:
        return Content(text, "text/plain")
    values = {key.casefold(): value.strip("\"'") for key, value in _FRONT_LINE.findall(front.group(1))}
    return Content(text, "text/plain", _front_matter(values), (Passage(0, front.end()),))


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """Decode by the byte-order mark, as UTF-8, as declared, else by a guess that can be trusted.

    Raises:
        DocumentError: the bytes are no text, or their encoding cannot be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_decode_as(data[len(mark) :], encoding, name), name)
    for encoding in ("utf-8", declared):
        try:
            return _checked(data.decode(encoding), name) if encoding else _guess(data, name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(data, name)


def newlines(text: str) -> str:
    """End every line with a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guess(data: bytes, name: str) -> str:
    if b"\x00" in data:
        raise DocumentError(f"{name} is a binary file, not a text.")
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if best is None or best.chaos > _MOST_CHAOS:
        raise DocumentError(f"The encoding of {name} cannot be told; save it as UTF-8.")
    return _checked(_decode_as(data, best.encoding, name), name)


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise DocumentError(f"{name} is not valid {encoding.upper()}; save it as UTF-8.") from None


def _checked(text: str, name: str) -> str:
    found = len(_CONTROL.findall(text, 0, _SAMPLE))
    if "\x00" in text or found * 100 > min(len(text), _SAMPLE):
        raise DocumentError(f"{name} is a binary file, not a text.")
    return text


def _front_matter(values: dict[str, str]) -> Metadata:
    issued: PartialDate | None = date_or_none(values.get("issued") or values.get("date"))
    return Metadata(
        title=values.get("title") or None,
        language=language_code(values.get("language") or values.get("lang")),
        address=values.get("url") or values.get("address") or None,
        publisher=values.get("publisher") or None,
        issued=issued,
        licence=values.get("licence") or values.get("license") or None,
    )
