"""Whatever can be read into the graph: files and folders found, each handed to its reader."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .documents import READABLE, Document, read_bytes, read_document
from .errors import DocumentError
from .rdf_files import FORMATS, RdfFile, read_rdf
from .records import Account
from .tables import Choice, Problem, has_mapping, read_mapped, read_table
from .tables.readers import FORMATS as TABLES

_DESCRIPTION = ".source.json"
# What tells about a folder is not one of its announcements.
_ABOUT = frozenset({"readme", "license", "licence", "changelog", "contributing"})


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What a file states, and what of it could not be taken over."""

    path: Path
    states: Account | RdfFile
    problems: tuple[Problem, ...] = ()
    records: int = 0


def source_files(paths: Iterable[Path]) -> Iterator[Path]:
    """List the files to read: those named, and in folders all that a reader knows, in order.

    Raises:
        DocumentError: there is no such file or folder.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file() and _is_known(file))
        elif path.exists():
            yield path
        else:
            raise DocumentError(f"There is no file or folder {path}.")


def read_source(path: Path, choice: Choice | None = None) -> SourceReading:
    """Read a file by what its name says it is: RDF, a table, or an announcement.

    A table is read by the mapping chosen or by the shipped one that suits its columns, and as the plain table
    of participations where none does.

    Raises:
        DocumentError: the file cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix in FORMATS:
        return SourceReading(path, read_rdf(path))
    if is_table(path):
        plain = suffix == ".csv" and choice is None and not has_mapping(path)
        table = read_table(path) if plain else read_mapped(path, choice)
        return SourceReading(path, table.account, table.problems, table.records)
    return SourceReading(path, _read_announcement(read_document(path)))


def read_input(data: bytes) -> SourceReading:
    """Read the bytes of an announcement that has no file, such as those of a pipe.

    Raises:
        DocumentError: the bytes cannot be read.
    """
    return SourceReading(Path("-"), _read_announcement(read_bytes(data, "input")))


def _read_announcement(document: Document) -> Account:
    # Takes seconds to import, and tables do without.
    from .reading import read_account  # noqa: PLC0415

    return read_account(document)


def _is_known(file: Path) -> bool:
    suffix = file.suffix.lower()
    if file.name.endswith(_DESCRIPTION) or file.stem.lower() in _ABOUT:
        return False
    if suffix in (".json", ".xml"):
        return _is_of_known_layout(file)
    return suffix in FORMATS or suffix in READABLE or is_table(file)


def _is_of_known_layout(file: Path) -> bool:
    """Tell a portal's file from the many others of its format; of a damaged one its reader is to complain."""
    try:
        return has_mapping(file)
    except DocumentError:
        return True


def is_table(path: Path) -> bool:
    """Tell by its name whether a file is read as a table."""
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return plain.suffix.lower() in TABLES
