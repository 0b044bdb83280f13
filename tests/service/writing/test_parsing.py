import json
import socket
import threading

import pytest

from koinon.graph.errors import DocumentError
from koinon.graph.terms import IRI
from koinon.service.writing.errors import UnknownFormat
from koinon.service.writing.parsing import parse_parts, read_statements
from koinon.service.writing.requests import Part

ROOT = "http://example.org/"
BASE = ROOT + "graphs/one"
XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF>'


def parsed(*parts: tuple[str, str | bytes]) -> list[str]:
    sent = [Part(kind, body.encode() if isinstance(body, str) else body) for kind, body in parts]
    return parse_parts(sent, BASE, ROOT).decode().splitlines()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/turtle", "<s> <p> <o> ."),
        ("application/n-triples", f"<{ROOT}graphs/s> <{ROOT}graphs/p> <{ROOT}graphs/o> ."),
        ("application/ld+json", json.dumps({"@id": "s", f"{ROOT}graphs/p": {"@id": "o"}})),
        (
            "application/rdf+xml",
            XML.format(
                '<rdf:Description rdf:about="s">'
                f'<p xmlns="{ROOT}graphs/" rdf:resource="o"/></rdf:Description>'
            ),
        ),
    ],
)
def test_every_format_gives_the_same(kind: str, body: str) -> None:
    assert parsed((kind, body)) == [f"<{ROOT}graphs/s> <{ROOT}graphs/p> <{ROOT}graphs/o> ."]


def test_blank_nodes_get_addresses_that_the_same_bytes_give_again() -> None:
    body = "_:a <p> [ <q> 1 ], _:b . _:b <q> 2 ."
    first, again, other = (parsed(("text/turtle", text)) for text in (body, body, body + " "))
    assert first == again
    assert not set(first) & set(other)
    names = {name for line in first for name in line.split() if ".well-known/genid/" in name}
    assert len(names) == 3
    assert not any("_:" in line for line in first)


def test_blank_nodes_of_two_parts_are_different_though_called_the_same() -> None:
    lines = parsed(("text/turtle", "_:a <p> 1 ."), ("text/turtle", "_:a <p> 2 ."))
    assert len({line.split()[0] for line in lines}) == 2


@pytest.mark.parametrize(
    ("kind", "body", "sentence"),
    [
        ("text/turtle", "<s> <p>", "not Turtle"),
        ("application/ld+json", "{", "not JSON"),
        ("application/ld+json", "[" * 100_000, "not JSON"),
        ("application/ld+json", '{"@context": "http://example.com/context", "a": 1}', "is not fetched"),
        ("application/ld+json", '{"a": {"@context": ["http://example.com/c", {}]}}', "is not fetched"),
        (
            "application/ld+json",
            '{"@context": {"a": {"@id": "b:c", "@context": "http://x/"}}}',
            "is not fetched",
        ),
        ("application/ld+json", '{"@context": {"@import": "http://example.com/c"}, "a": 1}', "not JSON-LD"),
        ("application/ld+json", '{"@id": "g:g", "@graph": [{"@id": "a:s", "a:p": 1}]}', "graphs of its own"),
        ("application/rdf+xml", f'<!DOCTYPE r [<!ENTITY e "x">]>{XML.format("")}', "DOCTYPE"),
        ("application/rdf+xml", f'<?xml version="1.0"?>\n<!doctype r>{XML.format("")}', "DOCTYPE"),
        ("application/rdf+xml", XML.format("").encode("utf-16"), "not RDF/XML"),
        ("text/turtle", "<s> <p> <<( <a> <b> <c> )>> .", "RDF 1.2|not Turtle"),
    ],
)
def test_what_is_not_read_is_refused_in_a_sentence(kind: str, body: str | bytes, sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence):
        parsed((kind, body))


def test_unknown_formats_are_named() -> None:
    with pytest.raises(UnknownFormat, match="text/html"):
        parsed(("text/html", "<p>"))


def test_our_own_context_is_at_hand() -> None:
    document = {"@context": f"{ROOT}ns", "@id": "http://e/a", "@type": "hp:Activity"}
    lines = parsed(("application/ld+json", json.dumps(document)))
    assert any("heritage-partnerships/ns#Activity" in line for line in lines)


def test_nothing_is_fetched_whatever_a_document_names() -> None:
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"

        def listen() -> None:
            try:
                asked.append(server.accept())
            except TimeoutError:
                return

        listening = threading.Thread(target=listen)
        listening.start()
        for body in (f'{{"@context": "{address}"}}', f'{{"@context": {{"@import": "{address}"}}, "a": 1}}'):
            with pytest.raises(DocumentError):
                parsed(("application/ld+json", body))
        listening.join()
    assert not asked


def test_statements_are_read_back_into_their_graph() -> None:
    lines = parse_parts([Part("text/turtle", b'<s> <p> "a\\nb"@en, 1.50 .')], BASE, ROOT)
    graph = IRI(BASE)
    assert {quad.graph for quad in read_statements(lines, graph)} == {graph}
    assert {getattr(quad.object, "value", "") for quad in read_statements(lines, graph)} == {"a\nb", "1.50"}
