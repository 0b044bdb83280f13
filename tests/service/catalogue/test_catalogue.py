"""Portals, harvesters and crawlers get what they read: valid by the shapes, and true to the data."""

import csv
import gzip
import io
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from fastapi import FastAPI
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SH, VOID

from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import quad_to_oxigraph
from koinon.service.app import create_app
from koinon.service.catalogue.dumps import n_quads
from koinon.service.catalogue.sitemap import MOST, sitemap, sitemap_index
from koinon.service.generations import Generations
from koinon.service.settings import Settings

from ..conftest import BASE, Ask, Serve

SERVICE = "http://koinon.test/"


def described(ask: Ask, path: str = "/catalog") -> rdflib.Graph:
    return rdflib.Graph().parse(data=ask(path, "text/turtle").text, format="turtle")


def dcat_ap(shared: Path) -> rdflib.Graph:
    """The shapes of DCAT-AP; those of properties that lack their path are no shapes, and are left out."""
    shapes = rdflib.Graph()
    folder = shared / "specs" / "shapes" / "dcat-ap-3.0.1"
    for name in ("dcat-ap-SHACL.ttl", "shacl/shapes.ttl", "shacl/range.ttl", "shacl/deprecateduris.ttl"):
        shapes.parse(folder / name)
    for shape, constraint in list(shapes.subject_objects(SH.property)):
        if (constraint, SH.path, None) not in shapes:
            shapes.remove((shape, SH.property, constraint))
    return shapes


@pytest.mark.parametrize("contact", ["", "mailto:heritage@example.org", "https://example.org/contact"])
def test_the_catalogue_conforms_to_dcat_ap(
    store: EmbeddedStore, serve: Serve, shared: Path, contact: str
) -> None:
    shapes = dcat_ap(shared)
    app: FastAPI = create_app(Generations.of(store, BASE), Settings(contact=contact))
    with serve(app) as ask:
        data = described(ask)
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes, allow_warnings=True)
    assert conforms, report


def test_the_shapes_would_see_a_fault(ask: Ask, shared: Path) -> None:
    data = described(ask)
    data.remove((None, DCTERMS.title, None))
    assert not pyshacl.validate(data, shacl_graph=dcat_ap(shared))[0]


def test_the_catalogue_tells_of_the_whole_of_each_source_and_of_the_services(ask: Ask) -> None:
    data = described(ask)
    top = rdflib.URIRef(BASE + "catalog")
    whole, endpoint = (rdflib.URIRef(f"{BASE}catalog#{name}") for name in ("whole", "sparql"))
    assert set(data.objects(top, DCAT.dataset)) == set(data.subjects(RDF.type, DCAT.Dataset))
    assert len(set(data.objects(top, DCAT.dataset))) == 2
    assert data.value(endpoint, DCAT.endpointURL) == rdflib.URIRef(SERVICE + "sparql")
    assert set(data.objects(endpoint, DCAT.servesDataset)) == set(data.objects(top, DCAT.dataset))
    period = data.value(whole, DCTERMS.temporal)
    assert str(data.value(period, DCAT.startDate)) == "2013"
    assert {str(place)[-3:] for place in data.objects(whole, DCTERMS.spatial)} == {"AZE", "RUS", "BLR"}
    source = next(one for one in data.objects(top, DCAT.dataset) if one != whole)
    assert str(data.value(source, DCTERMS.title)) == "Training for museum specialists"
    assert str(data.value(data.value(source, DCTERMS.publisher), FOAF.name)) == "UNESCO"


def test_every_file_of_the_catalogue_is_there(ask: Ask) -> None:
    data = described(ask)
    addresses = sorted({str(one) for one in data.objects(None, DCAT.downloadURL)})
    assert len(addresses) == 9
    for address in addresses:
        assert ask(address).status_code == 200, address
    network = ask("/dumps/koinon.gexf").text
    assert "UNESCO Moscow Office" in network
    assert "<edge " in network


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("accept", ["application/ld+json", "application/n-triples", "application/rdf+xml"])
def test_the_catalogue_says_the_same_in_every_form(ask: Ask, accept: str) -> None:
    answer = ask("/catalog", accept)
    assert answer.headers["content-type"].startswith(accept)
    kind = {"application/ld+json": "json-ld", "application/n-triples": "nt"}.get(accept, "xml")
    again = rdflib.Graph().parse(data=answer.text, format=kind)
    assert set(again.subjects(RDF.type, DCAT.Dataset)) == set(described(ask).subjects(RDF.type, DCAT.Dataset))


