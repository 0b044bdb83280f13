"""Bytes of a text → its characters, and nothing altered but the ends of lines."""

import re

from ..partial_dates import PartialDate
from ..records import Passage
from .content import Content
from .encoding import decode
from .metadata import Metadata, date_or_none, language_code

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LINE = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)


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


def newlines(text: str) -> str:
    """End every line with a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
