"""A document: the text of a source, as it stays, and what is known about the source."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from ..records import Passage, Source


@dataclass(frozen=True)
class Document:
    """The snapshot of a source: every offset anywhere counts the Unicode code points of ``text``.

    ``set_aside`` are passages that belong to the page and not to the announcement (menus, footers,
    front matter, mail headers): they stay in the text, so that offsets are true, and are not read.
    """

    text: str
    source: Source
    set_aside: tuple[Passage, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """Hash the text's UTF-8, in hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()
