"""Files that survive a power cut: written aside, synced, and put in place by one rename."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Wait until a file's content, or a folder's list of names, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until a folder's files and their names are on the disk.

    The engine writes its files without fsync: after a power cut a name could be there and its content not.
    """
    for path in folder.iterdir():
        sync(path)
    sync(folder)


def replace(path: Path, content: str) -> None:
    """Write a small file so that at any moment it holds the old content or the new, never half."""
    aside = path.with_name(f"{path.name}.new")
    with aside.open("w", encoding="utf-8", newline="") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    sync(path.parent)
