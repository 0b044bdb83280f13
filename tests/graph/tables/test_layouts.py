"""Layouts of programmes, each on a small table of its own."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from koinon.graph.records import Account, Role
from koinon.graph.tables import TableReading, read_mapped


def reading(folder: Path, name: str, *rows: dict[str, str]) -> TableReading:
    """Read records as the portal's table, and as its JSON, which must say the same."""
    table = folder / f"{name}.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    objects = folder / f"{name}.json"
    objects.write_text(json.dumps(rows), "utf-8")
    one, other = read_mapped(table), read_mapped(objects)
    assert one.account.involvements == other.account.involvements
    assert one.account.source.mapping == name
    return one


def ties(account: Account) -> list[tuple[str | None, Role]]:
    names = {one.key: one.name for one in account.organisations}
    return [(names.get(tie.organisation or "", tie.country), tie.role) for tie in account.involvements]


def test_eu_results_have_partners_in_a_cell_and_dates_in_seconds(tmp_path: Path) -> None:
    row = {
        "Nid": "7",
        "Name": "A museum <em>of all</em>",
        "Project acronym": "MOA",
        "Project description": "…",
        "Coordinators": "Jane Doe (Museum A)",
        "Partners": "City of B, Museum C",
        "Timeframe start": "1388530800 to 1420066800",
        "Timeframe end": "1388530800 to 1420066800",
        "Programme name": "Creative Europe",
    }
    account = reading(tmp_path, "euresults", row).account
    (project,) = account.activities
    assert (project.title, project.start, project.end) == ("A museum of all", "2014-01-01", "2015-01-01")
    assert ties(account) == [("City of B", Role.PARTNER), ("Museum C", Role.PARTNER)]
    assert "Jane Doe" not in account.text


def test_europeaid_names_a_financier_and_a_country(tmp_path: Path) -> None:
    row = {
        "ID": "100",
        "Country": "Chad",
        "Lead Financier": "EC",
        "Project Title": "Restoration of a monument",
        "CRIS No or ExCom Des": "2016 / 371004",
        "Description and main objectives": "…",
        "Starting Date": "2018",
        "Ending Date": "0",
        "Contract Starting Date": "0",
    }
    account = reading(
        tmp_path, "devco", row, row | {"ID": "101", "CRIS No or ExCom Des": "", "Lead Financier": "AFD"}
    ).account
    assert [one.identifiers for one in account.activities] == [("cris:371004",), ("devco:101",)]
    assert (account.activities[0].start, account.activities[0].end) == ("2018", None)
    assert ties(account) == [
        ("European Commission", Role.FUNDER),
        ("TD", Role.BENEFICIARY),
        ("AFD", Role.FUNDER),
        ("TD", Role.BENEFICIARY),
    ]


def test_early_projects_of_cordis_tell_countries_only(tmp_path: Path) -> None:
    row = {
        "RCN": "30802",
        "Project Title": "Stone decay",
        "Start Date": "01/02/1996",
        "End Date": "31/07/1998",
        "Project Acronym": "",
        "Subject": "Museums",
        "Objectives": "",
        "Coordinator Country": "IT",
        "Contractor Country": "CH; DE; DE; EL; UK",
    }
    account = reading(tmp_path, "cordis-fp4", row).account
    assert (account.activities[0].start, account.activities[0].end) == ("1996-02-01", "1998-07-31")
    assert ties(account) == [
        ("IT", Role.COORDINATOR),
        ("CH", Role.PARTNER),
        ("DE", Role.PARTNER),
        ("GR", Role.PARTNER),
        ("GB", Role.PARTNER),
    ]