def test_void_counts_what_is_there(ask: Ask, store: EmbeddedStore) -> None:
    data = described(ask, "/.well-known/void")
    whole = rdflib.URIRef(BASE + ".well-known/void#whole")
    assert int(str(data.value(whole, VOID.triples))) == len({quad.triple for quad in store.quads()})
    shares = [
        int(str(data.value(part, VOID.triples))) for part in data.objects(whole, VOID.propertyPartition)
    ]
    assert sum(shares) == int(str(data.value(whole, VOID.triples)))
    for links in data.subjects(RDF.type, VOID.Linkset):
        assert data.value(links, VOID.objectsTarget) is not None
        assert int(str(data.value(links, VOID.triples))) > 0
    assert list(data.subjects(RDF.type, VOID.Linkset))


def test_the_dump_in_n_quads_is_the_store(ask: Ask, store: EmbeddedStore) -> None:
    quads = {quad_to_oxigraph(quad) for quad in store.quads()}
    assert set(ox.parse(ask("/dumps/koinon.nq").content, format=ox.RdfFormat.N_QUADS)) == quads
    unpacked = gzip.decompress(ask("/dumps/koinon.nq.gz").content)
    assert set(ox.parse(unpacked, format=ox.RdfFormat.N_QUADS)) == quads


def test_a_literal_that_looks_like_the_end_of_a_line_stays_as_it_is() -> None:
    name = ox.NamedNode("http://example.org/a")
    engine = ox.Store()
    for text in (" .\n", "a .", '" .\n<x> ', " <g> .\n\n"):
        engine.add(ox.Quad(name, name, ox.Literal(text), name))
    written = b"".join(n_quads(EmbeddedStore(engine)))
    assert set(ox.parse(written, format=ox.RdfFormat.N_QUADS)) == set(engine)


def test_the_other_dumps_hold_every_statement_and_every_involvement(ask: Ask, store: EmbeddedStore) -> None:
    triples = {quad_to_oxigraph(quad).triple for quad in store.quads()}
    parsed = ox.parse(ask("/dumps/koinon.ttl").content, format=ox.RdfFormat.TURTLE)
    assert {quad.triple for quad in parsed} == triples
    rows = list(csv.DictReader(io.StringIO(ask("/dumps/koinon.csv").text)))
    assert len(rows) == 3
    assert {row["phrase"] for row in rows} == {"organized by", "in partnership with", "took part"}


def test_a_dump_that_is_not_there_is_told(ask: Ask) -> None:
    answer = ask("/dumps/koinon.xlsx")
    assert answer.status_code == 404
    assert ".nq.gz" in answer.json()["detail"]


def test_data_json_has_what_harvesters_require(ask: Ask) -> None:
    told = ask("/data.json").json()
    assert told["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    required = {
        "title",
        "description",
        "keyword",
        "modified",
        "publisher",
        "contactPoint",
        "identifier",
        "accessLevel",
    }
    for dataset in told["dataset"]:
        assert required <= dataset.keys()
        for file in dataset["distribution"]:
            assert ask(file["downloadURL"]).status_code == 200


def test_the_sitemap_lists_every_page_and_every_page_is_there(ask: Ask, paths: dict[str, str]) -> None:
    index = ElementTree.fromstring(ask("/sitemap.xml").content)
    places = [str(one.text) for one in index.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert places == [f"{SERVICE}sitemaps/1.xml"]
    urls = ElementTree.fromstring(ask(places[0]).content)
    pages = [str(one.text) for one in urls.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    for name in ("organisation", "activity", "place", "source"):
        assert SERVICE.rstrip("/") + paths[name] in pages
    for page in [*pages[:5], SERVICE.rstrip("/") + paths["organisation"]]:
        assert ask(page, "text/html").status_code == 200, page
    assert ask("/sitemaps/2.xml").status_code == 404


def test_a_large_graph_has_several_sitemaps() -> None:
    every = [f"/organisation/{number}" for number in range(MOST + 1)]
    assert sitemap_index(len(every), SERVICE).count(b"<sitemap>") == 2
    assert b"".join(sitemap(every, 2, SERVICE)).count(b"<url>") == 1
    assert b"&amp;" in b"".join(sitemap(["/a&b"], 1, SERVICE))
