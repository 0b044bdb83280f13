import hashlib
from collections.abc import Callable

import pytest

from koinon.graph.addresses import DEFAULT_BASE, Addresses
from koinon.graph.checking.evidence import check_evidence
from koinon.graph.checking.findings import Finding, Severity
from koinon.graph.store.embedded import EmbeddedStore

StoreOf = Callable[[str], EmbeddedStore]

TEXT = "In Baku a training was held in partnership with the “Icherisheher” Museum 🏛 of Azerbaijan."
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
QUOTE = "in partnership with"
START = TEXT.index(QUOTE)


def provenance(
    quote: str = QUOTE,
    start: int = START,
    prefix: str = "was held ",
    suffix: str = " the",
    sha256: str = SHA256,
) -> str:
    return f"""
    GRAPH <graphs/provenance> {{
        <source/s> a hp:Source ; dcterms:title "A training in Baku" ; hp:snapshot <source/s/snapshot/1> .
        <source/s/snapshot/1> a hp:Snapshot ; hp:sha256 "{sha256}" ; hp:mediaType "text/plain" ;
            hp:inSource <source/s> .
        <source/s/passage/p> a hp:Passage ; oa:hasSource <source/s/snapshot/1> ; hp:inSource <source/s> ;
            oa:hasSelector <source/s/passage/p#position>, <source/s/passage/p#quote> .
        <source/s/passage/p#position> a oa:TextPositionSelector ;
            oa:start {start} ; oa:end {start + len(QUOTE)} .
        <source/s/passage/p#quote> a oa:TextQuoteSelector ;
            oa:exact "{quote}" ; oa:prefix "{prefix}" ; oa:suffix "{suffix}" .
    }}
    GRAPH <graphs/source/s> {{
        <activity/t> skos:prefLabel "The training"@en ; hp:involvement <i/1> .
        <i/1> hp:agent <organisation/m> ; hp:evidence <source/s/passage/p> .
        <organisation/m> skos:prefLabel "Icherisheher Museum"@en .
    }}
    """


def findings(store: EmbeddedStore, text: str | None = TEXT) -> list[Finding]:
    return check_evidence(store, Addresses(), {SHA256: text} if text is not None else {})


def test_true_passages_leave_nothing_to_say(store_of: StoreOf) -> None:
    assert findings(store_of(provenance())) == []


def test_a_passage_that_misquotes_is_named_with_both_wordings(store_of: StoreOf) -> None:
    (found,) = findings(store_of(provenance(quote="in cooperation with")))
    assert found.severity is Severity.VIOLATION
    assert found.node == DEFAULT_BASE + "source/s/passage/p"
    assert found.source == "A training in Baku"
    assert found.passage == "in cooperation with"
    assert str(found) == (
        "Violation: The passage quotes “in cooperation with”, "
        "but at 28–47 the text reads “in partnership with”. "
        "Read the source again. Source: A training in Baku. Words: “in cooperation with”."
    )


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (provenance(start=START + 1), "the text reads “n partnership with ”"),
        (provenance(start=len(TEXT)), f"but the text has {len(TEXT)} characters"),
        (provenance(prefix="was planned "), "is said to follow “was planned ”, but before 28"),
        (provenance(suffix=" a"), "is said to precede “ a”, but after 47 the text reads “ t”"),
        (
            provenance().replace("oa:start", "oa:begin"),
            "does not say where in its snapshot it stands",
        ),
        (
            provenance().replace(
                "<source/s/snapshot/1> ; hp:inSource", "<source/s/snapshot/2> ; hp:inSource"
            ),
            "quotes a snapshot that the graph does not know",
        ),
    ],
    ids=["shifted", "beyond the end", "prefix", "suffix", "placeless", "of an unknown snapshot"],
)
def test_each_way_of_being_wrong_is_said(store_of: StoreOf, broken: str, says: str) -> None:
    (found,) = findings(store_of(broken))
    assert says in found.sentence
    assert found.sentence.endswith("Read the source again.")


def test_a_snapshot_that_is_missing_is_named(store_of: StoreOf) -> None:
    (found,) = findings(store_of(provenance()), text=None)
    assert SHA256 in found.sentence
    assert "is not stored" in found.sentence
    assert found.source == "A training in Baku"


def test_a_snapshot_that_was_changed_is_named(store_of: StoreOf) -> None:
    (found,) = findings(store_of(provenance()), text=TEXT + " ")
    assert "was changed after it was read" in found.sentence


def test_evidence_that_is_no_passage_is_named_with_the_tie_it_should_state(store_of: StoreOf) -> None:
    dangling = provenance().replace("hp:evidence <source/s/passage/p>", "hp:evidence <source/s/passage/q>")
    (found,) = findings(store_of(dangling))
    assert found.node == DEFAULT_BASE + "i/1"
    assert found.sentence.startswith(
        "For the involvement of “Icherisheher Museum” in “The training”, evidence points to"
    )
    assert found.source == "A training in Baku"


def test_snapshots_may_be_looked_up_by_a_function(store_of: StoreOf) -> None:
    asked: list[str] = []

    def text_of(sha256: str) -> str:
        asked.append(sha256)
        return TEXT

    assert check_evidence(store_of(provenance()), Addresses(), text_of) == []
    assert asked == [SHA256]


TABLE = 'activity,organisation\nA fair,"Museum ""A"",\nBaku"\n\nA fair,Museum B\n'
TABLE_SHA256 = hashlib.sha256(TABLE.encode()).hexdigest()


def row_passage(row: str, quote: str) -> str:
    return f"""
    GRAPH <graphs/provenance> {{
        <source/s> a hp:Source ; dcterms:title "A table" .
        <source/s/snapshot/1> a hp:Snapshot ; hp:sha256 "{TABLE_SHA256}" ; hp:inSource <source/s> .
        <source/s/row/2> a hp:Passage ; oa:hasSource <source/s/snapshot/1> ; hp:inSource <source/s> ;
            oa:hasSelector <source/s/row/2#row>, <source/s/row/2#quote> .
        <source/s/row/2#row> a oa:FragmentSelector ; rdf:value "{row}" .
        <source/s/row/2#quote> a oa:TextQuoteSelector ; oa:exact "{quote}" .
    }}
    """


@pytest.mark.parametrize("quote", ["A fair,Museum B", "Museum B"], ids=["the row", "a cell"])
def test_a_row_may_be_quoted_whole_or_by_a_cell(store_of: StoreOf, quote: str) -> None:
    assert check_evidence(store_of(row_passage("row=2", quote)), Addresses(), {TABLE_SHA256: TABLE}) == []


@pytest.mark.parametrize(
    ("row", "quote", "says"),
    [
        ("row=3", "Museum B", "points to “row=3”, but the table has 2 rows"),
        ("row=0", "Museum B", "points to “row=0”"),
        ("line=2", "Museum B", "points to “line=2”"),
        ("row=2", "Museum C", "quotes “Museum C”, but row 2 of the table reads “A fair,Museum B”"),
    ],
)
def test_a_row_that_is_not_there_or_reads_otherwise_is_named(
    store_of: StoreOf, row: str, quote: str, says: str
) -> None:
    (found,) = check_evidence(store_of(row_passage(row, quote)), Addresses(), {TABLE_SHA256: TABLE})
    assert says in found.sentence
    assert found.source == "A table"
    assert found.passage == f"{row}: {quote}"
