"""What the program writes itself passes every check."""

from koinon.graph.addresses import Addresses
from koinon.graph.checking import check_consistency, check_evidence, check_shapes
from koinon.graph.inference import derive
from koinon.graph.ingest import load_ontology
from koinon.graph.partial_dates import partial_date
from koinon.graph.records import (
    Account,
    Activity,
    ActivityKind,
    Evidence,
    Involvement,
    Organisation,
    OrganisationKind,
    Passage,
    Place,
    PlaceKind,
    Role,
    Row,
    Source,
)
from koinon.graph.statements import statements
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.store.snapshots import sha256_of

ADDRESSES = Addresses()


def found(text: str, words: str) -> Passage:
    return Passage(text.index(words), text.index(words) + len(words))


def announcement() -> Account:
    text = "On 3 May 2012 the fund held “Skills” in Baku, in partnership with the museum 🏛."
    tie = found(text, "in partnership with the museum 🏛")
    return Account(
        Source("000.txt", "Skills", address="https://example.org/skills", issued=partial_date("2012-05")),
        text,
        activities=(
            Activity(
                "skills",
                "Skills",
                ActivityKind.TRAINING,
                start=partial_date("2012-05-03"),
                places=("baku",),
                heritage_types=("museums",),
                evidence=(
                    Evidence("title", found(text, "Skills"), "titles.quoted"),
                    Evidence("start", found(text, "3 May 2012"), "dates.day"),
                ),
            ),
        ),
        organisations=(
            Organisation("fund", "The fund", OrganisationKind.FOUNDATION),
            Organisation("museum", "The museum", OrganisationKind.MUSEUM, "AZ"),
        ),
        places=(Place("baku", "Baku", PlaceKind.CITY, "AZ", latitude=40.38, longitude=49.89),),
        involvements=(
            Involvement(
                "skills",
                Role.ORGANISER,
                "fund",
                phrase="held",
                evidence=(Evidence("role", found(text, "the fund held"), "roles.verb"),),
            ),
            Involvement(
                "skills",
                Role.PARTNER,
                "museum",
                phrase="in partnership with",
                evidence=(
                    Evidence("role", tie, "roles.cue"),
                    Evidence("phrase", found(text, "in partnership with"), "roles.cue"),
                    Evidence("organisation", found(text, "the museum"), "names.known"),
                ),
            ),
        ),
    )


def table() -> Account:
    text = (
        'activity,organisation,role\r\n"Skills, again",The fund,organiser\r\n\r\nFair,"The\nmuseum",host\r\n'
    )
    return Account(
        Source("t.csv", "A table", media_type="text/csv"),
        text,
        activities=(
            Activity("1", "Skills, again", ActivityKind.PROJECT),
            Activity("2", "Fair", ActivityKind.EXHIBITION),
        ),
        organisations=(Organisation("f", "The fund"), Organisation("m", "The museum")),
        involvements=(
            Involvement("1", Role.ORGANISER, "f", evidence=(Evidence("role", Row(1), "table.row"),)),
            Involvement(
                "2", Role.HOST, "m", evidence=(Evidence("role", Row(2, "organisation"), "table.row"),)
            ),
        ),
    )


def test_what_is_read_and_written_passes_every_check() -> None:
    store, texts = EmbeddedStore.memory(), {}
    load_ontology(store, ADDRESSES)
    for account in (announcement(), table()):
        written = statements(account, ADDRESSES, "1.0")
        store.load([*written.asserted, *written.provenance, *written.run])
        texts[sha256_of(account.text)] = account.text
    store.apply(derive(store, ADDRESSES))
    assert not derive(store, ADDRESSES)
    assert check_shapes(store, ADDRESSES) == []
    assert check_evidence(store, ADDRESSES, texts) == []
    assert check_consistency(store, ADDRESSES) == []
