"""Names found: an index of everything that is called something, in any script, with slips of the pen."""

from .entries import NameEntry, entries_of
from .index import Found, NameIndex, open_names, save_names

__all__ = ["Found", "NameEntry", "NameIndex", "entries_of", "open_names", "save_names"]
