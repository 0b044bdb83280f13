"""Where the graph is kept: the seam, and what stands behind it."""

from .embedded import EmbeddedStore
from .folder import create_store, current_generation, open_store, store_base, verify_store, writing
from .places import Folder, Keeping, WritableStore, kept
from .seam import WHOLE, Answer, Bindings, Change, Dataset, Solutions, Store
from .snapshots import Snapshots

__all__ = [
    "WHOLE",
    "Answer",
    "Bindings",
    "Change",
    "Dataset",
    "EmbeddedStore",
    "Folder",
    "Keeping",
    "Snapshots",
    "Solutions",
    "Store",
    "WritableStore",
    "create_store",
    "current_generation",
    "kept",
    "open_store",
    "store_base",
    "verify_store",
    "writing",
]
