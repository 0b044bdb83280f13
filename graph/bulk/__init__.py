"""Large tables: turned into statements and checked piece by piece, loaded as files, memory bounded.

The records of a table are parted into pieces, each a file of the store's spool; each piece is turned into a
file of N-Quads, here, in a pool of processes or on a cluster. What was done before a process was killed is
found there again. In the end the engine loads the files by itself, into the one generation that the whole
ingest makes.
"""

from .loading import forget, load_prepared, statements_of_prepared
from .preparing import LARGE, Prepared, is_large, prepare
from .rechecking import recheck

__all__ = [
    "LARGE",
    "Prepared",
    "forget",
    "is_large",
    "load_prepared",
    "prepare",
    "recheck",
    "statements_of_prepared",
]
