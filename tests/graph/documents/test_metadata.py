import json
from pathlib import Path

import pytest

from koinon.graph.documents import read_bytes, read_document
from koinon.graph.errors import DocumentError


def test_a_description_beside_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "7.txt").write_text("Words of an announcement.")
    description = {
        "url": "https://museum.example/7",
        "title": "A training",
        "language": "en",
        "publisher": "Museum",
        "issued": "2013-10",
        "retrieved": "2024-05-01",
        "licence": "CC-BY-4.0",
        "words": 4,
        "redistribute": True,
    }
    (tmp_path / "7.source.json").write_text(json.dumps(description))
    source = read_document(tmp_path / "7.txt").source
    assert (source.name, source.title, source.address) == ("7.txt", "A training", "https://museum.example/7")
    assert (source.publisher, source.issued, source.retrieved) == ("Museum", "2013-10", "2024-05-01")
    assert source.licence == "CC-BY-4.0"


def test_an_address_that_is_not_known_may_be_null(tmp_path: Path) -> None:
    (tmp_path / "7.txt").write_text("Words.")
    (tmp_path / "7.source.json").write_text('{"url": null, "title": null}')
    source = read_document(tmp_path / "7.txt").source
    assert source.address is None
    assert source.title == "Words."


@pytest.mark.parametrize(
    "description", ["{", "[]", '{"title": 7}', '{"issued": "2013-02-30"}', '{"issued": "June 2013"}']
)
def test_a_description_that_says_nothing_clear_is_refused(tmp_path: Path, description: str) -> None:
    (tmp_path / "7.txt").write_text("Words.")
    (tmp_path / "7.source.json").write_text(description)
    with pytest.raises(DocumentError, match=r"7\.source\.json"):
        read_document(tmp_path / "7.txt")


def test_without_a_description_the_first_line_with_words_is_the_title() -> None:
    source = read_bytes("\n ----\n  Семинар в Казани  \n\nТекст.\n".encode(), "a.txt").source
    assert source.title == "Семинар в Казани"
    assert source.language == "ru"


def test_a_first_line_as_long_as_a_paragraph_is_cut_between_words() -> None:
    title = read_bytes(b"museum " * 100, "a.txt").source.title
    assert len(title) <= 202
    assert title.endswith("museum …")
