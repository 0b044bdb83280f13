from collections.abc import Callable

from koinon.graph.addresses import DEFAULT_BASE, Addresses
from koinon.graph.checking.crowds import check_crowds
from koinon.graph.checking.findings import Severity
from koinon.graph.inference.ties import MOST_ORGANISATIONS
from koinon.graph.store.embedded import EmbeddedStore

StoreOf = Callable[[str], EmbeddedStore]


def congress(organisations: int) -> str:
    involved = "".join(
        f"<activity/c> hp:involvement <i/{n}> . <i/{n}> hp:agent <organisation/{n}> .\n"
        for n in range(organisations)
    )
    return f"""
    GRAPH <graphs/provenance> {{ <source/s> a hp:Source ; dcterms:title "A programme" . }}
    GRAPH <graphs/source/s> {{ <activity/c> a hp:Activity ; skos:prefLabel "A congress"@en . {involved} }}
    """


def test_an_activity_that_makes_no_ties_is_named_with_its_size(store_of: StoreOf) -> None:
    (found,) = check_crowds(store_of(congress(MOST_ORGANISATIONS + 1)), Addresses())
    assert found.severity is Severity.WARNING
    assert found.node == DEFAULT_BASE + "activity/c"
    assert found.source == "A programme"
    assert found.sentence.startswith(
        "“A congress” involves 201 organisations; no ties are made of more than 200."
    )


def test_an_activity_that_makes_ties_is_not(store_of: StoreOf) -> None:
    assert check_crowds(store_of(congress(MOST_ORGANISATIONS)), Addresses()) == []
