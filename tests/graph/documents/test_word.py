import io
import zipfile

import docx
import pytest

from koinon.graph.documents import read_bytes
from koinon.graph.documents.word import MOST_XML
from koinon.graph.errors import DocumentError


def word_file() -> bytes:
    word = docx.Document()
    word.core_properties.title = "A training in Chișinău"
    word.core_properties.language = "en-GB"
    word.add_heading("Training", level=1)
    word.add_paragraph("It was held by the museum.")
    word.add_paragraph("one", style="List Bullet")
    word.add_paragraph("two", style="List Number")
    table = word.add_table(rows=2, cols=2)
    for cell, words in zip((cell for row in table.rows for cell in row.cells), "ABCD", strict=True):
        cell.text = words
    table.rows[1].cells[0].merge(table.rows[1].cells[1])
    word.add_paragraph("The end.")
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def test_paragraphs_lists_and_tables_come_in_their_order() -> None:
    document = read_bytes(word_file(), "a.docx")
    assert document.text == (
        "Training\n\nIt was held by the museum.\n\n• one\n• two\n\nA\nB\n\nC\nD\n\nThe end.\n"
    )
    assert document.source.title == "A training in Chișinău"
    assert document.source.language == "en"


def test_a_word_file_cut_short_is_refused() -> None:
    whole = word_file()
    with pytest.raises(DocumentError, match="damaged or cut short"):
        read_bytes(whole[: len(whole) // 2], "a.docx")


def test_a_package_of_another_kind_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(DocumentError, match="another kind"):
        read_bytes(buffer.getvalue(), "a.docx")


def test_a_package_with_a_damaged_part_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as good, zipfile.ZipFile(buffer, "w") as package:
        for part in good.infolist():
            data = good.read(part)
            package.writestr(part.filename, b"<w:document" if part.filename == "word/document.xml" else data)
    with pytest.raises(DocumentError, match="damaged"):
        read_bytes(buffer.getvalue(), "a.docx")


def test_a_package_that_swells_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (MOST_XML + 1))
    assert len(buffer.getvalue()) < 100_000
    with pytest.raises(DocumentError, match="grows too large"):
        read_bytes(buffer.getvalue(), "a.docx")


def test_a_package_whose_packed_bytes_are_damaged_is_refused() -> None:
    data = bytearray(word_file())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        start = package.getinfo("word/document.xml").header_offset + 60
    data[start : start + 200] = b"\xff" * 200
    with pytest.raises(DocumentError, match="damaged"):
        read_bytes(bytes(data), "a.docx")
