"""Documents: bytes → text with stable offsets, and what is known about the source."""

from .document import Document
from .reading import READABLE, read_bytes, read_document

__all__ = ["READABLE", "Document", "read_bytes", "read_document"]
