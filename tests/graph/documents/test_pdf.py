import io
import subprocess
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from koinon.graph.documents import pdf, read_bytes
from koinon.graph.documents.pdf import join_broken_words
from koinon.graph.errors import DocumentError


def pdf_of(*pages: list[str], title: str = "", password: str = "") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password, canPrint=0) if password else None)
    canvas.setTitle(title)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 750 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_pages_follow_each_other_in_reading_order() -> None:
    document = read_bytes(pdf_of(["A training", "in Minsk"], ["The partners"], title="Training"), "a.pdf")
    assert [page.split("\n") for page in document.text.split("\f")] == [
        ["A training", "in Minsk", ""],
        ["The partners", ""],
    ]
    assert document.source.title == "Training"
    assert document.source.media_type == "application/pdf"


def test_a_word_broken_at_the_end_of_a_line_is_joined() -> None:
    document = read_bytes(pdf_of(["It was organ-", "ised by the museum"]), "a.pdf")
    assert "organised by the museum" in document.text


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("preser-\nvation", "preservation"),
        ("preser\u00ad\nvation", "preservation"),
        ("co-\norganised", "co-\norganised"),
        ("museum-\nreserves, and a museum-reserves", "museum-\nreserves, and a museum-reserves"),
        ("Kiev-\nPechersk", "Kiev-\nPechersk"),
        ("2008-\n2010", "2008-\n2010"),
        ("Coorganised. Co-\norganised", "Coorganised. Coorganised"),
    ],
)
def test_words_are_joined_only_where_the_text_shows_it_is_safe(text: str, joined: str) -> None:
    assert join_broken_words(text) == joined


def test_a_locked_pdf_is_refused_in_one_sentence() -> None:
    with pytest.raises(DocumentError, match=r"a\.pdf is (?:locked|encrypted)"):
        read_bytes(pdf_of(["Words"], password="secret"), "a.pdf")


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_pdf_cut_short_is_refused_or_read_and_never_a_traceback(share: float) -> None:
    whole = pdf_of(["Words"] * 20)
    with pytest.raises(DocumentError, match=r"^a\.pdf .*\.$"):
        read_bytes(whole[: int(len(whole) * share)].replace(b"/Page", b"/Pxge"), "a.pdf")


def test_a_pdf_without_text_may_be_a_scan() -> None:
    with pytest.raises(DocumentError, match="scan"):
        read_bytes(pdf_of([]), "a.pdf")


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise subprocess.TimeoutExpired("python", pdf.SECONDS)

    monkeypatch.setattr(subprocess, "run", never)
    with pytest.raises(DocumentError, match="takes more than 60 seconds"):
        read_bytes(b"%PDF-1.4 words", "a.pdf")
