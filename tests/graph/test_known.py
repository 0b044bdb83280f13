"""Files that need not be read again."""

import shutil
from pathlib import Path

import pytest

from koinon.graph.addresses import Addresses
from koinon.graph.ingest import ingest
from koinon.graph.known import known_unchanged
from koinon.graph.sources import read_source
from koinon.graph.store import create_store, open_store
from koinon.graph.tables import Choice, read_mapping

ADDRESSES = Addresses()
LIST = """<?xml version="1.0" encoding="utf-8"?>
<query columns="5" rows="1"><row><category>Cultural</category><date_inscribed>2000</date_inscribed>
<id_number>958</id_number><iso_code>az</iso_code><latitude>40.4</latitude><longitude>49.8</longitude>
<site>Walled City of Baku</site><states>Azerbaijan</states><transboundary>0</transboundary>
<unique_number>1</unique_number></row></query>
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    create_store(tmp_path / "store", ADDRESSES.base)
    file = tmp_path / "whc-en.xml"
    file.write_text(LIST, encoding="utf-8")
    ingest(tmp_path / "store", [read_source(file).states])
    return file


def known(file: Path, choice: Choice | None = None) -> str | None:
    return known_unchanged(open_store(file.parent / "store"), ADDRESSES, file, choice)


def test_a_file_that_was_read_is_known_by_the_title_of_its_source(file: Path) -> None:
    assert known(file) == "UNESCO World Heritage List"


def test_one_byte_makes_a_file_to_be_read(file: Path) -> None:
    file.write_text(LIST.replace("2000", "2001"), encoding="utf-8")
    assert known(file) is None


def test_another_name_may_be_another_source(file: Path) -> None:
    # In the same folder, so that the same store is asked.
    assert known(Path(shutil.copy(file, file.with_name("other.xml")))) is None


def test_a_slice_is_another_reading(file: Path) -> None:
    assert known(file, Choice(slice="transboundary")) is None


def test_a_description_beside_a_file_makes_it_to_be_read(file: Path) -> None:
    file.with_suffix(".source.json").write_text('{"title": "The list"}', encoding="utf-8")
    assert known(file) is None


def test_a_mapping_of_ones_own_may_have_changed(file: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('title = "x"\nformats = ["xml"]\n[activity]\ntitle = "site"\n', encoding="utf-8")
    assert known(file, Choice(read_mapping(own))) is None


def test_another_version_reads_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("koinon.graph.known.version", lambda _: "99")
    assert known(file) is None
