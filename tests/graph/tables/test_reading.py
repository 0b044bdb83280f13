from pathlib import Path

import pytest

from koinon.graph.documents.metadata import Metadata
from koinon.graph.errors import DocumentError
from koinon.graph.records import ActivityKind, OrganisationKind, PlaceKind, Role, Row
from koinon.graph.tables import Problem, TableReading, read_table
from koinon.graph.tables.reading import read_table_text

HEADER = "activity,kind,start,end,places,country,organisation,organisation_kind,organisation_country,role\n"


def read(text: str) -> TableReading:
    return read_table_text(text, "table.csv", Metadata(title="Table", language="en"))


def test_a_row_is_a_participation() -> None:
    reading = read(
        HEADER
        + "Museum Service,training,2013-10-30,2013-11-03,Baku; Sheki,AZ,ICOM Azerbaijan,ngo,AZ,partner\n"
    )
    (activity,), (organisation,), (tie,) = (
        reading.account.activities,
        reading.account.organisations,
        reading.account.involvements,
    )
    assert (activity.title, activity.kind) == ("Museum Service", ActivityKind.TRAINING)
    assert (activity.start, activity.end) == ("2013-10-30", "2013-11-03")
    places = [place for place in reading.account.places if place.key in activity.places]
    assert [(place.name, place.kind, place.country) for place in places] == [
        ("Baku", PlaceKind.CITY, "AZ"),
        ("Sheki", PlaceKind.CITY, "AZ"),
    ]
    assert [place.geonames for place in places] == ["587084", "585170"]
    assert (organisation.name, organisation.kind, organisation.country) == (
        "ICOM Azerbaijan",
        OrganisationKind.NGO,
        "AZ",
    )
    assert (tie.activity, tie.organisation) == (activity.key, organisation.key)
    assert (tie.role, tie.phrase) == (Role.PARTNER, "partner")
    assert [item.where for item in tie.evidence] == [Row(1)]
    assert {item.field: item.where for item in activity.evidence}["start"] == Row(1, "start")
    assert not reading.problems


def test_rows_of_one_activity_make_one_record_and_those_of_another_year_another() -> None:
    rows = ["Days of Heritage,conference,2012,,,,A,,,host", "days of heritage,,,,,,B,,,partner"]
    rows += ["Days of Heritage,conference,2013-05,,,,A,,,host"]
    reading = read(HEADER + "\n".join(rows) + "\n")
    assert [activity.start for activity in reading.account.activities] == ["2012", "2013-05"]
    assert [(tie.activity == reading.account.activities[0].key) for tie in reading.account.involvements] == [
        True,
        True,
        False,
    ]


def test_other_activities_are_named_by_their_titles() -> None:
    text = "activity,part_of,based_on\nTraining,Project; Programme,Package\nProject,,\n"
    account = read(text).account
    titles = {activity.key: activity.title for activity in account.activities}
    training = account.activities[0]
    assert [titles[key] for key in training.part_of] == ["Project", "Programme"]
    assert [titles[key] for key in training.based_on] == ["Package"]
    assert sorted(titles.values()) == ["Package", "Programme", "Project", "Training"]


def test_delegations_stand_once_an_activity() -> None:
    text = "activity,participating_countries,organisation,role\nT,AM; az,A,host\nT,AZ; UA,B,partner\n"
    account = read(text).account
    delegations = [tie.country for tie in account.involvements if tie.organisation is None]
    assert delegations == ["AM", "AZ", "UA"]
    assert {tie.role for tie in account.involvements if tie.country} == {Role.PARTICIPANT}


def test_a_row_without_organisation_only_describes_its_activity() -> None:
    account = read(HEADER + "Museum Service,training,2013,,,,,,,\n").account
    assert len(account.activities) == 1
    assert not account.involvements
    assert not account.organisations


def test_a_country_alone_is_the_place() -> None:
    account = read(HEADER + "Museum Service,training,,,,KZ,,,,\n").account
    assert [(place.kind, place.country) for place in account.places] == [(PlaceKind.COUNTRY, "KZ")]
    assert account.activities[0].places == (account.places[0].key,)


