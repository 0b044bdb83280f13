"""Data sets of portals land as files with their provenance, whole, and only where there is something new."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from koinon.graph.errors import PortalError
from koinon.graph.portals import Fetched, Manners, Portal, fetch, portal_of
from koinon.graph.portals.portal import PortalKind
from koinon.graph.sources import read_source
from koinon.graph.tables import read_mapped

from .conftest import Asked, Reply, StandIn, Still

HUB = "/api/explore/v2.1/catalog/datasets/whc001"
ACTION = "/api/3/action"
RESOURCE = "0a1b2c3d-0000-4000-8000-000000000001"


class Fetching:
    """Fetches into one folder."""

    def __init__(self, folder: Path, clock: Still) -> None:
        self.folder, self._clock = folder, clock

    def __call__(self, portal: Portal, tries: int = 1) -> list[Fetched]:
        return list(fetch(portal, self.folder, Manners(delay=0, tries=tries), self._clock))


@pytest.fixture
def fetching(tmp_path: Path, clock: Still) -> Fetching:
    return Fetching(tmp_path / "fetched", clock)


def said(value: Any, **headers: str) -> Reply:
    return Reply(json.dumps(value).encode(), headers=headers)


def description(fetched: Fetched) -> dict[str, str]:
    found: dict[str, str] = json.loads(fetched.path.with_suffix(".source.json").read_text("utf-8"))
    return found


class Hub:
    """A data set of Opendatasoft: properties of two states each."""

    def __init__(self, portal: StandIn, count: int) -> None:
        self.count, self.edition, self.failing = count, "2026-02-01T00:00:00+00:00", -1
        portal.answers[HUB] = self.about
        portal.answers[f"{HUB}/records"] = self.records
        portal.answers[f"{HUB}/exports/json"] = lambda _: said([self.record(n) for n in range(self.count)])
        self.portal = Portal("whc001", PortalKind.OPENDATASOFT, portal.address, "whc001", key="id_no")

    def about(self, _: Asked) -> Reply:
        metas = {
            "title": "World Heritage List",
            "publisher": "UNESCO",
            "license_url": "https://creativecommons.org/licenses/by-sa/4.0/",
            "language": "en",
            "modified": "2026-01-31T10:00:00+00:00",
            "data_processed": self.edition,
            "records_count": self.count,
        }
        return said({"dataset_id": "whc001", "metas": {"default": metas}, "fields": []})

    def records(self, asked: Asked) -> Reply:
        assert asked.parameters["order_by"] == "id_no"
        offset, limit = int(asked.parameters["offset"]), int(asked.parameters["limit"])
        if offset == self.failing:
            return Reply(status=500)
        numbers = range(offset, min(offset + limit, self.count))
        return said({"total_count": self.count, "results": [self.record(n) for n in numbers]})

    @staticmethod
    def record(number: int) -> dict[str, Any]:
        return {
            "id_no": str(number),
            "name_en": f"Property {number}",
            "category": "Cultural",
            "iso_codes": "DE, PL",
            "transboundary": "True",
            "date_inscribed": "2004",
            "coordinates": {"lon": 14.7, "lat": 51.5},
        }


@pytest.fixture
def hub(portal: StandIn) -> Hub:
    return Hub(portal, 250)


def test_a_data_set_comes_by_pages_with_where_it_is_from(
    hub: Hub, portal: StandIn, fetching: Fetching
) -> None:
    (done,) = fetching(hub.portal)
    assert (done.path.name, done.fresh, done.records) == ("whc001.ndjson", True, 250)
    assert portal.paths() == [HUB] + [f"{HUB}/records"] * 3
    told = description(done)
    assert told["url"] == f"{portal.address}/explore/dataset/whc001/"
    assert (told["retrieved"], told["issued"], told["publisher"]) == ("2026-03-01", "2026-01-31", "UNESCO")
    assert told["sha256"] == sha256(done.path.read_bytes()).hexdigest()


def test_what_was_fetched_is_read_by_its_mapping(hub: Hub, fetching: Fetching) -> None:
    (done,) = fetching(hub.portal)
    account = read_mapped(done.path).account
    assert (len(account.activities), len(account.involvements)) == (250, 500)
    assert account.activities[7].identifiers == ("whc:7",)
    assert account.source.address == description(done)["url"]
    assert account.source.file_sha256 == description(done)["sha256"]


def test_the_same_edition_is_not_fetched_again(hub: Hub, portal: StandIn, fetching: Fetching) -> None:
    fetching(hub.portal)
    portal.asked.clear()
    (done,) = fetching(hub.portal)
    assert (done.fresh, portal.paths()) == (False, [HUB])


def test_another_edition_of_the_same_content_keeps_its_date(hub: Hub, fetching: Fetching) -> None:
    (first,) = fetching(hub.portal)
    before = description(first)
    hub.edition = "2026-04-01T00:00:00+00:00"
    (second,) = fetching(hub.portal)
    assert (second.fresh, description(second)) == (False, before)


def test_a_run_that_broke_off_is_gone_on_with(hub: Hub, portal: StandIn, fetching: Fetching) -> None:
    hub.failing = 200
    with pytest.raises(PortalError, match="in vain"):
        fetching(hub.portal)
    assert not (fetching.folder / "whc001.ndjson").exists()
    # As if the power had gone while a third page was being written.
    with (fetching.folder / "whc001.ndjson.part").open("ab") as part:
        part.write(b'{"id_no": "ha')
    hub.failing = -1
    portal.asked.clear()
    (done,) = fetching(hub.portal)
    assert portal.paths() == [HUB, f"{HUB}/records"]
    lines = [json.loads(line)["id_no"] for line in done.path.read_text("utf-8").splitlines()]
    assert lines == [str(n) for n in range(250)]
    assert sorted(path.name for path in fetching.folder.glob("*.*")) == [
        ".cache",
        "whc001.ndjson",
        "whc001.source.json",
    ]


def test_a_run_is_not_gone_on_with_in_another_edition(hub: Hub, portal: StandIn, fetching: Fetching) -> None:
    hub.failing = 200
    with pytest.raises(PortalError, match="in vain"):
        fetching(hub.portal)
    hub.failing, hub.edition = -1, "2026-04-01T00:00:00+00:00"
    portal.asked.clear()
    fetching(hub.portal)
    assert portal.paths() == [HUB] + [f"{HUB}/records"] * 3


def test_a_data_set_that_changes_while_it_is_read_is_refused(
    hub: Hub, portal: StandIn, fetching: Fetching
) -> None:
    plain = hub.records

    def shrinking(asked: Asked) -> Reply:
        reply = plain(asked)
        hub.count -= 1
        return reply

    portal.answers[f"{HUB}/records"] = shrinking
    with pytest.raises(PortalError, match="was changed while it was read"):
        fetching(hub.portal)
    assert not (fetching.folder / "whc001.ndjson").exists()


def test_what_pages_do_not_reach_comes_as_a_whole(portal: StandIn, fetching: Fetching) -> None:
    hub = Hub(portal, 10_001)
    (done,) = fetching(hub.portal)
    assert (done.path.name, portal.paths()) == ("whc001.json", [HUB, f"{HUB}/exports/json"])
    assert len(json.loads(done.path.read_bytes())) == 10_001


@pytest.mark.parametrize(
    ("path", "reply"),
    [
        (HUB, Reply(b"<html>", "text/html")),
        (HUB, said({"metas": []})),
        (f"{HUB}/records", said({"results": 3, "total_count": 4})),
        (f"{HUB}/records", said({"results": [], "total_count": 4})),
        (f"{HUB}/records", Reply(b"[" * 100_000)),
    ],
)
def test_what_is_no_portal_is_told(
    hub: Hub, portal: StandIn, fetching: Fetching, path: str, reply: Reply
) -> None:
    portal.answers[path] = lambda _: reply
    with pytest.raises(PortalError):
        fetching(hub.portal)
    assert list(fetching.folder.glob("whc001.ndjson")) == []


TABLE = "activity,organisation,role\nWorkshop,Museum of A,organiser\nWorkshop,Museum of B,partner\n"


def package(portal: StandIn, *resources: dict[str, Any]) -> Portal:
    result = {
        "name": "grants",
        "title": "Grants",
        "license_id": "cc-by",
        "metadata_modified": "2026-01-05T08:00:00.1",
        "organization": {"title": "City of X"},
        "resources": list(resources),
    }
    portal.answers[f"{ACTION}/package_show"] = lambda _: said({"success": True, "result": result})
    return portal_of(f"{portal.address}/dataset/grants")


def resource(portal: StandIn, form: str, path: str, **more: Any) -> dict[str, Any]:
    return {"id": RESOURCE, "name": path, "format": form, "url": portal.address + path, **more}


def test_the_files_of_a_package_come_if_they_can_be_read(portal: StandIn, fetching: Fetching) -> None:
    portal.answers["/f.csv"] = lambda _: Reply(TABLE.encode(), "text/csv", headers={"ETag": '"1"'})
    grants = package(
        portal, resource(portal, "CSV", "/f.csv"), {**resource(portal, "PDF", "/f.pdf"), "id": "other"}
    )
    done, passed = fetching(grants)
    assert done.path.name == "grants-0a1b2c3d.csv"
    assert "“PDF” is none that can be read" in str(passed)
    assert description(done) == {
        "url": f"{portal.address}/dataset/grants/resource/{RESOURCE}",
        "title": "Grants: /f.csv",
        "publisher": "City of X",
        "licence": "cc-by",
        "issued": "2026-01-05",
        "request": f"{portal.address}/f.csv",
        "retrieved": "2026-03-01",
        "sha256": sha256(TABLE.encode()).hexdigest(),
    }
    states = read_source(done.path).states
    assert states.source.publisher == "City of X"
    portal.asked.clear()
    assert not fetching(grants)[0].fresh
    assert portal.asked[-1].headers["if-none-match"] == '"1"'


def test_a_datastore_comes_by_pages_of_the_size_it_grants(portal: StandIn, fetching: Fetching) -> None:
    def rows(asked: Asked) -> Reply:
        offset = int(asked.parameters["offset"])
        numbers = range(offset, min(offset + 2, 5))
        fields = [{"id": name} for name in ("_id", "activity", "organisation", "role", "start")]
        records = [
            {"_id": n, "activity": "A, “B”", "organisation": f"O{n}", "role": "partner", "start": None}
            for n in numbers
        ]
        return said({"success": True, "result": {"fields": fields, "records": records, "limit": 2}})

    portal.answers[f"{ACTION}/datastore_search"] = rows
    plain = package(portal, resource(portal, "PDF", "/f.pdf", datastore_active=True))
    described = fetching.folder.parent / "grants.toml"
    described.write_text(
        f'kind = "ckan"\naddress = "{plain.address}"\ndataset = "grants"\ndatastore = true\n', "utf-8"
    )
    (done,) = fetching(portal_of(str(described)))
    assert done.records == 5
    lines = done.path.read_text("utf-8").splitlines()
    assert lines[0] == "activity,organisation,role,start"
    assert lines[5] == '"A, “B”",O4,partner,'
    offsets = [one.parameters["offset"] for one in portal.asked if one.path.endswith("datastore_search")]
    assert offsets == ["0", "2", "4"]


def test_what_is_no_package_is_told(portal: StandIn, fetching: Fetching) -> None:
    with pytest.raises(PortalError, match="status 404"):
        fetching(portal_of(f"{portal.address}/dataset/none"))
    portal.answers[f"{ACTION}/package_show"] = lambda _: said({"success": False})
    with pytest.raises(PortalError, match="as CKAN does"):
        fetching(portal_of(f"{portal.address}/dataset/none"))
    with pytest.raises(PortalError, match="has no file"):
        fetching(package(portal))


CONSTRUCT = """\
PREFIX e: <http://e/>
CONSTRUCT { ?s e:p ?o . ?s e:q [ e:r ?o ] } WHERE { ?s e:p ?o } ORDER BY ?s # in order"""


