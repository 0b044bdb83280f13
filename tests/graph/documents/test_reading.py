import os
from pathlib import Path

import pytest

from koinon.graph.documents import read_bytes, read_document
from koinon.graph.errors import DocumentError


def test_a_file_too_large_is_refused_by_its_size_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(DocumentError, match="has 200 MB; a document may have 50 MB at most"):
        read_document(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="There is no file"):
        read_document(tmp_path / "nothing.txt")
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path)


def test_a_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(DocumentError, match="is not a file"):
        read_document(tmp_path / "pipe.txt")


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("Words.")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DocumentError, match=r"locked\.txt cannot be read: Permission denied"):
        read_document(path)


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.txt", "is empty"),
        (b"", "a.pdf", "is empty"),
        (b" \n\n ", "a.txt", "holds no words"),
        (b"words", "a.xlsx", "is of a kind that is not read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "a.doc", "old format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "locked by a password",
        ),
    ],
)
def test_what_cannot_be_read_gets_one_sentence(data: bytes, name: str, sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence) as caught:
        read_bytes(data, name)
    assert "\n" not in str(caught.value)


def test_a_page_is_known_by_its_bytes_where_the_name_does_not_say() -> None:
    document = read_bytes(b"<!-- a --><!DOCTYPE html><p>Words of a page", "-")
    assert document.source.media_type == "text/html"
    assert document.text == "Words of a page\n"


def test_the_hash_is_of_the_text_not_of_the_file() -> None:
    one, other = read_bytes(b"A line\r\n", "a.txt"), read_bytes(b"A line\n", "b.txt")
    assert one.sha256 == other.sha256
    assert len(one.sha256) == 64
