"""Locks between processes. The operating system releases them when their holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import StoreBusy, StoreError


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Be the only writer.

    Raises:
        StoreBusy: another process, or another block of this one, is writing.
        StoreError: the folder cannot be written to.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(f"The store at {path.parent} cannot be written: {error.strerror}.") from None
    try:
        if not _lock(descriptor, fcntl.LOCK_EX):
            raise StoreBusy(
                f"Another process is writing to the store at {path.parent}; try again when it has finished."
            )
        yield
    finally:
        os.close(descriptor)


def hold_for_reading(path: Path) -> int | None:
    """Hold a lock file together with other readers; give its descriptor, which the caller closes.

    None if the file is gone or going: then what it protects is removed.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    if _lock(descriptor, fcntl.LOCK_SH) and os.fstat(descriptor).st_nlink:
        return descriptor
    os.close(descriptor)
    return None


@contextmanager
def unread(path: Path) -> Iterator[bool]:
    """Tell whether nobody reads what a lock file protects, and let nobody begin meanwhile."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield _lock(descriptor, fcntl.LOCK_EX)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
