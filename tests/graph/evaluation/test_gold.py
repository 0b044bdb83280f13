from koinon.graph.evaluation import gold
from koinon.graph.partial_dates import partial_date
from koinon.graph.records import (
    Account,
    Activity,
    ActivityKind,
    DatedPassage,
    Evidence,
    Involvement,
    Organisation,
    OrganisationKind,
    Passage,
    Place,
    PlaceKind,
    Role,
    Source,
)

TEXT = "The Silk Road Museum invites guests from Kenya to Weaving Days in Khiva in May 2012, a craft fair."


def _at(words: str) -> Passage:
    start = TEXT.index(words)
    return Passage(start, start + len(words))


def _account() -> Account:
    may = partial_date("2012-05")
    return Account(
        Source("1.txt", "Weaving Days"),
        TEXT,
        (
            Activity(
                "days",
                "Weaving Days",
                ActivityKind.TRAINING,
                start=may,
                places=("khiva",),
                heritage_types=("crafts",),
                part_of=("looms",),
                evidence=(Evidence("heritage_types", _at("craft"), "heritage.label", "crafts"),),
            ),
            Activity("looms", "Looms", ActivityKind.PROJECT),
        ),
        (
            Organisation(
                "srm",
                "Museum of the Silk Road",
                OrganisationKind.MUSEUM,
                "UZ",
                evidence=(Evidence("name", _at("Silk Road Museum"), "names.capitals"),),
            ),
        ),
        (Place("khiva", "Khiva", PlaceKind.CITY, "UZ"),),
        (
            Involvement("days", Role.SUPPORTER, "srm"),
            Involvement("days", Role.FUNDER, "srm"),
            Involvement("days", Role.PARTICIPANT, country="KE"),
            Involvement("days", Role.HOST, country="UZ"),
        ),
        (DatedPassage(may, _at("May 2012")), DatedPassage(may, _at("May 2012"))),
    )


def test_keys_become_labels() -> None:
    written = gold(_account())
    assert written["activities"][0]["part_of"] == "Looms"
    assert written["activities"][0]["places"] == ["Khiva"]
    assert written["activities"][1]["part_of"] is None
    assert written["places"] == [{"label": "Khiva", "country": "UZ", "aliases": []}]


def test_supporters_and_funders_are_one_role_stated_once() -> None:
    assert gold(_account())["participations"] == [
        {"organisation": "Museum of the Silk Road", "activity": "Weaving Days", "role": "funder"}
    ]


def test_only_participants_make_participating_countries() -> None:
    assert gold(_account())["countries_participating"] == ["KE"]


def test_the_words_of_the_text_are_an_alias_of_a_normalised_name() -> None:
    organisation = gold(_account())["organisations"][0]
    assert organisation["label"] == "Museum of the Silk Road"
    assert organisation["aliases"] == ["Silk Road Museum"]
    assert organisation["type"] == "museum"


def test_heritage_types_are_the_words_and_the_english_label() -> None:
    assert [each.split("|")[0] for each in gold(_account())["heritage_types"]] == ["craft"]


def test_dates_are_listed_once_as_precise_as_they_are() -> None:
    assert gold(_account())["dates"] == ["2012-05"]