def test_a_settlement_is_not_looked_up_in_another_country() -> None:
    account = read(HEADER + "Museum Service,training,,,Cordoba,,,,,\n").account
    assert (account.places[0].country, account.places[0].geonames) == (None, None)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            "X,party,,,,,A,,,host",
            Problem(1, "kind", "“party” was left out; it must be one of project, training"),
        ),
        (
            "X,,2011-13,,,,A,,,host",
            Problem(1, "start", "“2011-13” is no day of the calendar. It was left out."),
        ),
        ("X,,30.10.2013,,,,A,,,host", Problem(1, "start", "“30.10.2013” is not a date of the form")),
        (
            "X,,2013,2012-12,,,A,,,host",
            Problem(1, "end", "2012-12 lies before the start, 2013; it was left out."),
        ),
        ("X,,,,,ZZ,A,,,host", Problem(1, "country", "“ZZ” is no country code")),
        ("X,,,,,,A,,AZE,host", Problem(1, "organisation_country", "“AZE” is no country code")),
        ("X,,,,,,A,circus,,host", Problem(1, "organisation_kind", "“circus” was left out")),
        ("X,,,,,,A,,,boss", Problem(1, "role", "“boss” was left out")),
        ("X,,,,,,A,,,", Problem(1, "role", "The organisation has no role; its participation was left out.")),
        ("X,,,,,,,,,host", Problem(1, "organisation", "A role without an organisation was left out.")),
        (",,,,,,A,,,host", Problem(1, "activity", "The row names no activity; it was left out.")),
        ("X,,,,,,A,,,host,more", Problem(1, "", "It has 11 cells, the header 10; the rest was left out.")),
    ],
)
def test_what_does_not_parse_is_reported_and_the_rest_is_read(row: str, problem: Problem) -> None:
    reading = read(f"{HEADER}{row}\nMuseum Service,training,2013,,,,ICOM,,,partner\n")
    (found,) = reading.problems
    assert (found.row, found.column) == (problem.row, problem.column)
    assert found.sentence.startswith(problem.sentence)
    assert "Museum Service" in [activity.title for activity in reading.account.activities]


def test_rows_that_contradict_each_other_are_reported_and_the_first_stands() -> None:
    rows = "X,project,2011,,,,A,museum,AZ,host\nX,grant,2011-05,,,,A,ngo,AM,partner\n"
    reading = read(HEADER + rows)
    assert {problem.column for problem in reading.problems} == {
        "kind",
        "start",
        "organisation_kind",
        "organisation_country",
    }
    assert reading.account.activities[0].start == "2011"
    assert reading.account.organisations[0].kind is OrganisationKind.MUSEUM


def test_a_problem_says_where_it_is() -> None:
    assert str(Problem(5, "start", "It is no date.")) == "Row 5, column start: It is no date."
    assert (
        str(Problem(0, "colour", "There is no such column."))
        == "Header, column colour: There is no such column."
    )


def test_unknown_columns_are_reported_and_missing_ones_are_no_matter() -> None:
    reading = read("Activity ,colour\nMuseum Service,blue\n")
    assert [problem.column for problem in reading.problems] == ["colour"]
    assert reading.account.activities[0].title == "Museum Service"


def test_a_row_of_several_lines_and_empty_lines_keep_the_numbers_of_rows() -> None:
    account = read('activity,organisation,role\n"A\nB",X,host\n\nC,Y,partner\n').account
    assert [item.where for tie in account.involvements for item in tie.evidence] == [Row(1), Row(2)]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("colour,size\nblue,3\n", "no header"),
        ("activity,activity\na,b\n", "two columns named activity"),
        ("activity,role\n,host\n", "names no activity"),
        ('activity,role\n"open,host\n', "not a CSV table"),
    ],
)
def test_what_is_no_such_table_is_refused_in_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(DocumentError, match=complaint):
        read(text)


def test_a_file_is_read_with_the_description_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "programme.csv"
    path.write_text(HEADER + "Музейное дело,training,,,Баку,AZ,ИКОМ,,,partner\n", encoding="utf-8")
    (tmp_path / "programme.source.json").write_text('{"title": "Programme", "language": "ru"}')
    account = read_table(path).account
    assert (account.source.title, account.source.language) == ("Programme", "ru")
    assert account.source.media_type == "text/csv"
    assert account.places[0].geonames == "587084"
    with pytest.raises(DocumentError, match="cannot be read"):
        read_table(tmp_path / "nothing.csv")
