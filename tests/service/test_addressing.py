"""Links lead to this server or to the web, and nowhere else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import IRI, Quad
from koinon.ontology.namespaces import HP, RDF
from koinon.service.addressing import Addressing
from koinon.service.app import create_app
from koinon.service.generations import Generations
from koinon.service.settings import Settings

from .conftest import BASE, Serve

TEMPLATES = Path(__file__).parents[2] / "service" / "templates"
# A link is written out, stands on this page or server, or has passed one of the filters.
SAFE = re.compile(
    r"/(?!/)(?:[^{]|\{\{ [\w.]+ \| urlencode \}\})*|https://[^{]*"
    r"|\{\{ [\w.]+( \| string)? \| href \}\}|#(?:[\w-]|\{\{ [\w.]+( \| anchor)? \}\})*"
    r"|\{\{ (?:explorer|screen)\.script \}\}|\{\{ style \}\}"  # from the manifest of the build
    r"|\{\{ link \}\}|\{\{ path \}\}\?(?:format=\{\{ form\.name \}\}|row=\{\{ first \| urlencode \}\})"
    r"|\{\{ iri \}\}"
)
HOSTILE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "urn:x",
]


def links() -> Iterator[tuple[str, str]]:
    for template in sorted(TEMPLATES.glob("*.html")):
        text = re.sub(r"\{%.*?%\}", "", template.read_text("utf-8"), flags=re.S)
        for found in re.finditer(r'\b(?:href|src|action|formaction|cite)="([^"]*)"', text):
            yield template.name, found.group(1)


@pytest.mark.parametrize("address", HOSTILE)
def test_other_schemes_are_no_links(address: str) -> None:
    assert Addressing(BASE).href(address) is None


@pytest.mark.parametrize("address", ["http://e/x", "https://e/x", "mailto:info@example.org"])
def test_the_web_is_linked(address: str) -> None:
    assert Addressing(BASE).href(address) == address


def test_an_address_below_the_base_leads_to_no_other_host() -> None:
    addressing = Addressing("https://graph.example.org/")
    assert addressing.href("https://graph.example.org/activity/1") == "/activity/1"
    assert (
        addressing.href("https://graph.example.org//evil.example/")
        == "https://graph.example.org//evil.example/"
    )
    assert addressing.path("https://graph.example.org//evil.example/") is None


def test_every_link_of_every_template_is_safe() -> None:
    found = list(links())
    assert len(found) > 30
    assert [link for link in found if link[1] and not SAFE.fullmatch(link[1])] == []


def test_hostile_addresses_in_the_data_make_no_links(
    serve: Serve, paths: dict[str, str], store: EmbeddedStore
) -> None:
    source, graph = IRI(BASE.rstrip("/") + paths["source"]), IRI(BASE.rstrip("/") + paths["graph"])
    store.load(
        [
            Quad(source, IRI(HP + "address"), IRI("javascript:alert(1)"), graph),
            Quad(source, IRI("http://purl.org/dc/terms/license"), IRI("javascript:alert(2)"), graph),
            Quad(IRI("javascript:alert(3)"), IRI(RDF + "type"), IRI(HP + "Training"), graph),
        ]
    )
    asked = (
        paths["source"],
        paths["activity"],
        "/",
        "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D&format=html",
    )
    with serve(create_app(Generations.of(store, BASE), Settings())) as ask:
        for path in asked:
            page = ask(path, "text/html")
            assert page.status_code == 200
            assert not re.search(r'(?:href|src|action)="\s*(?:javascript|data|vbscript):', page.text, re.I)
            assert page.headers["x-content-type-options"] == "nosniff"
            assert "default-src 'self'" in page.headers["content-security-policy"]
