"""The vocabulary at the addresses of its versions, and its classes drawn."""

from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from koinon.ontology.load import ontology_turtle
from koinon.ontology.namespaces import HP, OWL

WHOLE = HP.rstrip("#")
VERSIONS = sorted(
    {
        str(end).strip("<>")
        for content in ontology_turtle().values()
        for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == OWL + "versionIRI"
        for end in (quad.subject, quad.object)
    }
)


@pytest.mark.parametrize("address", VERSIONS)
def test_every_ontology_and_version_answers_where_it_says_it_is(address: str, ask) -> None:  # type: ignore[no-untyped-def]
    path = address.replace(WHOLE, "/ns")
    answer = ask(path, "application/n-triples")
    assert answer.status_code == 200
    assert f"<{address}>" in answer.text


def test_a_version_is_the_whole_and_a_module_a_part(ask) -> None:  # type: ignore[no-untyped-def]
    whole, version = ask("/ns", "text/turtle").text, ask("/ns/0.1.0", "text/turtle").text
    module = ask("/ns/provenance", "text/turtle").text
    assert whole == version
    assert module in whole
    assert len(module) < len(whole) / 2
    assert ask("/ns/0.0.1").status_code == 404
    assert '<a href="/ns/0.1.0">' in ask("/ns", "text/html").text


def test_a_class_is_drawn_with_its_properties(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("/ns/diagrams/Involvement.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    drawn = ElementTree.fromstring(answer.text)
    words = {one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {"hp:Involvement", "hp:involvement", "hp:Activity", "hp:agent", "hp:role", "hp:Role"} <= words
    assert 'src="/ns/diagrams/Involvement.svg"' in ask("/ns", "text/html").text
    assert ask("/ns/diagrams/agent.svg").status_code == 404
