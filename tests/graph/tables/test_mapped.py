import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from koinon.graph.errors import DocumentError
from koinon.graph.records import Account, Evidence, PlaceKind, Role
from koinon.graph.sources import read_source, source_files
from koinon.graph.tables import Choice, has_mapping, in_brief, propose, read_mapped, read_mapping
from koinon.graph.tables.mapping import TableMapping, mapping_of, shipped_mappings
from koinon.graph.tables.problems import Problem
from koinon.ontology.load import ontology_turtle

WHC = (
    '<query columns="5" rows="2"><row><category>Natural</category><date_inscribed>2001</date_inscribed>'
    "<id_number>7</id_number><iso_code>de,pl</iso_code><latitude>51.5</latitude><longitude>14.7</longitude>"
    "<site>&lt;i&gt;Park&lt;/i&gt; of A &amp;amp; B</site><states>Germany,Poland</states></row>"
    "<row><category>Cultural</category><date_inscribed>1999</date_inscribed><id_number>8</id_number>"
    "<iso_code></iso_code><site>Walls</site><states>Nobody</states></row></query>"
)
PLAIN = """
[activity]
title = "Project"
start = { column = "From", optional = true, formats = ["%d.%m.%Y"] }
[[involvement]]
organisation = { column = "Partners", split = ";" }
organisation_country = { column = "Countries", split = ";", optional = true }
role = { value = "partner" }
amount = { column = "Amount", optional = true }
currency = { value = "EUR" }
[slice.heritage]
any = [{ column = "Project", matches = "museum" }]
"""


def plain(text: str = PLAIN) -> TableMapping:
    return mapping_of(text, "plain")


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def quoted(account: Account, evidence: Evidence) -> str:
    rows = list(csv.DictReader(io.StringIO(account.text)))
    where = evidence.where
    assert not hasattr(where, "start")
    return rows[where.number - 1][where.column]


def test_elements_of_xml_become_designations_with_their_states(tmp_path: Path) -> None:
    account = read_mapped(written(tmp_path, "list.xml", WHC)).account
    park, walls = account.activities
    assert (park.title, park.start, park.heritage_types) == ("Park of A & B", "2001", ("natural-heritage",))
    assert park.identifiers == ("whc:7",)
    assert [(tie.activity, tie.country) for tie in account.involvements] == [("whc:7", "DE"), ("whc:7", "PL")]
    (place, _) = account.places
    assert (place.kind, place.latitude, place.longitude) == (PlaceKind.SITE, 51.5, 14.7)
    assert walls.title == "Walls"
    assert account.source.address == "https://whc.unesco.org/en/list/xml/"


def test_evidence_quotes_the_cell_that_states_it(tmp_path: Path) -> None:
    path = written(
        tmp_path, "t.csv", "Project;From;Partners;Amount\nOld;1.2.2010;A;5\nNew;03.04.2011;B;1.000,50\n"
    )
    account = read_mapped(path, Choice(plain())).account
    new = account.activities[1]
    assert {item.field: quoted(account, item) for item in new.evidence} == {
        "title": "New",
        "start": "03.04.2011",
    }
    tie = account.involvements[1]
    assert (tie.amount, tie.currency) == (Decimal("1000.50"), "EUR")
    assert quoted(account, tie.evidence[0]) == "B"
    assert len(account.source.file_sha256) == 64


def test_lists_in_cells_are_paired_and_what_does_not_pair_is_reported(tmp_path: Path) -> None:
    text = "Project,Partners,Countries\nX,A;B,EL;UK\nY,C;D;E,FR;DE\n"
    reading = read_mapped(written(tmp_path, "t.csv", text), Choice(plain()))
    homes = {one.name: one.country for one in reading.account.organisations}
    assert homes == {"A": "GR", "B": "GB", "C": None, "D": None, "E": None}
    assert {(problem.row, problem.column) for problem in reading.problems} == {(2, "Countries")}


