"""A portal's file read by its mapping."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..documents.language import guess_language
from ..documents.metadata import Metadata, language_code, read_description
from ..errors import DocumentError
from ..records import TABLE, Source
from .finding import Finder
from .mapped import Mapped
from .mapping import TableMapping, suiting
from .problems import Problems, TableReading
from .readers import FORMATS, Opened, Record, open_table
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Choice:
    """How a file is to be read: by a mapping, or by one that suits; the whole or a named slice of it."""

    mapping: TableMapping | None = None
    slice: str = ""


def has_mapping(path: Path) -> bool:
    """Tell whether a shipped mapping suits a file; a damaged one has none.

    Raises:
        DocumentError: the file cannot be read.
    """
    form = FORMATS.get(path.suffix.lower(), "")
    opened = open_table(path, lambda header: suiting(header, form) is not None)
    return suiting(opened.columns, opened.format) is not None


def read_mapped(path: Path, choice: Choice | None = None) -> TableReading:
    """Read a file of open data by its mapping.

    A value that cannot be understood is left out and reported, and the rest is read.

    Raises:
        DocumentError: the file cannot be read, no mapping suits it, or nothing in it is an activity.
    """
    choice = choice or Choice()
    opened, mapping = _opened(path, choice)
    described = read_description(path) or Metadata()
    problems = Problems()
    taken = mapping.slices.get(choice.slice) if choice.slice else None
    if choice.slice and taken is None:
        raise DocumentError(
            f"The mapping {mapping.name} has no slice “{choice.slice}”; "
            f"it has {', '.join(mapping.slices) or 'none'}."
        )
    joined = _joined(path, mapping)
    read, snapshot = Mapped(mapping, problems), Snapshot(mapping.columns())
    language = described.language
    count = 0
    for plain in opened.records:
        record = _with_joined(plain, mapping, joined)
        count = record.number
        language = language or _language(record, mapping, problems)
        if plain.surplus:
            problems.add(record.number, "", "It has more cells than the header; the rest was left out.")
        if mapping.withheld and mapping.withheld.takes(record.cells):
            problems.add(record.number, "", "It names a natural person, it seems; it was withheld.")
            snapshot.skip()
        elif taken is not None and not taken.takes(record.cells):
            snapshot.skip()
        elif read.add(record):
            snapshot.keep(record)
        else:
            snapshot.skip()
    if not snapshot.kept:
        raise DocumentError(f"Nothing in {path.name} could be read by the mapping {mapping.name}.")
    text = snapshot.text()
    source = _source(opened, mapping, described, language or guess_language(text))
    source = replace(source, file_sha256=opened.sha256, mapping=mapping.name, slice=str(taken or ""))
    return TableReading(read.account(source, text), tuple(problems), count)


def _opened(path: Path, choice: Choice) -> tuple[Opened, TableMapping]:
    form = FORMATS.get((path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower(), "")

    def suits(header: Sequence[str]) -> bool:
        given = choice.mapping
        return given.suits(header, form) if given else suiting(header, form) is not None

    opened = open_table(path, suits)
    mapping = choice.mapping or suiting(opened.columns, opened.format)
    if mapping is None:
        raise DocumentError(
            f"No mapping suits the columns of {path.name}; koinon map {path.name} proposes one."
        )
    if missing := sorted(mapping.required() - set(opened.columns)):
        raise DocumentError(
            f"{path.name} has no column “{missing[0]}”, which the mapping {mapping.name} needs."
        )
    return opened, mapping


def _joined(path: Path, mapping: TableMapping) -> dict[str, dict[str, str]]:
    """Read the file that lies beside a file, where the mapping joins one, by its key."""
    join = mapping.join
    if join is None or not (beside := path.parent / join.file).is_file():
        return {}
    opened = open_table(beside, lambda header: join.key in header)
    wanted = {column.removeprefix(f"{join.prefix}.") for column in mapping.columns() if "." in column}
    return {
        record.cells.get(join.key, ""): {
            f"{join.prefix}.{column}": words for column, words in record.cells.items() if column in wanted
        }
        for record in opened.records
    }


def _with_joined(record: Record, mapping: TableMapping, joined: dict[str, dict[str, str]]) -> Record:
    more = joined.get(record.cells.get(mapping.join.on, "")) if mapping.join and joined else None
    return Record(record.number, {**record.cells, **more}, record.surplus) if more else record


def _language(record: Record, mapping: TableMapping, problems: Problems) -> str | None:
    found = Finder(record, problems).first(mapping.language)
    return language_code(found.value) if found else None


def _source(opened: Opened, mapping: TableMapping, described: Metadata, language: str) -> Source:
    known = mapping.source
    language = described.language or known.get("language") or language
    address = known.get("address", "").replace("{language}", language)
    # A file of no fixed address is told from others of its layout by its name.
    title = known.get("title", "") if address else ""
    return Source(
        opened.name,
        described.title or title or Path(opened.name).stem,
        language,
        described.address or address or None,
        described.publisher or known.get("publisher"),
        described.issued,
        described.retrieved,
        described.licence or known.get("licence"),
        TABLE,
    )
