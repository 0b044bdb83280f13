import codecs

import pytest

from koinon.graph.documents import read_bytes
from koinon.graph.errors import DocumentError

RUSSIAN = (
    "Региональный семинар для музейных работников стран СНГ прошёл в Казани при поддержке министерства "
    "культуры. Организатором выступил Национальный музей Республики Татарстан."
)
FRENCH = "L’atelier est organisé par le musée d’Ethnographie de Porto-Novo, avec le concours de l’École."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    assert read_bytes(mark + RUSSIAN.encode(encoding), "a.txt").text == RUSSIAN


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_a_legacy_encoding_is_recognised_where_the_text_shows_it(encoding: str) -> None:
    assert read_bytes(RUSSIAN.encode(encoding), "a.txt").text == RUSSIAN


def test_western_letters_of_a_legacy_encoding_are_recognised() -> None:
    text = FRENCH.replace("’", "'")
    assert read_bytes(text.encode("latin-1"), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["cp850", "mac-roman"])
def test_an_encoding_that_cannot_be_told_is_refused_rather_than_guessed(encoding: str) -> None:
    text = "Le musée a été créé à l'été, près du théâtre et de l'évêché. " * 10
    with pytest.raises(DocumentError, match="cannot be told"):
        read_bytes(text.encode(encoding), "a.txt")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "binary"),
        (b"museum\x00training", "binary"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "UTF-16"),
        (bytes(range(128, 256)) * 3, "encoding"),
        (b"\x01\x02\x03\x04\x05\x06 museum", "binary"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence) as caught:
        read_bytes(data, "a.txt")
    assert str(caught.value).startswith("a.txt ") or "a.txt" in str(caught.value)
    assert "\n" not in str(caught.value)
