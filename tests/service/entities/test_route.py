import re

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from koinon.graph.store.embedded import EmbeddedStore
from koinon.service.app import create_app
from koinon.service.generations import Generations
from koinon.service.settings import Settings

BASE = "http://127.0.0.1:8000/"
FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
KINDS = ["activity", "organisation", "place", "source", "tie", "passage"]


def _parsed(answer: httpx.Response, name: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(answer.content, FORMATS[name])}


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_says_the_same(kind: str, ask, paths) -> None:  # type: ignore[no-untyped-def]
    turtle, *others = [_parsed(ask(f"{paths[kind]}?format={name}"), name) for name in FORMATS]
    assert len(turtle) > 3
    assert all(other == turtle for other in others)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_json_ld_is_read_alike_by_another_parser(kind: str, ask, paths) -> None:  # type: ignore[no-untyped-def]
    json_ld = rdflib.Graph().parse(data=ask(f"{paths[kind]}?format=jsonld").content, format="json-ld")
    triples = rdflib.Graph().parse(data=ask(f"{paths[kind]}?format=ntriples").content, format="nt")
    assert isomorphic(json_ld, triples)


def test_json_ld_is_one_object_with_names_one_would_use(ask, paths) -> None:  # type: ignore[no-untyped-def]
    said = ask(paths["activity"], "application/ld+json").json()
    assert said["id"].endswith(paths["activity"])
    assert "Training" in said["type"]
    assert said["prefLabel"] == {"en": ["Museum Service"]}
    ties = {tuple(one["phrase"]["en"]): one for one in said["involvement"]}
    assert set(ties) == {("organized by",), ("in partnership with",), ("took part",)}
    assert "Participant" not in said["@context"]


def test_a_description_names_what_it_names(ask, paths) -> None:  # type: ignore[no-untyped-def]
    said = _parsed(ask(paths["activity"]), "turtle")
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    named = {
        one.object.value for one in said if one.predicate == label and isinstance(one.object, ox.Literal)
    }
    assert {"UNESCO Moscow Office", "Baku", "museums", "partner", "Belarus"} <= named


def test_a_description_holds_the_words_that_state_it(ask, paths) -> None:  # type: ignore[no-untyped-def]
    assert "It was organized by the UNESCO Moscow Office" in ask(paths["organisation"]).text


def test_turtle_begins_with_prefixes_and_groups_by_thing(ask, paths) -> None:  # type: ignore[no-untyped-def]
    said = ask(paths["place"]).text
    assert "@prefix skos:" in said
    assert len(re.findall(f"^<{paths['place'].removeprefix('/')}> ", said, re.MULTILINE)) == 1


def test_links_tell_the_other_forms_the_address_and_the_licence(ask, paths) -> None:  # type: ignore[no-untyped-def]
    links = ask(paths["organisation"]).headers["link"]
    assert f'<{BASE.rstrip("/")}{paths["organisation"]}>; rel="canonical"' in links
    for relation in ("alternate", "describedby", "license"):
        assert f'rel="{relation}"' in links
    assert f'<{paths["organisation"]}?format=jsonld>; rel="alternate"; type="application/ld+json"' in links


def test_head_has_the_headers_and_no_content(ask, paths) -> None:  # type: ignore[no-untyped-def]
    head, got = ask(paths["organisation"], method="HEAD"), ask(paths["organisation"])
    assert (head.status_code, head.content) == (200, b"")
    assert {name: head.headers[name] for name in ("etag", "link", "content-type", "content-length")} == {
        name: got.headers[name] for name in ("etag", "link", "content-type", "content-length")
    }


def test_what_is_not_there_is_told_in_a_sentence(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("/organisation/nobody")
    assert (answer.status_code, answer.json()["status"]) == (404, 404)
    assert "/organisation/nobody" in answer.json()["detail"]


def test_an_address_of_odd_signs_is_no_thing(ask) -> None:  # type: ignore[no-untyped-def]
    for odd in (
        "/organisation/%3Cscript%3E",
        "/organisation/a%20b",
        "/place/%00",
        "/tie/",
        "/organisation/%FF",
    ):
        assert ask(odd).status_code == 404


def test_a_passage_leads_a_reader_to_its_words(ask, paths) -> None:  # type: ignore[no-untyped-def]
    answer = ask(paths["passage"], "text/html")
    page, _, anchor = answer.headers["location"].partition("#")
    assert (answer.status_code, page) == (303, paths["source"])
    assert f'id="{anchor}"' in ask(page, "text/html").text


def test_a_graph_of_another_base_answers_here(quads, paths, serve) -> None:  # type: ignore[no-untyped-def]
    base = "https://example.org/koinon/"
    moved = [
        quad._replace(
            **{
                name: type(term)(term.replace(BASE, base)) if isinstance(term, str) else term
                for name, term in quad._asdict().items()
            }
        )
        for quad in quads
    ]
    with serve(create_app(Generations.of(EmbeddedStore.memory(moved), base), Settings())) as ask:
        answer = ask(paths["organisation"])
        page = ask(paths["organisation"], "text/html")
    assert f'<{base.rstrip("/")}{paths["organisation"]}>; rel="canonical"' in answer.headers["link"]
    assert f'href="{paths["activity"]}"' in page.text


def test_a_named_graph_is_read_at_its_address_and_by_name(ask, paths) -> None:  # type: ignore[no-untyped-def]
    direct = _parsed(ask(paths["graph"]), "turtle")
    indirect = _parsed(ask(f"/graphs?graph={BASE.rstrip('/')}{paths['graph']}"), "turtle")
    whole = _parsed(ask("/graphs?default", "application/n-triples"), "ntriples")
    assert direct == indirect
    assert 10 < len(direct) < len(whole)
    assert ask("/graphs/nowhere").status_code == 404
    assert ask("/graphs").status_code == 400
