"""How fast announcements are read: kilobytes of text a second a core, a language and all together.

The texts are those that ship in ``data/announcements``, and those of a folder that is named (``--folder``).
Each is read as a file is, with the lexicons already loaded; the best of some rounds counts.

    python -m benchmarks.reading
"""

import argparse
import time
from pathlib import Path
from typing import Final

from koinon.data import announcements
from koinon.graph.documents import Document, read_document
from koinon.graph.reading import read_account

from .report import Promise, Report, Table

_WANTED: Final = 100.0
_ROUNDS: Final = 3


def kilobytes(documents: list[Document]) -> float:
    """Give the size of the texts in UTF-8, in kilobytes of 1,000 bytes."""
    return sum(len(each.text.encode()) for each in documents) / 1_000


def processor_seconds(documents: list[Document]) -> float:
    """Read all documents, and give the time of the processor that the best round took."""
    taken = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        for document in documents:
            read_account(document)
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> None:
    """Measure, and write down what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--folder", type=Path, help="also read the .txt files of this folder")
    folder = parser.parse_args().folder
    paths = [*announcements(), *(sorted(folder.glob("*.txt")) if folder else ())]
    documents = [read_document(path) for path in paths]
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(document.source.language, []).append(document)
        read_account(document)  # what is loaded once a process is not measured
    rows = [_row(language, group) for language, group in sorted(groups.items())]
    speed = kilobytes(documents) / processor_seconds(documents)
    report = Report(
        "reading",
        "Reading announcements",
        {"documents": len(documents), "kilobytes": round(kilobytes(documents), 1), "rounds": _ROUNDS},
        [Table("By language", ("language", "documents", "KB", "KB a second of one core"), tuple(rows))],
        [Promise("reading", f"{_WANTED:.0f} KB/s a core", f"{speed:.0f} KB/s", speed >= _WANTED)],
        ["Time is that of the processor, so that other work on the machine changes it little."],
    )
    print(report.write())


def _row(language: str, documents: list[Document]) -> tuple[object, ...]:
    size = kilobytes(documents)
    return (language, len(documents), round(size, 1), round(size / processor_seconds(documents), 1))


if __name__ == "__main__":
    main()
