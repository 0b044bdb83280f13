"""Damaged and hostile files: each is refused in a sentence or read, and never brings the reader down."""

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from koinon.graph.errors import DocumentError
from koinon.graph.tables import Choice, read_mapped
from koinon.graph.tables.mapping import mapping_of
from koinon.graph.tables.readers import workbook

MAPPING = mapping_of(
    """
formats = ["csv", "workbook", "json", "xml"]
[activity]
title = "title"
start = { column = "start", optional = true }
[[involvement]]
organisation = "organisation"
organisation_country = { column = "country", optional = true }
role = { column = "role", values = { lead = "coordinator", partner = "partner" } }
amount = { column = "amount", optional = true }
""",
    "malformed",
)
ROWS = [
    ("title", "start", "organisation", "country", "role", "amount"),
    ("Музей", "2011", "ICOM", "FR", "lead", "12.5"),
    ("Été", "2012-05", "Musée d'Art", "BE", "partner", "1 000,50"),
    ("Days", "2013-06-07", "A, B", "DE", "partner", ""),
]


def as_csv() -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode()


def as_xml() -> bytes:
    rows = ["".join(f"<{n}>{c}</{n}>" for n, c in zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    return ("<list>" + "".join(f"<row>{row}</row>" for row in rows) + "</list>").encode()


def as_json() -> bytes:
    rows = [", ".join(f'"{n}": "{c}"' for n, c in zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    return ("[" + ", ".join(f"{{{row}}}" for row in rows) + "]").encode()


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in ROWS:
        book.active.append(row)
    book.active["F2"] = "=1/0"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


SIGNS = [b'"', b"\x00", b"\n", b";;;;", b"<", b"]]>", b"{", b"\xff\xfe"]
ENCODINGS = ["utf-16", "cp1251", "utf-32-be"]
FILES = {"csv": as_csv, "xml": as_xml, "json": as_json, "xlsx": as_xlsx}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Cut off, turned over, doubled, moved, filled with what does not belong, or in another encoding."""
    place = chance.randrange(len(data))
    other = chance.randrange(len(data))
    first, last = sorted((place, other))
    ways = (
        lambda: data[:place],
        lambda: data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :],
        lambda: data[:last] + data[first:last] * chance.randrange(2, 50) + data[last:],
        lambda: data[:first] + data[last:],
        lambda: data[:place] + chance.randbytes(chance.randrange(1, 60)) + data[place:],
        lambda: (
            data[:place]
            + chance.choice([b'"', b"\x00", b"\n", b";;;;", b"<", b"]]>", b"{", b"\xff\xfe"])
            + data[place:]
        ),
        lambda: data.decode("utf-8", "replace").encode(
            chance.choice(["utf-16", "cp1251", "utf-32-be"]), "replace"
        ),
        lambda: data[:place] + b"x" * 300_000 + data[place:],
    )
    return chance.choice(ways)()


@pytest.mark.parametrize("seed", range(64))
@pytest.mark.parametrize("suffix", FILES)
def test_a_damaged_file_is_read_or_refused_in_a_sentence(tmp_path: Path, suffix: str, seed: int) -> None:
    path = tmp_path / f"damaged.{suffix}"
    path.write_bytes(damaged(FILES[suffix](), random.Random(f"{suffix}{seed}")))
    try:
        reading = read_mapped(path, Choice(MAPPING))
    except DocumentError as error:
        assert str(error).endswith(".")
        assert "damaged" in str(error)
        assert "\n" not in str(error)
    else:
        assert reading.account.activities
        assert all(str(problem).endswith((".", "….")) for problem in reading.problems)
        reading.account.text.encode()


@pytest.mark.parametrize("suffix", FILES)
def test_the_whole_file_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"whole.{suffix}"
    path.write_bytes(FILES[suffix]())
    reading = read_mapped(path, Choice(MAPPING))
    assert [activity.title for activity in reading.account.activities] == ["Музей", "Été", "Days"]
    assert [one.country for one in reading.account.organisations] == ["FR", "BE", "DE"]
    assert not reading.problems


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE l SYSTEM "file:///etc/passwd">',
        '<?xml version="1.0"?><!-- a --><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_xml_with_a_document_type_is_refused(tmp_path: Path, prolog: str) -> None:
    path = tmp_path / "bomb.xml"
    path.write_text(f"{prolog}<l><row><title>&c;</title></row></l>")
    with pytest.raises(DocumentError, match="declares a document type"):
        read_mapped(path, Choice(MAPPING))


def test_a_workbook_that_unpacks_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_BYTES", 1 << 20)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (3 << 20))
    with pytest.raises(DocumentError, match="unpacks to more than 1 MB"):
        read_mapped(path, Choice(MAPPING))


def test_a_sheet_with_a_cell_at_the_end_of_the_world_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "title"
    book.active.cell(1_048_576, 16_384, "x")
    path = tmp_path / "far.xlsx"
    book.save(path)
    with pytest.raises(DocumentError, match="1,048,576 rows by 16,384 columns"):
        read_mapped(path, Choice(MAPPING))


@pytest.mark.parametrize("name", ["empty.csv", "empty.json", "empty.xml", "empty.xlsx", "x.csv.gz"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    with pytest.raises(DocumentError):
        read_mapped(path, Choice(MAPPING))