@pytest.fixture
def endpoint(portal: StandIn) -> Portal:
    store = ox.Store()
    store.update(
        "INSERT DATA { " + " ".join(f'<http://e/s{n}> <http://e/p> "{n}" .' for n in range(7)) + " }"
    )

    def answer(asked: Asked) -> Reply:
        found = store.query(asked.parameters["query"])
        assert isinstance(found, ox.QueryTriples)
        return Reply(found.serialize(format=ox.RdfFormat.TURTLE) or b"", "text/turtle; charset=utf-8")

    portal.answers["/sparql"] = answer
    return Portal(
        "museums", PortalKind.SPARQL, f"{portal.address}/sparql", title="M", construct=CONSTRUCT, page=3
    )


def test_an_endpoint_is_asked_by_pages(endpoint: Portal, portal: StandIn, fetching: Fetching) -> None:
    (done,) = fetching(endpoint)
    assert len(portal.paths()) == 4
    triples = list(ox.parse(path=str(done.path), format=ox.RdfFormat.N_TRIPLES))
    assert len(triples) == len(set(triples)) == 21
    blank = {quad.subject for quad in triples if isinstance(quad.subject, ox.BlankNode)}
    assert len(blank) == 7  # those of different pages bear the same labels, and are different ones
    told = description(done)
    assert (told["url"], told["request"]) == (f"{portal.address}/sparql#museums", CONSTRUCT)
    source = read_source(done.path).states.source
    assert (source.title, source.address) == ("M", told["url"])


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("SELECT * { ?s ?p ?o } ORDER BY ?s", "CONSTRUCT only"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "ORDER BY"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 3", "leave LIMIT"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { { SELECT * { ?s ?p ?o } ORDER BY ?s } }", "ORDER BY"),
        ("CONSTRUCT { ?s ?p", "not SPARQL"),
    ],
)
def test_a_query_that_cannot_be_paged_is_not_asked(
    portal: StandIn, fetching: Fetching, query: str, sentence: str
) -> None:
    with pytest.raises(PortalError, match=sentence):
        fetching(Portal("m", PortalKind.SPARQL, f"{portal.address}/sparql", construct=query))
    assert portal.asked == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<p>", "text/html"),
        Reply(b"<a> <b", "text/turtle"),
        Reply(b"", "text/turtle"),
    ],
)
def test_an_endpoint_that_gives_no_rdf_is_told(
    endpoint: Portal, portal: StandIn, fetching: Fetching, reply: Reply
) -> None:
    portal.answers["/sparql"] = lambda _: reply
    with pytest.raises(PortalError, match=portal.address):
        fetching(endpoint)
    assert list(fetching.folder.glob("*.nt")) == []


def test_a_description_that_others_wrote_is_not_written_over(hub: Hub, fetching: Fetching) -> None:
    fetching.folder.mkdir()
    (fetching.folder / "whc001.source.json").write_text("[]")
    with pytest.raises(PortalError, match="no description"):
        fetching(hub.portal)
