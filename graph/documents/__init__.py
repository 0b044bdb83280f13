"""Documents: bytes → text with stable offsets, and what is known about the source."""

from .document import Document
from .reading import read_bytes, read_document

__all__ = ["Document", "read_bytes", "read_document"]
