"""The index kept in a folder: one .npy file a column, mapped into memory when it is opened."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Final, TypeVar, get_type_hints
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ..errors import StoreDamaged, StoreMissing
from .index import NetworkIndex
from .memory import Memory

#: Raised by one whenever the columns change, so that an index of old is built anew.
LAYOUT: Final = 3
_MANIFEST: Final = "manifest.json"

Columns = Iterator[tuple[str, NDArray[Any]]]
Part = TypeVar("Part")


def save_index(index: NetworkIndex, folder: Path) -> None:
    """Keep an index in a folder, in place of what may be there; half an index is never seen."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        sums = {name: _save(beside / f"{name}.npy", column) for name, column in _columns(index, "")}
        manifest = {"layout": LAYOUT, "generation": index.generation, "files": sums}
        _write(beside / _MANIFEST, json.dumps(manifest, indent=1).encode())
        if folder.exists():
            gone = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
            folder.rename(gone / "old")
            beside.rename(folder)
            shutil.rmtree(gone)
        else:
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def load_index(folder: Path) -> NetworkIndex:
    """Open an index that was kept; its columns are read from the disk as they are needed.

    Raises:
        StoreMissing: there is no index; build one.
        StoreDamaged: it is of another layout, or a file is not what was written; build it anew.
    """
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
    except FileNotFoundError:
        raise StoreMissing(f"There is no network index in {folder}; build one.") from None
    except ValueError:
        raise StoreDamaged(f"The manifest of the network index in {folder} is damaged; rebuild it.") from None
    if manifest.get("layout") != LAYOUT:
        raise StoreDamaged(f"The network index in {folder} was kept by another version; rebuild it.")
    for name, expected in manifest["files"].items():
        path = folder / f"{name}.npy"
        if not path.is_file() or crc32(path.read_bytes()) != expected:
            raise StoreDamaged(f"The column {name} of the network index in {folder} is damaged; rebuild it.")
    return _part(NetworkIndex, folder, "", int(manifest["generation"]))


def _columns(part: object, name: str) -> Columns:
    for field in fields(part):  # type: ignore[arg-type]
        value, path = getattr(part, field.name), f"{name}.{field.name}" if name else field.name
        if is_dataclass(value):
            yield from _columns(value, path)
        elif isinstance(value, np.ndarray):
            yield path, value


def _part(kind: type[Part], folder: Path, name: str, generation: int) -> Part:
    values: dict[str, object] = {}
    for field_name, hint in get_type_hints(kind).items():
        path = f"{name}.{field_name}" if name else field_name
        if hint is Memory:
            continue
        if hint is int:
            values[field_name] = generation
        elif is_dataclass(hint):
            values[field_name] = _part(hint, folder, path, generation)  # type: ignore[arg-type]
        else:
            values[field_name] = _load(folder / f"{path}.npy")
    return kind(**values)


def _load(path: Path) -> NDArray[Any]:
    try:
        column: NDArray[Any] = np.load(path, mmap_mode="r")
    except ValueError:  # an empty file cannot be mapped
        column = np.load(path)
    return np.asarray(column)


def _save(path: Path, column: NDArray[Any]) -> int:
    with path.open("wb") as stream:
        np.save(stream, column, allow_pickle=False)
        stream.flush()
        os.fsync(stream.fileno())
    return crc32(path.read_bytes())


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
