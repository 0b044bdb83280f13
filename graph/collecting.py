"""The cyclic garbage collector, at rest while many objects are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Let the collector rest: it would walk the same objects again and again, for up to half of the time.

    For work that is bounded: what refers to itself is not freed meanwhile.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
