import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pycountry
import pytest

from koinon.data import announcements, tables
from koinon.graph.documents import read_document

_RUN = 6
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _names() -> set[str]:
    """Gather the names that a text about the same facts cannot but repeat."""
    names = {"UNESCO", "ICOM", "IFESCCO", "Republic of Moldova", "Russian Federation"}
    names |= {"Museum Studies Training Package", "Regional Thematic Training and Expert meeting"}
    names |= {country.name for country in pycountry.countries}
    for table in tables():
        with table.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                names |= {row["activity"], row["part_of"], row["organisation"]}
    quoted = {part for name in names for part in re.split("[“”«»]", name)}
    return {name for name in names | quoted if len(name) > 3}


def _runs(text: str, names: list[str]) -> Iterator[tuple[str, ...]]:
    """Give every run of six words that holds no name and no date."""
    spaced = re.sub(rf"\b(?:\d+|{_MONTHS})\b", "|", f" {' '.join(_words(text))} ")
    for name in names:
        spaced = spaced.replace(f" {name} ", " | ")
    for part in spaced.split("|"):
        words = part.split()
        yield from (tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


@pytest.mark.parametrize("path", announcements(), ids=lambda path: str(path.stem))
def test_an_announcement_is_described_and_free_to_use(path: Path) -> None:
    document = read_document(path)
    description = json.loads(path.with_suffix(".source.json").read_text(encoding="utf-8"))
    assert document.source.licence == "CC-BY-4.0"
    assert document.source.language == "en"
    assert document.source.title in document.text
    assert (document.source.address or "").startswith("http") or "30 October 2013" in description["note"]
    assert "Written for Koinon" in description["note"]
    assert 120 <= len(document.text.split()) <= 250


def test_every_announcement_has_an_identity_of_its_own() -> None:
    assert len({(read_document(path).source.title, path.name) for path in announcements()}) == 18


def test_every_table_names_its_source_in_every_row() -> None:
    for table in tables():
        with table.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                assert row["activity"]
                assert row["source"].startswith("http") or row["source"].endswith("30 October 2013")


def test_no_sentence_is_taken_from_the_corpora(shared: Path) -> None:
    names = sorted((" ".join(_words(name)) for name in _names()), key=len, reverse=True)
    published = [(path.name, path.read_text("utf-8")) for path in (shared / "corpus").glob("*/*.txt")]
    known = {run: name for name, text in published for run in _runs(text, names)}
    assert len(known) > 1000
    taken = [
        (path.name, known[run], " ".join(run))
        for path in announcements()
        for run in _runs(path.read_text("utf-8"), names)
        if run in known
    ]
    assert taken == []