def test_a_slice_takes_its_records_and_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "Project,Partners\nRoads,A\nMuseum X,B\n")
    account = read_mapped(path, Choice(plain(), "heritage")).account
    assert [activity.title for activity in account.activities] == ["Museum X"]
    assert account.source.slice == "Project matches museum"
    assert account.involvements[0].evidence[0].where.number == 2  # type: ignore[union-attr]
    assert "Roads" not in account.text
    with pytest.raises(DocumentError, match="no slice “food”; it has heritage"):
        read_mapped(path, Choice(plain(), "food"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_and_mark_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = f'List of projects\n\nProject{delimiter}Partners\n"Musée\n""d\'Art"""{delimiter}Été\n'
    account = read_mapped(written(tmp_path, "t.csv", text, encoding), Choice(plain())).account
    assert account.activities[0].title == 'Musée\n"d\'Art"'
    assert account.organisations[0].name == "Été"


def test_natural_persons_are_withheld_from_the_snapshot_too(tmp_path: Path) -> None:
    header = "projectID;projectAcronym;organisationID;vatNumber;name;street;postCode;city;country;role\n"
    rows = "1;ABC;9;;DOE Jane;;;;FR;participant\n1;ABC;8;FR1;CNRS;RUE X;75;PARIS;FR;coordinator\n"
    written(tmp_path, "project.csv", "id;title;startDate\n1;Heritage of All;2020-01-01\n")
    reading = read_mapped(written(tmp_path, "organization.csv", header + rows))
    account = reading.account
    assert [one.name for one in account.organisations] == ["CNRS"]
    assert account.organisations[0].identifiers == ("pic:8",)
    assert "DOE" not in account.text
    assert [str(problem) for problem in reading.problems] == [
        "Row 1: It names a natural person, it seems; it was withheld."
    ]
    assert (account.activities[0].title, account.activities[0].start) == ("Heritage of All", "2020-01-01")
    assert account.involvements[0].role is Role.COORDINATOR


def test_data_hub_answers_are_read(tmp_path: Path) -> None:
    row: dict[str, Any] = {"id_no": "7", "name_en": "Park", "category": "Mixed", "iso_codes": "DE, PL"}
    row |= {"date_inscribed": "2001", "coordinates": {"lon": 1, "lat": 2}, "danger": None}
    path = written(tmp_path, "whc001.json", json.dumps({"total_count": 1, "results": [row]}))
    account = read_mapped(path).account
    assert account.activities[0].identifiers == ("whc:7",)
    assert [tie.country for tie in account.involvements] == ["DE", "PL"]
    assert account.places[0].latitude == 2
    element = {
        "ich_public_ref": "12",
        "title_en": "Song",
        "inscription_year": "2008",
        "countries": ["FR", "BE"],
    }
    path = written(
        tmp_path, "ich.ndjson", json.dumps(element) + "\n" + json.dumps(element | {"ich_public_ref": "13"})
    )
    account = read_mapped(path).account
    assert [(tie.activity, tie.country) for tie in account.involvements] == [
        ("ich:12", "FR"),
        ("ich:12", "BE"),
        ("ich:13", "FR"),
        ("ich:13", "BE"),
    ]
    park = {"ugg_id": "3", "title_en": "Geopark", "countries": "AT,SI", "date": "2013-01-01"}
    account = read_mapped(written(tmp_path, "eg.json", json.dumps([park]))).account
    assert [tie.country for tie in account.involvements] == ["AT", "SI"]


def test_360giving_packages_are_read(tmp_path: Path) -> None:
    grant = {
        "id": "360G-1",
        "title": "Archive",
        "currency": "GBP",
        "amountAwarded": 1200.5,
        "awardDate": "2020-01-02T00:00:00Z",
    }
    grant["fundingOrganization"] = [{"id": "GB-CHC-1", "name": "Fund"}]
    grant["recipientOrganization"] = [
        {"id": "GB-CHC-2", "name": "Museum"},
        {"id": "GB-CHC-3", "name": "Friends"},
    ]
    account = read_mapped(written(tmp_path, "grants.json", json.dumps({"grants": [grant]}))).account
    assert [(tie.role, tie.amount) for tie in account.involvements] == [
        (Role.FUNDER, Decimal("1200.5")),
        (Role.BENEFICIARY, Decimal("1200.5")),
        (Role.BENEFICIARY, Decimal("1200.5")),
    ]
    assert account.activities[0].start == "2020-01-02"


def test_a_wide_table_may_have_gaps(tmp_path: Path) -> None:
    header = "Project Title,Project Number,Coordinator's name," + ",".join(
        f"Partner {n} name,Partner {n} country" for n in range(1, 13)
    )
    cells = ["A", "FR", "", "", "C", "DE", *[""] * 16, "L", "IT"]
    account = read_mapped(written(tmp_path, "ce.csv", f"{header}\nP,1,Lead,{','.join(cells)}\n")).account
    assert [(one.name, one.country) for one in account.organisations] == [
        ("Lead", None),
        ("A", "FR"),
        ("C", "DE"),
        ("L", "IT"),
    ]
    assert account.involvements[3].phrase == "Partner 12 name"


def test_every_shipped_mapping_says_only_what_the_model_knows() -> None:
    schemes = b"\n".join(ontology_turtle().values()).decode()
    assert len(shipped_mappings()) >= 15
    for mapping in shipped_mappings():
        assert len(mapping.required()) >= 3, mapping.name
        roles = [one for group in mapping.involvements for one in group["role"]]
        for binding in roles:
            assert {Role(value) for value in [binding.value, *binding.values.values()] if value}
        for binding in mapping.activity["heritage_types"]:
            for notation in [binding.value, *binding.values.values()]:
                assert not notation or f'"{notation}"' in schemes


def test_a_plain_table_stays_one_and_other_files_of_folders_are_passed_over(tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", "activity,organisation,role\nT,A,host\n")
    assert not has_mapping(table)
    assert read_source(table).records == 0
    written(tmp_path, "package.json", '{"name": "x"}')
    whc = written(tmp_path, "whc.xml", WHC)
    assert list(source_files([tmp_path])) == [table, whc]
    assert read_source(whc).records == 2


def test_a_proposed_mapping_reads_the_file_it_was_proposed_for(tmp_path: Path) -> None:
    header = "Code;Project title;Start date;Leading partner;Country;Remark\n"
    path = written(tmp_path, "list.csv", f"{header}A1;Roofs;01.02.2010;Museum;Bulgaria;x\n")
    proposal = propose(path)
    assert "# Remark: x" in proposal
    account = read_mapped(path, Choice(read_mapping(written(tmp_path, "list.toml", proposal)))).account
    assert account.activities[0].title == "Roofs"
    assert account.activities[0].start == "2010-02-01"
    assert [(one.name, one.country) for one in account.organisations] == [("Museum", "BG")]


def test_many_problems_are_told_in_brief() -> None:
    problems = [Problem(row, "start", "It is no date.") for row in range(1, 31)]
    assert list(in_brief(problems)) == [
        "Row 1, column start: It is no date. So 29 more of this column.",
        "30 values or records were left out.",
    ]
    assert list(in_brief(problems[:1])) == ["Row 1, column start: It is no date."]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[activity", "not valid TOML"),
        ("[activity]\nstart = 'x'", "from which column the title is read"),
        ("[activity]\ntitle = 'x'\ncolour = 'y'", "“colour”, which means nothing"),
        ("[activity]\ntitle = { column = 'x', value = 'y' }", "either “column” or “value”"),
        ("[activity]\ntitle = { column = 'x', pattern = '(' }", "no regular expression"),
        ("[activity]\ntitle = 3", "must be the name of a column"),
        ("[activity]\ntitle = 'x'\n[[involvement]]\neach = 3\norganisation = 'o'", "needs {n} in a column"),
        ("[activity]\ntitle = 'x'\n[join]\nfile = 'y'", "join must have"),
        ("[activity]\ntitle = 'x'\n[slice.a]\nsome = []", "“any” or “all”"),
        ("[activity]\ntitle = 'x'\n[slice.a]\nany = [{ column = 'c' }]", "one of “is”"),
    ],
)
def test_a_mapping_that_says_nonsense_is_refused_in_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(DocumentError, match=complaint.replace("{", r"\{")):
        mapping_of(text, "m")


def test_a_file_of_unknown_layout_is_told_how_to_go_on(tmp_path: Path) -> None:
    path = written(tmp_path, "x.json", '[{"colour": "red"}]')
    with pytest.raises(DocumentError, match="No mapping suits the columns of x"):
        read_mapped(path)
    with pytest.raises(DocumentError, match="has no column “Partners”"):
        read_mapped(written(tmp_path, "y.csv", "Project,b\n1,2\n"), Choice(plain()))
