"""What was withdrawn answers 410, and says what stands in its place."""

from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph as ox
import pytest

from koinon.graph.addresses import Addresses
from koinon.graph.ingest import add_account
from koinon.graph.linking.links import decide
from koinon.graph.records import Account
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import IRI
from koinon.service.app import create_app
from koinon.service.generations import Generations
from koinon.service.settings import Settings

BASE = "http://127.0.0.1:8000/"
ADDRESSES = Addresses(BASE)


@pytest.fixture
def ask_after(account: Account, quads, paths, serve) -> Iterator:  # type: ignore[no-untyped-def, type-arg]
    """Ask the service about things whose source now states one organisation of two, the same as the other."""
    store = EmbeddedStore.memory(quads)
    kept, gone = (IRI(BASE.rstrip("/") + paths[name]) for name in ("organisation", "partner"))
    decide(store, ADDRESSES, gone, kept, same=True)
    first = replace(account, organisations=account.organisations[:1], involvements=account.involvements[:1])
    add_account(store, first, ADDRESSES)
    with serve(create_app(Generations.of(store, BASE), Settings())) as ask:
        yield ask


@pytest.mark.parametrize(
    ("accept", "type"),
    [
        ("", "text/turtle"),
        ("text/html", "text/html"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_what_was_withdrawn_is_gone_and_links_what_replaced_it(ask_after, paths, accept, type) -> None:  # type: ignore[no-untyped-def]
    answer = ask_after(paths["partner"], accept)
    assert answer.status_code == 410
    assert answer.headers["content-type"].startswith(type)
    assert answer.headers["link"].startswith(f'<{paths["organisation"]}>; rel="successor-version ')
    assert paths["organisation"].lstrip("/") in answer.text
    assert "UNESCO Moscow Office" in answer.text


def test_statements_of_what_was_withdrawn_say_when(ask_after, paths) -> None:  # type: ignore[no-untyped-def]
    said = {one.triple for one in ox.parse(ask_after(paths["partner"]).content, ox.RdfFormat.TURTLE)}
    predicates = {one.predicate.value.rpartition("#")[2].rpartition("/")[2] for one in said}
    assert {"withdrawn", "isReplacedBy"} <= predicates


def test_what_has_nothing_in_its_place_is_gone_all_the_same(ask_after, account, paths) -> None:  # type: ignore[no-untyped-def]
    source_id = ADDRESSES.source_id(account.source)
    tie = ADDRESSES.involvement(
        source_id,
        ADDRESSES.activity(account.activities[0]),
        ADDRESSES.organisation(account.organisations[1]),
        "partner",
        "in partnership with",
    )
    answer = ask_after(tie.removeprefix(BASE.rstrip("/")), "text/html")
    assert (answer.status_code, answer.headers.get("link")) == (410, None)
    assert "In its place" not in answer.text
    assert ask_after(paths["organisation"]).status_code == 200
    assert ask_after("/organisation/nobody").status_code == 404
