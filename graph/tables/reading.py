"""The plain table of involvements: one row a participation, bound to the names of its columns."""

from pathlib import Path
from typing import Final

from ..documents.encoding import decode
from ..documents.language import guess_language
from ..documents.metadata import Metadata, read_description
from ..errors import DocumentError
from ..records import TABLE, Source
from .participations import Participations
from .problems import Problems, TableReading
from .rows import table_rows

#: Only ``activity`` is required. ``source`` is the page that states the row.
COLUMNS: Final = (
    "activity",
    "kind",
    "start",
    "end",
    "places",
    "country",
    "part_of",
    "based_on",
    "organisation",
    "organisation_kind",
    "organisation_country",
    "role",
    "participating_countries",
    "source",
)


def read_table(path: Path) -> TableReading:
    """Read a CSV file whose columns bear the names of ``COLUMNS``; lists in a cell are parted by ``;``.

    A row without organisation only describes its activity. A value that cannot be understood is left out
    and reported, and the rest is read. A file ``NAME.source.json`` beside it describes the source.

    Raises:
        DocumentError: the file cannot be read, or is no table of this kind.
    """
    try:
        text = decode(path.read_bytes(), path.name)
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}.") from None
    return read_table_text(text, path.name, read_description(path) or Metadata())


def read_table_text(text: str, name: str, described: Metadata) -> TableReading:
    """Read the text of such a table.

    Raises:
        DocumentError: the text is no table of this kind.
    """
    problems = Problems()
    rows = list(table_rows(text, name, COLUMNS, problems))
    if not any(row["activity"] for row in rows):
        raise DocumentError(f"{name} names no activity; its column “activity” must hold their titles.")
    source = Source(
        name,
        described.title or Path(name).stem,
        described.language or guess_language(text),
        described.address,
        described.publisher,
        described.issued,
        described.retrieved,
        described.licence,
        TABLE,
    )
    read = Participations(source.language, problems)
    for row in rows:
        read.add(row)
    return TableReading(read.account(source, text), tuple(problems))
