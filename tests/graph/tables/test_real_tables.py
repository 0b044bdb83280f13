"""The real files of portals, where they lie beside the project."""

from collections import Counter
from pathlib import Path

import pytest

from koinon.data import lists
from koinon.graph.tables import Choice, TableReading, read_mapped

STUBS = "eu-eubfr-stubs"


def states_of(reading: TableReading) -> Counter[str]:
    return Counter(tie.activity for tie in reading.account.involvements)


@pytest.mark.parametrize(
    ("file", "properties", "transboundary", "links"),
    [
        ("whc-en-2025-10-13.xml", 1248, 51, 1353),
        ("whc-zh-2025-10-13.xml", 1248, 51, 1353),
        ("whc-sites-2019.csv", 1121, 39, 1198),
        ("whc-sites-2019.xls", 1121, 39, 1198),
    ],
)
def test_the_world_heritage_list_is_read_exactly(
    shared: Path, file: str, properties: int, transboundary: int, links: int
) -> None:
    reading = read_mapped(shared / "data/unesco-whc" / file)
    assert len(reading.account.activities) == properties
    assert len(reading.account.involvements) == links
    assert sum(count > 1 for count in states_of(reading).values()) == transboundary
    assert not reading.problems


def test_the_property_that_is_listed_under_no_state_stays_so(shared: Path) -> None:
    reading = read_mapped(shared / "data/unesco-whc/whc-en-2025-10-13.xml")
    states = states_of(reading)
    (alone,) = (activity for activity in reading.account.activities if not states[activity.key])
    assert alone.title == "Old City of Jerusalem and its Walls"


def test_editions_in_different_formats_know_a_property_by_the_same_identifier(shared: Path) -> None:
    folder = shared / "data/unesco-whc"
    newer, older, workbook = (
        {activity.key for activity in read_mapped(folder / name).account.activities}
        for name in ("whc-en-2025-10-13.xml", "whc-sites-2019.csv", "whc-sites-2019.xls")
    )
    assert older == workbook
    assert len(newer & older) == 1119
    assert len(newer - older) == 129


def test_a_slice_takes_the_transboundary_properties(shared: Path) -> None:
    path = shared / "data/unesco-whc/whc-en-2025-10-13.xml"
    account = read_mapped(path, Choice(slice="transboundary")).account
    assert len(account.activities) == 51
    assert account.source.slice == "transboundary is one of 1"


@pytest.mark.parametrize(
    ("file", "mapping", "activities", "organisations", "ties", "problems"),
    [
        ("cordis/official-format/organization.csv", "cordis-organisations", 10, 9, 10, 1),
        ("cordis/riecs/cordis_projects_and_participants.csv", "cordis-pages", 21, 219, 269, 11),
        ("iati/dportal-covid-2021.xml", "iati-activities", 401, 282, 1329, 1),
        (f"{STUBS}/2014tc16i5cb005/csv/test/stubs/record.json", "interreg-lead-partners", 1, 1, 1, 0),
        (f"{STUBS}/2014tc16m4tn001/xls/test/stubs/record.json", "interreg-labels", 1, 1, 1, 0),
        (f"{STUBS}/2014tc16m6tn001/xls/test/stubs/record.json", "interreg-beneficiaries", 1, 1, 1, 0),
        (f"{STUBS}/2014tc16rfcb050/xls/test/stubs/record.json", "interreg-roles", 1, 2, 2, 0),
        (f"{STUBS}/2014tc16rftn002/xls/test/stubs/record.json", "interreg-operations", 1, 1, 1, 0),
        (f"{STUBS}/cordis/csv/test/stubs/recordFP4.json", "cordis-fp4", 1, 0, 7, 0),
        (f"{STUBS}/devco/xls/test/stubs/record.json", "devco", 1, 1, 2, 0),
        (f"{STUBS}/euresults/csv/test/stubs/record.json", "euresults", 1, 11, 11, 0),
        (f"{STUBS}/cordis/csv/test/stubs/record2.json", "cordis-projects", 1, 18, 18, 0),
        (
            f"{STUBS}/eac/csv/test/stubs/CreativeEurope_Projects_Overview.json",
            "creative-europe",
            1,
            7,
            7,
            0,
        ),
        (
            f"{STUBS}/eac/csv/test/stubs/Culture_2007_2013_Projects_Overview.json",
            "culture-2007",
            1,
            7,
            7,
            0,
        ),
        (f"{STUBS}/eac/csv/test/stubs/Tempus_Projects_Overview.json", "eac-results", 1, 14, 14, 0),
    ],
)
def test_files_of_portals_are_read_by_the_mapping_of_their_layout(
    shared: Path, file: str, mapping: str, activities: int, organisations: int, ties: int, problems: int
) -> None:
    reading = read_mapped(shared / "data" / file)
    account = reading.account
    assert account.source.mapping == mapping
    found = len(account.activities), len(account.organisations), len(account.involvements)
    assert found == (activities, organisations, ties)
    assert len(reading.problems) == problems


def test_no_address_of_mail_is_kept_of_iati(shared: Path) -> None:
    path = shared / "data/iati/dportal-covid-2021.xml"
    assert "@example.org" in path.read_text("utf-8")
    assert "@example.org" not in read_mapped(path).account.text


def test_the_list_that_ships_is_the_one_of_the_world_heritage_centre(shared: Path) -> None:
    path = shared / "data/unesco-whc/whc-en-2025-10-13.xml"
    published = read_mapped(path, Choice(slice="transboundary")).account
    (ours,) = (read_mapped(one).account for one in lists())
    assert {(one.key, one.title, one.start, one.heritage_types) for one in ours.activities} == {
        (one.key, one.title, one.start, one.heritage_types) for one in published.activities
    }
    assert {(tie.activity, tie.country) for tie in ours.involvements} == {
        (tie.activity, tie.country) for tie in published.involvements
    }
