"""Authorities are read from their files as they are published, and organisations found in affiliations."""

import gzip
import json
from pathlib import Path

import pytest

from koinon.graph.errors import DocumentError, StoreMissing
from koinon.graph.linking.affiliations import country_of, organisations
from koinon.graph.linking.authorities import (
    Authorities,
    read_geonames,
    read_ror,
    read_skos,
    read_wikidata,
)
from koinon.graph.linking.evaluating import evaluate, read_affiliations
from koinon.graph.names import NameEntry, NameIndex

RECORD = {
    "id": "https://ror.org/1",
    "status": "active",
    "names": [{"value": "Musée A", "types": ["label"]}, {"value": "Museum A", "types": ["ror_display"]}],
    "locations": [{"geonames_details": {"country_code": "FR"}}],
}
GONE = {**RECORD, "id": "https://ror.org/2", "status": "withdrawn"}
THESAURUS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/c1> skos:prefLabel "Museums"@en , "Musées"@fr ; skos:altLabel "Galleries"@en ."""
CITY = "587084\tBaku\tBaku\tBakou,Баку\t40.37\t49.89\tP\tPPLC\tAZ\t\t09\t\t\t\t1116513\t\t-3\tAsia/Baku\n"


@pytest.mark.parametrize("form", ["array", "lines", "gzip"])
def test_ror_is_read_in_each_of_its_forms(tmp_path: Path, form: str) -> None:
    path = tmp_path / ("ror.ndjson.gz" if form == "gzip" else "ror.json")
    lines = "\n".join(map(json.dumps, [RECORD, GONE]))
    if form == "gzip":
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        path.write_text(lines if form == "lines" else json.dumps([RECORD, GONE], indent=1))
    found = [(one.thing, one.name, one.label, one.country) for one in read_ror(path)]
    assert found == [("https://ror.org/1", name, "Museum A", "FR") for name in ("Musée A", "Museum A")]


def test_geonames_and_a_thesaurus_are_read(tmp_path: Path) -> None:
    (tmp_path / "cities.txt").write_text(CITY, "utf-8")
    found = list(read_geonames(tmp_path / "cities.txt"))
    assert [one.name for one in found] == ["Baku", "Bakou", "Баку"]
    assert (found[0].thing, found[0].country) == ("https://sws.geonames.org/587084/", "AZ")
    (tmp_path / "t.ttl").write_text(THESAURUS, "utf-8")
    assert [(one.name, one.label) for one in read_skos(tmp_path / "t.ttl")] == [
        (name, "Museums") for name in ("Museums", "Musées", "Galleries")
    ]


def test_wikidata_is_read_with_the_country_of_the_isil(tmp_path: Path) -> None:
    at = "http://www.wikidata.org/entity/"
    rows = ["?item\t?itemLabel\t?isil\t?gndId", f"{at}Q1\tHaus A\tDE-1\t2", f"{at}Q2\tB\tOCLC-AB\t"]
    path = tmp_path / "isil.tsv"
    path.write_text("\n".join([*rows, f"{at}Q3\tQ3\tFR-3\t", ""]), "utf-8")
    found = [(one.thing, one.name, one.country) for one in read_wikidata(path)]
    assert found == [(f"{at}Q1", "Haus A", "DE"), (f"{at}Q2", "B", "")]
    path.write_text("?item\t?label\n", "utf-8")
    with pytest.raises(DocumentError, match="no columns item"):
        list(read_wikidata(path))
    path.write_text(f"{rows[0]}\nQ1\tA\tDE-1\t\n", "utf-8")
    with pytest.raises(DocumentError, match="Line 2"):
        list(read_wikidata(path))


def test_the_real_files_are_read(shared: Path) -> None:
    ror = list(read_ror(shared / "data" / "ror" / "ror-records-v2-heritage-subset.ndjson"))
    assert len({one.thing for one in ror}) > 500
    wikidata = list(read_wikidata(shared / "data" / "wikidata-orgs" / "wikidataLookup.tsv"))
    assert len({one.thing for one in wikidata}) > 30_000
    assert any(one.country == "DE" for one in wikidata)
    (thesaurus,) = (shared / "data" / "unesco-thesaurus").glob("*.ttl")
    assert len({one.thing for one in read_skos(thesaurus)}) > 4_000


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("ror", "[1", "is not JSON"),
        ("ror", '{"id": 1}', "not of ROR's schema version 2"),
        ("geonames", "a\tb", "Line 1 of"),
        ("unesco-thesaurus", "<a> <b", "is not RDF"),
        ("unesco-thesaurus", "", "names no concept"),
        ("viaf", "", "There is no authority “viaf”"),
    ],
)
def test_a_file_that_cannot_be_understood_is_told(
    tmp_path: Path, name: str, content: str, sentence: str
) -> None:
    path = tmp_path / "file.ttl"
    path.write_text(content)
    with pytest.raises(DocumentError, match=sentence):
        Authorities(tmp_path).add(name, path)
    assert Authorities(tmp_path).added() == []


def test_authorities_are_added_listed_opened_and_removed(tmp_path: Path) -> None:
    path = tmp_path / "ror.json"
    path.write_text(json.dumps([RECORD]))
    authorities = Authorities(tmp_path / "store")
    added = authorities.add("ror", path)
    assert (added.things, added.names, added.licence) == (1, 2, "CC0-1.0")
    assert authorities.added() == [added]
    assert authorities.open("ror").search("musee a")[0].thing == "https://ror.org/1"
    authorities.remove("ror")
    with pytest.raises(StoreMissing):
        authorities.open("ror")
    with pytest.raises(StoreMissing, match="was not added"):
        authorities.remove("ror")


@pytest.fixture(scope="module")
def index() -> NameIndex:
    names = (
        ("u", "University of Padua", "IT"),
        ("u", "Università degli Studi di Padova", "IT"),
        ("san", "University of California, San Diego", "US"),
        ("cal", "University of California", "US"),
        ("inst", "Institute of Pathology", "IT"),
        ("museum", "Natural History Museum", "GB"),
        ("museum2", "Natural History Museum", "US"),
    )
    return NameIndex.of([NameEntry(thing, name, name, "organisation", code) for thing, name, code in names])


@pytest.mark.parametrize(
    ("affiliation", "expected"),
    [
        ("Department of Physics, University of Padua, Padova, Italy", {"u"}),
        ("Institute of Pathology, Università degli Studi di Padova, Padova, Italy", {"u"}),
        ("School of Medicine, University of California, San Diego, La Jolla, CA, USA", {"san"}),
        ("Natural History Museum, London, UK", {"museum"}),
        ("Natural History Museum", set()),
        ("University of Padua, Melbourne, Australia", set()),
        ("Italy", set()),
        ("", set()),
    ],
)
def test_organisations_are_found_in_affiliations(
    index: NameIndex, affiliation: str, expected: set[str]
) -> None:
    assert {one.thing for one in organisations(affiliation, index)} == expected


def test_the_country_stands_at_the_end() -> None:
    assert country_of(["University of Georgia", "Athens", "USA"]) == "US"
    assert country_of(["Georgia", "a", "b", "c"]) == ""


def test_what_is_found_is_compared_with_what_people_found(index: NameIndex, tmp_path: Path) -> None:
    path = tmp_path / "affiliations.json"
    rows = [
        ("University of Padua, Italy", ["u"]),
        ("Natural History Museum, UK", ["other"]),
        ("Nowhere, France", ["inst"]),
    ]
    path.write_text(json.dumps([{"affiliation": text, "ror_ids": ids} for text, ids in rows]))
    found = evaluate(read_affiliations(path), index, index.things())
    assert (found["all"].precision, found["all"].recall) == (1 / 2, 1 / 3)
    assert (found["known"].precision, found["known"].recall) == (1.0, 1 / 2)
    path.write_text("[]]")
    with pytest.raises(DocumentError, match="ror_ids"):
        read_affiliations(path)
