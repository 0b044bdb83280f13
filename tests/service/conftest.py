"""A small graph of one announcement, and a client that asks the service about it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import anyio.from_thread
import httpx
import pytest
from fastapi import FastAPI

from koinon.graph.addresses import Addresses
from koinon.graph.inference import derive
from koinon.graph.ingest import add_account, load_ontology
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
    Source,
)
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.store.snapshots import sha256_of
from koinon.graph.terms import Quad
from koinon.service.app import create_app
from koinon.service.generations import Generations
from koinon.service.settings import Settings

BASE = "http://127.0.0.1:8000/"
TEXT = (
    "The training “Museum Service” was conducted from 30 October to 3 November 2013 in Baku. "
    "It was organized by the UNESCO Moscow Office, in partnership with the Centre “EkoSfera” <script>.\n\n"
    "Experts from Belarus took part."
)
_SENTENCE = (
    "It was organized by the UNESCO Moscow Office, in partnership with the Centre “EkoSfera” <script>."
)

Ask = Callable[..., httpx.Response]
Serve = Callable[[FastAPI], AbstractContextManager[Ask]]


def _said(field: str, words: str, rule: str, value: str = "") -> Evidence:
    start = TEXT.index(words)
    return Evidence(field, Passage(start, start + len(words)), rule, value)


def _tie(
    who: str | None, role: Role, phrase: str, mention: str, words: str, country: str | None
) -> Involvement:
    evidence = (
        _said("role", words, "roles.cue"),
        _said("phrase", phrase, "roles.cue"),
        _said("organisation", mention, "names.pattern"),
    )
    return Involvement("t", role, who, country, phrase, evidence=evidence)


@pytest.fixture(scope="session")
def account() -> Account:
    """What an announcement states: a training with two organisations and a delegation."""
    return Account(
        Source(
            "training.txt",
            "Training for museum specialists",
            publisher="UNESCO",
            issued=partial_date("2013-11-05"),
        ),
        TEXT,
        activities=(
            Activity(
                "t",
                "Museum Service",
                ActivityKind.TRAINING,
                start=partial_date("2013-10-30"),
                end=partial_date("2013-11-03"),
                places=("baku",),
                heritage_types=("museums",),
                evidence=(
                    _said("title", "Museum Service", "activities.quoted"),
                    _said("start", "30 October to 3 November 2013", "dates.range"),
                    _said("places", "Baku", "places.in", "baku"),
                ),
            ),
        ),
        organisations=(
            Organisation(
                "m", "UNESCO Moscow Office", OrganisationKind.INTERGOVERNMENTAL, "RU", ("Бюро ЮНЕСКО",)
            ),
            Organisation("e", "Centre “EkoSfera” <script>", OrganisationKind.NGO, "AZ"),
        ),
        places=(
            Place("baku", "Baku", PlaceKind.CITY, "AZ", latitude=40.38, longitude=49.89, geonames="587084"),
        ),
        involvements=(
            _tie("m", Role.ORGANISER, "organized by", "UNESCO Moscow Office", _SENTENCE, None),
            _tie("e", Role.PARTNER, "in partnership with", "Centre “EkoSfera” <script>", _SENTENCE, None),
            _tie(None, Role.PARTICIPANT, "took part", "Belarus", "Experts from Belarus took part.", "BY"),
        ),
    )


@pytest.fixture(scope="session")
def paths(account: Account) -> dict[str, str]:
    """Where the things of the announcement stand, by short names."""
    addresses = Addresses(BASE)
    source_id = addresses.source_id(account.source)
    ends = [addresses.organisation(one) for one in account.organisations]
    found = {
        "activity": addresses.activity(account.activities[0]),
        "organisation": ends[0],
        "partner": ends[1],
        "place": addresses.place(account.places[0]),
        "source": addresses.source(source_id),
        "tie": addresses.tie(ends[0], ends[1]),
        "graph": addresses.source_graph(source_id),
        "passage": addresses.passage(source_id, account.involvements[0].evidence[0].where),
    }
    return {name: address.removeprefix(BASE.rstrip("/")) for name, address in found.items()}


@pytest.fixture(scope="session")
def quads(account: Account) -> tuple[Quad, ...]:
    """The small graph, with the vocabulary and what is inferred."""
    store, addresses = EmbeddedStore.memory(), Addresses(BASE)
    load_ontology(store, addresses)
    add_account(store, account, addresses)
    store.apply(derive(store, addresses))
    return tuple(store.quads())


@pytest.fixture
def store(quads: tuple[Quad, ...]) -> EmbeddedStore:
    """The small graph in memory."""
    return EmbeddedStore.memory(quads)


@pytest.fixture
def app(store: EmbeddedStore) -> FastAPI:
    """The service over the small graph."""
    return create_app(Generations.of(store, BASE, {sha256_of(TEXT): TEXT}.get), Settings())


@contextmanager
def _asking(app: FastAPI) -> Iterator[Ask]:
    with anyio.from_thread.start_blocking_portal() as portal:
        transport = httpx.ASGITransport(app)
        client = httpx.AsyncClient(transport=transport, base_url="http://koinon.test")

        def ask(
            url: str, accept: str = "", method: str = "GET", content: bytes = b"", **headers: str
        ) -> httpx.Response:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            if accept:
                sent["Accept"] = accept

            async def send() -> httpx.Response:
                return await client.request(method, url, headers=sent, content=content)

            return portal.call(send)

        yield ask
        portal.call(client.aclose)


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Ask an application of one's own: ``with serve(app) as ask: …``."""
    return _asking


@pytest.fixture
def ask(app: FastAPI) -> Iterator[Ask]:
    """Ask the service over the small graph: ``ask("/sparql?query=…", "text/csv")``."""
    with _asking(app) as asking:
        yield asking
