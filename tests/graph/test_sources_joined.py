"""An announcement and a table that know one organisation: a query joins them, and so does a network."""

from pathlib import Path

import pytest

from koinon.graph.addresses import Addresses
from koinon.graph.documents.metadata import Metadata
from koinon.graph.ingest import ingest
from koinon.graph.records import (
    Account,
    Activity,
    ActivityKind,
    Evidence,
    Involvement,
    Organisation,
    Passage,
    Role,
    Source,
)
from koinon.graph.store import EmbeddedStore, create_store, open_store
from koinon.graph.tables.reading import read_table_text
from koinon.graph.terms import IRI
from koinon.ontology.namespaces import HP

DOCS = Path(__file__).parents[2] / "docs" / "sources.md"
TEXT = "ICOM and the Museum of Qala held the training “Museum Service”."
TABLE = """activity,kind,start,organisation,role
Restoration of Qala,project,2011,ICOM,partner
Restoration of Qala,project,2011,ICCROM,partner
"""


def announcement() -> Account:
    def stated(field: str, words: str) -> tuple[Evidence, ...]:
        return (Evidence(field, Passage(TEXT.index(words), TEXT.index(words) + len(words)), "roles.cue"),)

    names = ("ICOM", "Museum of Qala")
    return Account(
        Source("000.txt", "Museum Service"),
        TEXT,
        (Activity("a", "Museum Service", ActivityKind.TRAINING, evidence=stated("title", "Museum Service")),),
        tuple(Organisation(name, name, evidence=stated("name", name)) for name in names),
        (),
        tuple(
            Involvement("a", Role.CO_ORGANISER, name, phrase="held", evidence=stated("role", TEXT))
            for name in names
        ),
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    path = tmp_path_factory.mktemp("joined") / "store"
    create_store(path, Addresses().base)
    ingest(path, [announcement(), read_table_text(TABLE, "list.csv", Metadata()).account])
    return open_store(path)


def queries() -> list[str]:
    return [part.partition("```")[0] for part in DOCS.read_text("utf-8").split("```sparql\n")[1:]]


def test_the_query_of_the_docs_finds_the_organisation_that_both_know(store: EmbeddedStore) -> None:
    (query,) = (query for query in queries() if "?listed" in query)
    (row,) = store.select(query)
    assert row["name"] == ("ICOM", *row["name"][1:])
    assert "museum-service" in str(row["told"]).replace("service-museum", "museum-service")
    assert "qala" in str(row["listed"])


def test_the_network_leads_from_the_announcement_to_the_table(store: EmbeddedStore) -> None:
    tied = {
        frozenset(
            (
                quad.subject.rpartition("/")[2].rpartition("-")[0],
                str(quad.object).rpartition("/")[2].rpartition("-")[0],
            )
        )
        for quad in store.quads(predicate=IRI(HP + "cooperatesWith"))
    }
    assert tied == {frozenset(("icom", "museum-qala")), frozenset(("icom", "iccrom"))}