def test_iati_may_come_as_one_table(tmp_path: Path) -> None:
    row = {
        "iati-identifier": "GB-1-2",
        "title": "Old town",
        "start-planned": "2015-01-01",
        "start-actual": "",
        "end-planned": "",
        "end-actual": "2017-05-01",
        "participating-org (Accountable)": "",
        "participating-org-ref (Accountable)": "",
        "participating-org (Funding)": "Fund A",
        "participating-org-ref (Funding)": "GB-1",
        "participating-org (Extending)": "",
        "participating-org-ref (Extending)": "",
        "participating-org (Implementing)": "Trust B;Office C",
        "participating-org-ref (Implementing)": "XM-1;XM-2",
        "sector-code": "41040",
    }
    account = reading(tmp_path, "iati-table", row).account
    (activity,) = account.activities
    assert (activity.start, activity.end) == ("2015-01-01", "2017-05-01")
    assert activity.heritage_types == ("tangible-heritage",)
    assert ties(account) == [
        ("Fund A", Role.FUNDER),
        ("Trust B", Role.ORGANISER),
        ("Office C", Role.ORGANISER),
    ]
    assert [one.identifiers for one in account.organisations] == [
        ("iati-org:GB-1",),
        ("iati-org:XM-1",),
        ("iati-org:XM-2",),
    ]


def test_participations_of_dg_home_leave_persons_out(tmp_path: Path) -> None:
    row = {
        "Project Number": "9",
        "Project Title": "Cultural goods at borders",
        "Project Acronym": "CGB",
        "Project Start Date": "01/03/2017",
        "Project End Date": "28/02/2019",
        "Participant Legal Name": "Customs A",
        "Participant Role": "Coordinator",
        "Participant LE Country Code": "EL",
        "Project PCOCO First Name": "Jane",
        "Project PCOCO Email": "jane@example.org",
        "Project Abstract": "",
    }
    other = {"Participant Legal Name": "Museum B", "Participant Role": "Participant"}
    account = reading(tmp_path, "home-participants", row, row | other).account
    assert ties(account) == [("Customs A", Role.COORDINATOR), ("Museum B", Role.PARTNER)]
    assert account.organisations[0].country == "GR"
    assert "jane" not in account.text.casefold()


@pytest.mark.parametrize(
    ("mapping", "names", "role"),
    [
        (
            "interreg-bilingual",
            {
                "title": "Title/Titolo",
                "start": "START DATE/Data di inizio",
                "end": "END DATE/Data di fine",
                "name": "LEAD PARTNER/ Nome del Capofila",
                "country": "LP COUNTRY/Paese del LP",
                "amount": "Total Budget/Spesa totale",
            },
            "",
        ),
        (
            "interreg-allocations",
            {
                "title": "Operation name",
                "start": "Operation start date",
                "end": "Operation end date",
                "name": "Beneficiary name",
                "country": "Country",
                "amount": "Total eligible expenditure allocated to the beneficiary",
            },
            "Beneficiary role",
        ),
        (
            "interreg-match-funding",
            {
                "title": "Operation/Project Name",
                "start": "Operation Start Date",
                "end": "Operation End Date",
                "name": "Beneficiary/Lead Partner Name",
                "country": "Country",
            },
            "",
        ),
        (
            "interreg-match-funding",
            {
                "title": "Operation/Project Name",
                "start": "Operation Start Date",
                "end": "Operation End Date",
                "name": "Beneficiary Name",
                "country": "Country",
            },
            "",
        ),
    ],
)
def test_lists_of_operations_name_their_lead_partner(
    tmp_path: Path, mapping: str, names: dict[str, str], role: str
) -> None:
    values = {
        "title": "Old mills",
        "start": "01/02/2016",
        "end": "31/01/2019",
        "name": "Museum A",
        "country": "IT",
        "amount": "1000.50",
    }
    row = {column: values[what] for what, column in names.items()} | ({role: "LP"} if role else {})
    account = reading(tmp_path, mapping, row).account
    assert (account.activities[0].start, account.activities[0].end) == ("2016-02-01", "2019-01-31")
    assert ties(account) == [("Museum A", Role.COORDINATOR)]
    assert account.organisations[0].country == "IT"
    assert account.involvements[0].amount == (Decimal("1000.50") if "amount" in names else None)
