"""Names are found across scripts, orders, acronyms and slips; an index that is damaged says so."""

from pathlib import Path

import pytest

from koinon.graph.errors import StoreDamaged, StoreMissing
from koinon.graph.names import NameEntry, NameIndex, open_names, save_names

NAMES = {
    "icom": ("International Council of Museums", "ICOM", "Conseil international des musées"),
    "unesco": ("UNESCO", "United Nations Educational, Scientific and Cultural Organization"),
    "hermitage": ("State Hermitage Museum", "Государственный Эрмитаж"),
    "gnm": ("Georgian National Museum", "საქართველოს ეროვნული მუზეუმი"),
    "azer": ("Azerbaijan National Carpet Museum",),
    "louvre": ("Musée du Louvre",),
    "prado": ("Museo Nacional del Prado",),
    "iccrom": ("Centre for the Study of the Preservation and Restoration of Cultural Property",),
}
COUNTRIES = {"louvre": "FR"}


def entries() -> list[NameEntry]:
    return [
        NameEntry(
            f"http://example.org/{thing}", name, names[0], "organisation", "FR" if thing == "louvre" else ""
        )
        for thing, names in NAMES.items()
        for name in names
    ]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex.of([*entries(), NameEntry("http://example.org/baku", "Baku", "Baku", "place", "AZ")])


@pytest.mark.parametrize(
    ("asked", "thing"),
    [
        ("International Council of Museums", "icom"),
        ("Museums, International Council of", "icom"),
        ("Internatoinal Counsil of Museums", "icom"),
        ("ИКОМ", "icom"),
        ("icom", "icom"),
        ("I.C.O.M.", "icom"),
        ("ЮНЕСКО", "unesco"),
        ("Unesko", "unesco"),
        ("Ermitazh", "hermitage"),
        ("Эрмитаж", "hermitage"),
        ("Hermitage State Museum", "hermitage"),
        ("Sakartvelos erovnuli muzeumi", "gnm"),
        ("Gerogian Natonal Museum", "gnm"),
        ("MUSEE DU LOUVRE", "louvre"),
        ("muse prado nacional", "prado"),
        ("Carpet Mus", "azer"),
        ("Préservation and restoration of cultural property", "iccrom"),
    ],
)
def test_a_name_is_found_however_it_is_written(index: NameIndex, asked: str, thing: str) -> None:
    assert index.search(asked)[0].thing == f"http://example.org/{thing}"


def test_the_same_name_scores_highest_and_a_slip_less(index: NameIndex) -> None:
    same, slip = (index.search(name)[0].score for name in ("Musée du Louvre", "Musé du Louvr"))
    assert same == 1.0
    assert 0.8 < slip < 1.0


def test_a_thing_is_found_once_by_the_best_of_its_names(index: NameIndex) -> None:
    found = index.search("ICOM")
    assert len({one.thing for one in found}) == len(found)
    assert (found[0].name, found[0].label) == ("ICOM", "International Council of Museums")


def test_kinds_and_countries_narrow_the_search(index: NameIndex) -> None:
    assert [one.kind for one in index.search("Baku", ["place"])] == ["place"]
    assert index.search("Baku", ["source"]) == []
    assert {one.country for one in index.search("museum", countries=["FR"])} <= {"FR"}
    assert index.search("Louvre", countries=["FR"])[0].thing.endswith("louvre")


@pytest.mark.parametrize("asked", ["", "   ", "…", "“”"])
def test_what_holds_no_word_finds_nothing(index: NameIndex, asked: str) -> None:
    assert index.search(asked) == []


def test_an_index_is_kept_and_opened_again(tmp_path: Path) -> None:
    save_names(entries(), 3, tmp_path / "names")
    opened = open_names(tmp_path / "names", 3)
    assert len(opened) == len(entries())
    assert opened.search("ИКОМ")[0].thing.endswith("icom")


def test_no_index_one_of_another_generation_and_a_damaged_one_are_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "names"
    with pytest.raises(StoreMissing):
        open_names(folder, 1)
    save_names(entries(), 1, folder)
    with pytest.raises(StoreDamaged, match="another version"):
        open_names(folder, 2)
    largest = max((path for path in folder.iterdir() if path.is_file()), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1] + b"?")
    with pytest.raises(StoreDamaged, match="damaged"):
        open_names(folder, 1)
    save_names(entries(), 1, folder)
    assert len(open_names(folder, 1)) == len(entries())
